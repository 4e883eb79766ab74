using System.Runtime.CompilerServices;
using FcGen.Generator.Kernels;
using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Snapshots;

/// <summary>The kernels of tiny layers for one sample.</summary>
public sealed class KernelTests
{
    [Fact]
    public void Unrolled() => VerifyKernel("[Network(Unroll = Unroll.Full, Training = false)] [Input(3)] [Dense(3, 5), ReLU]", "DenseForward_3x5_");

    /// <summary>Two layers in one method.</summary>
    [Fact]
    public void Fused() => VerifyKernel("[Network(Training = false)] [Input(2)] [Dense(2, 3), ReLU, Dense(3, 1)]", "Forward_");

    [Fact]
    public void Tiled() => VerifyKernel("[Network(Unroll = Unroll.Tiled, Training = false)] [Input(9)] [Dense(9, 24), ReLU]", "DenseForward_");

    /// <summary>Windows with padding are a loop, others are straight-line code.</summary>
    [Fact]
    public void Pooled() => VerifyKernel("[Network(Training = false)] [Sequence(5, 4)] [MaxPool1d(2, Padding = 1)]", "MaxPool_");

    /// <summary>The rows of taps that read only the border are left out.</summary>
    [Fact]
    public void Convolved() => VerifyKernel("[Network(Training = false)] [Input(1, 4, 8)] [Conv2d(3, 3, Padding = 1), ReLU]", "ConvForward_");

    [Fact]
    public void ConvolvedWithFewOutputs() => VerifyKernel("[Network(Training = false)] [Input(8, 4, 4)] [Conv2d(1, 3)]", "ConvDotsForward_");

    [Fact]
    public void ConvolvedByChannel() => VerifyKernel("[Network(Training = false)] [Input(8, 4, 4)] [Conv2d(8, 3, Groups = 8)]", "DepthwiseForward_");

    private static void VerifyKernel(string network, string name, [CallerMemberName] string method = "")
    {
        (string file, string text) = Assert.Single(
            GeneratorHarness.Run($"using FcGen; {network} public sealed partial class Net;").Files,
            file => file.Key.StartsWith($"{Kernel.Namespace}.{name}", StringComparison.Ordinal));
        Snapshot.Verify(text, Path.GetFileNameWithoutExtension(file), method);
    }
}
