using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Snapshots;

/// <summary>The code that each kind of layer adds to a class, in the main file of a tiny network.</summary>
public sealed class LayerTests
{
    [Fact]
    public void Dense() => VerifyMainFile("[Input(3)] [Dense(3, 5, Name = \"fc\"), ReLU]");

    [Fact]
    public void ReLU() => VerifyMainFile("[Input(3)] [ReLU]");

    [Fact]
    public void LeakyReLU() => VerifyMainFile("[Input(3)] [LeakyReLU(0.1f)]");

    [Fact]
    public void Sigmoid() => VerifyMainFile("[Input(3)] [Sigmoid]");

    [Fact]
    public void Tanh() => VerifyMainFile("[Input(1, 2, 3)] [Tanh]");

    /// <summary>An activation whose gradient needs its input: the output of a dense layer, and the output of the network.</summary>
    [Fact]
    public void GELU() => VerifyMainFile("[Input(3)] [GELU, Dense(5), GELU(Approximate = true)]");

    [Fact]
    public void LogSoftmax() => VerifyMainFile("[Input(3)] [LogSoftmax]");

    [Fact]
    public void Softmax() => VerifyMainFile("[Input(3)] [Softmax]");

    [Fact]
    public void Dropout() => VerifyMainFile("[Input(3)] [Sigmoid, Dropout(0.25f), Tanh]");

    [Fact]
    public void PReLU() => VerifyMainFile("[Input(3)] [PReLU]");

    [Fact]
    public void LayerNorm() => VerifyMainFile("[Input(3)] [LayerNorm]");

    [Fact]
    public void Concat() => VerifyMainFile("[Input(3)] [Sigmoid, Concat(\"input\"), Concat(\"0\")]");

    /// <summary>A network that combines batch norm, dropout and a residual connection.</summary>
    [Fact]
    public void BatchNormDropoutAdd() => VerifyMainFile(
        "[Input(8)] [Dense(16), BatchNorm, ReLU(Name = \"start\"), Dropout(0.2f), Dense(16), BatchNorm, Add(\"start\"), ReLU, Dense(3)]");

    [Fact]
    public void Conv1d() => VerifyMainFile("[Input(4, 5)] [Conv1d(6, 3, Padding = 1, Stride = 2, Groups = 2), ReLU]");

    [Fact]
    public void Conv2d() => VerifyMainFile("[Input(1, 7, 6)] [Conv2d(8, 3, Padding = 1), ReLU, Conv2d(8, 3, Groups = 8), Flatten, Dense(2)]");

    [Fact]
    public void ConvTranspose2d() => VerifyMainFile("[Input(2, 3, 3)] [ConvTranspose2d(4, 2, Stride = 2), Sigmoid]");

    [Fact]
    public void ZeroPad2d() => VerifyMainFile("[Input(4, 3, 3)] [ZeroPad2d(1, 0, 2, 1), ReLU]");

    [Fact]
    public void Maxout() => VerifyMainFile("[Input(4, 3)] [Maxout(2)]");

    [Fact]
    public void Glu() => VerifyMainFile("[Input(3)] [Dense(10), Glu]");

    [Fact]
    public void GatedTanh() => VerifyMainFile("[Input(4, 3)] [GatedTanh]");

    [Fact]
    public void MaxPool1d() => VerifyMainFile("[Sequence(5, 3)] [MaxPool1d(2, Padding = 1)]");

    [Fact]
    public void MaxPool2d() => VerifyMainFile("[Input(4, 5, 6)] [MaxPool2d(2), ReLU]");

    [Fact]
    public void AvgPool1d() => VerifyMainFile("[Sequence(5, 3)] [AvgPool1d(3, Stride = 1, Padding = 1, CountIncludePad = false)]");

    [Fact]
    public void AvgPool2d() => VerifyMainFile("[Input(1, 4, 6)] [AvgPool2d(2, 3)]");

    [Fact]
    public void GlobalAvgPool() => VerifyMainFile("[Input(4, 3, 3)] [ReLU, GlobalAvgPool, Dense(2)]");

    [Fact]
    public void GlobalMaxPool() => VerifyMainFile("[Sequence(6, 4)] [GlobalMaxPool]");

    [Fact]
    public void AdaptiveAvgPool2d() => VerifyMainFile("[Input(4, 5, 3)] [AdaptiveAvgPool2d(2, 3)]");

    [Fact]
    public void Upsample() => VerifyMainFile("[Input(4, 2, 3)] [Upsample(2)]");

    [Fact]
    public void GroupNorm() => VerifyMainFile("[Input(6, 2, 2)] [GroupNorm(3)]");

    [Fact]
    public void LSTM() => VerifyMainFile("[Sequence(5, 3)] [LSTM(6), Last, Dense(2)]");

    [Fact]
    public void GRU() => VerifyMainFile("[Sequence(5, 3)] [GRU(8, Bidirectional = true, Bias = false)]");

    [Fact]
    public void RNN() => VerifyMainFile("[Sequence(5, 3)] [RNN(6, Layers = 2, Dropout = 0.2f, Activation = RnnActivation.ReLU), Last(2)]");

    private static void VerifyMainFile(string layers, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        GeneratorRun run = GeneratorHarness.Run($"using FcGen; namespace Snapshots; [Network] {layers} public sealed partial class Net;");
        Snapshot.Verify(run.Files["Snapshots.Net.g.cs"], "Net.g", method);
    }
}
