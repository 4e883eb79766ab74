using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG001: the declared inputs of a layer differ from the size of the previous layer or the input.</summary>
public sealed class DimensionMismatchTests
{
    [Fact]
    public void A_dense_layer_after_a_dense_layer_of_another_size() => AnalyzerCheck.Reports(
        """
        [Network]
        [Input(64)]
        [Dense(64, 128), Dense({|FCG001:127|}, 10)]
        public sealed partial class Net;
        """,
        "Layer 1 (Dense 127 -> 10) expects 127 inputs, but layer 0 (Dense 64 -> 128) gives 128");

    [Fact]
    public void It_is_reported_at_the_line_and_column_of_the_number()
    {
        Diagnostic diagnostic = Assert.Single(GeneratorHarness.Analyze(
            """
            using FcGen;

            [Network, Input(64)]
            [Dense(64, 128), ReLU]
            [Dense(127, 10)]
            public partial class Net;
            """));
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.Equal(("Source0.cs", new LinePosition(4, 7), new LinePosition(4, 10)), (place.Path, place.StartLinePosition, place.EndLinePosition));
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
    }

    [Fact]
    public void The_first_layer_against_the_input() => AnalyzerCheck.Reports(
        "[Network] [Input(784)] [Dense({|FCG001:748|}, 10)] partial class Net;",
        "Layer 0 (Dense 748 -> 10) expects 748 inputs, but the input gives 784");

    [Fact]
    public void The_values_of_a_flattened_image() => AnalyzerCheck.Reports(
        "[Network] [Input(1, 28, 28)] [Flatten, Dense({|FCG001:748|}, 10)] partial class Net;",
        "Layer 1 (Dense 748 -> 10) expects 748 inputs, but layer 0 (Flatten) gives 784");

    [Fact]
    public void The_features_of_each_step_of_a_sequence() => AnalyzerCheck.Reports(
        "[Network] [Sequence(10, 5)] [ReLU, Dense({|FCG001:50|}, 8), Tanh, Dense({|FCG001:1|}, 2)] partial class Net;",
        "Layer 1 (Dense 50 -> 8) expects 50 inputs, but the input gives 5 for each of 10 steps",
        "Layer 3 (Dense 1 -> 2) expects 1 input, but layer 1 (Dense 50 -> 8) gives 8 for each of 10 steps");

    [Fact]
    public void The_channels_of_a_transposed_signal() => AnalyzerCheck.Reports(
        "[Network] [Input(3, 100)] [Transpose, Dense({|FCG001:100|}, 8)] partial class Net;",
        "Layer 1 (Dense 100 -> 8) expects 100 inputs, but layer 0 (Transpose) gives 3 for each of 100 steps");

    [Fact]
    public void Activations_and_dropout_between_are_not_blamed() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(8), ReLU, Dropout(0.5f), Dense({|FCG001:9|}, 2), Softmax] partial class Net;",
        "Layer 3 (Dense 9 -> 2) expects 9 inputs, but layer 0 (Dense 4 -> 8) gives 8");

    [Fact]
    public void A_layer_that_keeps_the_size_is_named_and_not_the_one_before_it() => AnalyzerCheck.Reports(
        "[Network] [Input(8)] [Dense(8, 8), ReLU, Dense({|FCG001:7|}, 2)] partial class Net;",
        "Layer 2 (Dense 7 -> 2) expects 7 inputs, but layer 0 (Dense 8 -> 8) gives 8");

    [Fact]
    public void Layers_are_named_as_the_user_named_them() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(4, 8, Name = \"hidden\"), Dense({|FCG001:7|}, 2, Name = \"head\")] partial class Net;",
        "Layer 1 'head' (Dense 7 -> 2) expects 7 inputs, but layer 0 'hidden' (Dense 4 -> 8) gives 8");

    [Fact]
    public void Every_mismatch_is_reported_once_and_each_against_what_is_declared_before_it() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense({|FCG001:5|}, 8), Dense({|FCG001:9|}, 6), Tanh, Dense(6, 3), Tanh, Dense(2), Dense({|FCG001:3|}, 1)] partial class Net;",
        "Layer 0 (Dense 5 -> 8) expects 5 inputs, but the input gives 4",
        "Layer 1 (Dense 9 -> 6) expects 9 inputs, but layer 0 (Dense 5 -> 8) gives 8",
        "Layer 6 (Dense 3 -> 1) expects 3 inputs, but layer 5 (Dense 3 -> 2) gives 2");

    [Theory]
    [InlineData("Dense(outputs: 2, inputs: {|FCG001:5|})")]
    [InlineData("Dense(inputs: {|FCG001:5|}, outputs: 2)")]
    [InlineData("Dense({|FCG001:2 + 3|}, 2)")]
    [InlineData("Dense({|FCG001:Sizes.Five|}, 2)")]
    [InlineData("Dense({|FCG001:5|}, 2, Bias = false)")]
    [InlineData("Dense({|FCG001:(int)5.5|}, 2)")]
    public void The_place_is_that_of_the_argument_however_it_is_written(string layer) => AnalyzerCheck.Reports(
        $"[Network] [Input(4)] [{layer}] partial class Net; static class Sizes {{ public const int Five = 5; }}",
        "Layer 0 (Dense 5 -> 2) expects 5 inputs, but the input gives 4");

    [Theory]
    [InlineData("[FcGen.Network, FcGen.Input(4), FcGen.Dense({|FCG001:5|}, 2)] partial class Net;")]
    [InlineData("[NetworkAttribute] [InputAttribute(4)] [DenseAttribute({|FCG001:5|}, 2)] partial class Net;")]
    [InlineData("[Dense({|FCG001:5|}, 2)] [Input(4)] [Network] partial class Net;")]
    [InlineData("[Network, Input(4)]\r\n// first\r\n[Dense({|FCG001:5|}, 2)] // only\r\npartial class Net;")]
    [InlineData("namespace A.B { partial struct Outer { [Network, Input(4), ReLU, Sigmoid, Dense({|FCG001:5|}, 2)] partial class Net; } }", "2")]
    public void The_place_of_the_attributes_does_not_matter(string source, string index = "0") => AnalyzerCheck.Reports(
        source, $"Layer {index} (Dense 5 -> 2) expects 5 inputs, but the input gives 4");

    [Fact]
    public void Each_network_of_a_file_is_checked() => AnalyzerCheck.Reports(
        """
        [Network, Input(2), Dense({|FCG001:3|}, 1)] partial class First;
        [Network, Input(3), Dense(3, 1)] partial class Second;
        static partial class Outer { [Network, Input(4), Dense({|FCG001:3|}, 1)] private partial class Third; }
        """,
        "Layer 0 (Dense 3 -> 1) expects 3 inputs, but the input gives 2",
        "Layer 0 (Dense 3 -> 1) expects 3 inputs, but the input gives 4");

    [Theory]
    [InlineData("[Input(6)] [Dense(6, 12), Tanh, Dense(12, 3)]")]
    [InlineData("[Input(6)] [Dense(12), Tanh, Dense(3)]")]
    [InlineData("[Input(6)] [Dense(12), ReLU, Dense(12, 3), Softmax]")]
    [InlineData("[Input(2, 3, 4)] [Flatten, Dense(24, 2)]")]
    [InlineData("[Input(3, 4)] [ReLU, Flatten, Dense(12, 2)]")]
    [InlineData("[Input(3, 4)] [Transpose, Dense(3, 2)]")]
    [InlineData("[Sequence(10, 5)] [Dense(5, 8), ReLU, Dense(8, 2), Flatten, Dense(20, 1)]")]
    [InlineData("[Input(4)] [Dense(3), Concat(\"input\"), Tanh, Dense(7, 2)]")]
    [InlineData("[Input(4)] [Dense(outputs: 8, inputs: 2 + 2), LayerNorm, Dropout(0.5f), FcGen.DenseAttribute(8, 2)]")]
    public void Layers_that_fit_are_not_reported(string layers) => AnalyzerCheck.ReportsNothing($"[Network] {layers} partial class Net;");

    [Fact]
    public void A_class_that_is_no_network_is_not_checked() => AnalyzerCheck.Reports("[{|FCG026:Input(4)|}] [Dense(64, 128), Dense(127, 10)] partial class Net;");
}
