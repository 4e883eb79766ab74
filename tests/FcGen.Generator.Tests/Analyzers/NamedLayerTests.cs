using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG007: what Add or Concat names is no layer before it, or has another shape.</summary>
public sealed class NamedLayerTests
{
    [Fact]
    public void A_name_that_no_layer_has() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(4, Name = \"fc\"), Add({|FCG007:\"fc1\"|})] partial class Net;",
        "Layer 1 (Add) names 'fc1', but no layer has that name: is it 'fc'?");

    [Fact]
    public void A_layer_that_comes_later() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(4), Add({|FCG007:\"end\"|}), Dense(4, Name = \"end\")] partial class Net;",
        "Layer 1 (Add) names 'end', but that is layer 2, which comes later");

    [Fact]
    public void The_layer_itself() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(4), Concat({|FCG007:\"1\"|})] partial class Net;",
        "Layer 1 (Concat) names '1', but that is the layer itself");

    [Fact]
    public void No_name() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Concat({|FCG007:null|}), Dense(2)] partial class Net;",
        "Layer 0 (Concat) names '', but no layer has that name");

    [Fact]
    public void Different_shapes() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(8), ReLU, Dense(6), Add({|FCG007:\"0\"|})] partial class Net;",
        "Layer 3 (Add '0') adds 8 values from layer 0 (Dense 4 -> 8) to 6 values from layer 2 (Dense 8 -> 6): both must have the same shape");

    [Fact]
    public void Another_shape_than_the_input() => AnalyzerCheck.Reports(
        "[Network] [Input(1, 4)] [Dense(4), Add({|FCG007:\"input\"|})] partial class Net;",
        "Layer 1 (Add 'input') adds 1 x 4 values from the input to 4 values from layer 0 (Dense 4 -> 4): both must have the same shape");

    [Fact]
    public void Every_wrong_name_is_told() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Add({|FCG007:\"a\"|}), Concat({|FCG007:\"b\"|}), Dense(2), Add({|FCG007:\"0\"|})] partial class Net;");

    [Fact]
    public void What_Concat_gives_counts() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(3), Concat(\"input\"), Dense({|FCG001:3|}, 2)] partial class Net;",
        "Layer 2 (Dense 3 -> 2) expects 3 inputs, but layer 1 (Concat 'input') gives 7");

    [Theory]
    [InlineData("[Dense(4), Add(\"input\")]")]
    [InlineData("[Dense(4), Add(\"0\")]")]
    [InlineData("[Dense(4, Name = \"start\"), ReLU, Dense(4), Add(\"start\"), Concat(\"start\")]")]
    [InlineData("[Dense(8), Concat(\"input\"), Dense(12, 2)]")]
    [InlineData("[Dense(4), BatchNorm(Name = \"norm\"), ReLU, Dropout(0.5f), Add(\"norm\"), Dense(2)]")]
    [InlineData("[Concat(\"input\"), Add(\"0\"), Dense(8, 2)]")]
    public void A_layer_before_of_the_right_shape_may_be_named(string layers) => AnalyzerCheck.ReportsNothing($"[Network] [Input(4)] {layers} partial class Net;");
}
