using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG012: a dense layer follows an image or a signal. The fix inserts Flatten.</summary>
public sealed class NotFlattenedTests
{
    private const string Fix = "Insert Flatten";

    [Theory]
    [InlineData(
        "[Input(1, 28, 28)] [{|FCG012:Dense(10)|}]",
        "Layer 0 (Dense ? -> 10) expects a vector or a sequence, but the input gives an image of 1 x 28 x 28: insert Flatten, which gives 784 values")]
    [InlineData(
        "[Input(28, 28)] [{|FCG012:Dense(784, 10, Name = \"head\")|}, Softmax]",
        "Layer 0 'head' (Dense 784 -> 10) expects a vector or a sequence, but the input gives a signal of 28 x 28: insert Flatten, which gives 784 values")]
    [InlineData(
        "[Input(3, 4)] [BatchNorm, ReLU, Dropout(0.1f), {|FCG012:Dense(5)|}]",
        "Layer 3 (Dense ? -> 5) expects a vector or a sequence, but the input gives a signal of 3 x 4: insert Flatten, which gives 12 values")]
    [InlineData(
        "[Sequence(10, 5)] [Dense(4), Transpose, {|FCG012:Dense(10, 2)|}]",
        "Layer 2 (Dense 10 -> 2) expects a vector or a sequence, but layer 1 (Transpose) gives a signal of 4 x 10: insert Flatten, which gives 40 values")]
    [InlineData(
        "[Input(2, 3)] [ReLU, Concat(\"input\"), {|FCG012:FcGen.DenseAttribute(outputs: 1)|}]",
        "Layer 2 (Dense ? -> 1) expects a vector or a sequence, but layer 1 (Concat 'input') gives a signal of 4 x 3: insert Flatten, which gives 12 values")]
    [InlineData(
        "[Input(1, 1, 1)] [{|FCG012:Dense(1)|}]",
        "Layer 0 (Dense ? -> 1) expects a vector or a sequence, but the input gives an image of 1 x 1 x 1: insert Flatten, which gives 1 value")]
    public void An_image_or_a_signal(string layers, string message) => AnalyzerCheck.Reports($"[Network] {layers} partial class Net;", message);

    [Fact]
    public void Only_the_first_dense_layer_is_reported() => AnalyzerCheck.Reports(
        "[Network] [Input(3, 4)] [{|FCG012:Dense(7, 5)|}, ReLU, Dense(5, 4), Tanh, Dense({|FCG001:3|}, 2)] partial class Net;",
        "Layer 0 (Dense 7 -> 5) expects a vector or a sequence, but the input gives a signal of 3 x 4: insert Flatten, which gives 12 values",
        "Layer 4 (Dense 3 -> 2) expects 3 inputs, but layer 2 (Dense 5 -> 4) gives 4");

    [Theory]
    [InlineData("[Input(12)] [Dense(12, 5)]")]
    [InlineData("[Sequence(3, 4)] [Dense(4, 5), ReLU, Dense(2)]")]
    [InlineData("[Sequence(3, 4)] [Flatten, Dense(12, 5)]")]
    [InlineData("[Input(3, 4)] [Flatten, Dense(12, 5)]")]
    [InlineData("[Input(3, 2, 2)] [BatchNorm, ReLU, Flatten, Dense(12, 5)]")]
    [InlineData("[Input(3, 4)] [Transpose, Dense(3, 5)]")]
    [InlineData("[Sequence(3, 4)] [Transpose, ReLU, Transpose, Dense(4, 5)]")]
    [InlineData("[Input(3, 4)] [BatchNorm, Sigmoid]")]
    public void Vectors_and_sequences_are_not_reported(string layers) => AnalyzerCheck.ReportsNothing($"[Network] {layers} partial class Net;");

    [Theory]
    [InlineData("[Input({|FCG004:0|}, 4)] [Dense(5)]")]
    [InlineData("[Input(3, 4)] [{|FCG012:Dense({|FCG004:0|})|}]")]
    public void A_shape_that_is_not_known_is_not_judged(string layers) =>
        AnalyzerCheck.Reports($"[Network] {layers} partial class Net;");

    [Theory]
    [InlineData("[Dense(784, 10)]", "[Flatten, Dense(784, 10)]")]
    [InlineData("[DenseAttribute(10)]", "[Flatten, DenseAttribute(10)]")]
    [InlineData("[FcGen.Dense(10)]", "[FcGen.Flatten, FcGen.Dense(10)]")]
    [InlineData("[global::FcGen.DenseAttribute(784, outputs: 10)]", "[global::FcGen.Flatten, global::FcGen.DenseAttribute(784, outputs: 10)]")]
    [InlineData("[Linear(10)]", "[global::FcGen.Flatten, Linear(10)]")]
    [InlineData("[Dense(784, 16), ReLU, Dense(16, 10)]", "[Flatten, Dense(784, 16), ReLU, Dense(16, 10)]")]
    [InlineData("[ReLU, Dense(10)]", "[ReLU, Flatten, Dense(10)]")]
    [InlineData("[ReLU]\r\n[Dense(10)] // head", "[ReLU]\r\n[Flatten, Dense(10)] // head")]
    [InlineData("[System.Obsolete, Dense(10), System.Serializable]", "[System.Obsolete, Flatten, Dense(10), System.Serializable]")]
    [InlineData("[\n  // The only one.\n  Dense(784, 10)\n]", "[\n  // The only one.\n  Flatten, Dense(784, 10)\n]")]
    public void Flatten_is_inserted_however_the_layer_is_written(string layers, string repaired) =>
        CodeFixCheck.Fixes(Network(layers), Fix, Network(repaired));

    [Theory]
    [InlineData("[Input(1, 28, 28)] [Dense(784, 10)]", "[Input(1, 28, 28)] [Flatten, Dense(784, 10)]")]
    [InlineData("[Network(Unroll = Unroll.Tiled), Input(28, 28), Dense(784, 10), Softmax]", "[Network(Unroll = Unroll.Tiled), Input(28, 28), Flatten, Dense(784, 10), Softmax]")]
    [InlineData("[Sequence(10, 4)] [Transpose, BatchNorm, Dense(2)]", "[Sequence(10, 4)] [Transpose, BatchNorm, Flatten, Dense(2)]")]
    public void The_network_is_then_correct(string layers, string repaired)
    {
        string network = layers.Contains("Network") ? string.Empty : "[Network] ";
        CodeFixCheck.Fixes($"{network}{layers} partial class Net;", Fix, $"{network}{repaired} partial class Net;");
        AnalyzerCheck.ReportsNothing($"{network}{repaired} partial class Net;");
    }

    [Fact]
    public void Comments_and_a_directive_in_a_nested_class_stay_as_they_are() => CodeFixCheck.Fixes(
        """
        partial class Outer
        {
            [Network, Input(3, 4)]
        #if !FAST
            [BatchNorm] // always
        #endif
            /* head */ [Dense(2)]
            private partial class Net;
        }
        """,
        Fix,
        """
        partial class Outer
        {
            [Network, Input(3, 4)]
        #if !FAST
            [BatchNorm] // always
        #endif
            /* head */ [Flatten, Dense(2)]
            private partial class Net;
        }
        """);

    [Theory]
    [InlineData("[Dense(784, Name = \"a\"), ReLU, Add(\"1\")]")]
    [InlineData("[Dense(10), Concat(\"0\")]")]
    public void Nothing_is_offered_if_an_index_that_would_change_is_used(string layers) => CodeFixCheck.Offers(Network(layers));

    [Theory]
    [InlineData("[ReLU, Dense(10), Concat(\"input\")]")]
    [InlineData("[ReLU, Dense(10, Name = \"1\"), Tanh, Add(\"1\")]")]
    [InlineData("[ReLU, Dense(10, Name = \"a\"), Tanh, Add(\"a\")]")]
    [InlineData("[ReLU, BatchNorm, Add(\"0\"), Dense(10)]")]
    public void Names_and_earlier_indices_do_not_change(string layers) => CodeFixCheck.Offers(Network(layers), Fix);

    [Fact]
    public void All_networks_of_a_document_are_changed_at_once() => CodeFixCheck.FixesAll(
        "[Network, Input(2, 3), Dense(1)] partial class A; [Network, Input(6), Dense(1)] partial class B; [Network, Input(1, 2, 3), ReLU, FcGen.Dense(6, 1)] partial class C;",
        "FCG012.insert",
        "[Network, Input(2, 3), Flatten, Dense(1)] partial class A; [Network, Input(6), Dense(1)] partial class B; [Network, Input(1, 2, 3), ReLU, FcGen.Flatten, FcGen.Dense(6, 1)] partial class C;");

    [Fact]
    public void All_files_of_a_project_are_changed_at_once() => CodeFixCheck.FixesAll(
        [Network("[Dense(784, 10)]"), "[Network] [Input(2, 3)]\r\n[Dense(6, 1)]\r\npartial class Second;"],
        "FCG012.insert",
        [Network("[Flatten, Dense(784, 10)]"), "[Network] [Input(2, 3)]\r\n[Flatten, Dense(6, 1)]\r\npartial class Second;"]);

    private static string Network(string layers) =>
        $"using Linear = FcGen.DenseAttribute;\n[Network] [Input(1, 28, 28)]\n{layers}\npartial class Net;";
}
