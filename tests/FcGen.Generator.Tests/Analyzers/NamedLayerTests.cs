using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG007: Add or Concat refers to no earlier layer, or to a layer with another shape.</summary>
public sealed class NamedLayerTests
{
    [Fact]
    public void A_name_that_no_layer_has() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(4, Name = \"fc\"), Add({|FCG007:\"fc1\"|})] partial class Net;",
        "Layer 1 (Add) refers to 'fc1', but no layer has this name: did you mean 'fc'?");

    [Fact]
    public void A_layer_that_comes_later() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(4), Add({|FCG007:\"end\"|}), Dense(4, Name = \"end\")] partial class Net;",
        "Layer 1 (Add) refers to 'end', but this is layer 2, which comes later");

    [Fact]
    public void The_layer_itself() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(4), Concat({|FCG007:\"1\"|})] partial class Net;",
        "Layer 1 (Concat) refers to '1', but this is the layer itself");

    [Fact]
    public void No_name() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Concat({|FCG007:null|}), Dense(2)] partial class Net;",
        "Layer 0 (Concat) refers to '', but no layer has this name");

    [Fact]
    public void Different_shapes() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(8), ReLU, Dense(6), Add({|FCG007:\"0\"|})] partial class Net;",
        "Layer 3 (Add '0') adds 8 values from layer 0 (Dense 4 -> 8) to 6 values from layer 2 (Dense 8 -> 6): both must have the same shape");

    [Fact]
    public void Another_shape_than_the_input() => AnalyzerCheck.Reports(
        "[Network] [Input(1, 4)] [Flatten, Dense(4), Add({|FCG007:\"input\"|})] partial class Net;",
        "Layer 2 (Add 'input') adds a signal of 1 x 4 from the input to 4 values from layer 1 (Dense 4 -> 4): both must have the same shape");

    [Fact]
    public void A_signal_and_a_sequence_have_different_shapes() => AnalyzerCheck.Reports(
        "[Network] [Input(4, 4)] [Transpose, Add({|FCG007:\"input\"|})] partial class Net;",
        "Layer 1 (Add 'input') adds a signal of 4 x 4 from the input to a sequence of 4 x 4 from layer 0 (Transpose): both must have the same shape");

    [Fact]
    public void Sequences_of_other_features() => AnalyzerCheck.Reports(
        "[Network] [Sequence(10, 4)] [Dense(6), ReLU, Add({|FCG007:\"input\"|})] partial class Net;",
        "Layer 2 (Add 'input') adds a sequence of 10 x 4 from the input to a sequence of 10 x 6 from layer 0 (Dense 4 -> 6): both must have the same shape");

    [Theory]
    [InlineData(
        "[Input(2, 3)] [Flatten, Concat({|FCG007:\"input\"|})]",
        "Layer 1 (Concat 'input') appends a signal of 2 x 3 from the input to 6 values from layer 0 (Flatten): both must have the same positions")]
    [InlineData(
        "[Sequence(3, 2)] [Transpose, Concat({|FCG007:\"input\"|})]",
        "Layer 1 (Concat 'input') appends a sequence of 3 x 2 from the input to a signal of 2 x 3 from layer 0 (Transpose): both must have the same positions")]
    [InlineData(
        "[Sequence(3, 3)] [Transpose, ReLU, Concat(layer: {|FCG007:\"input\"|}, Name = \"joined\")]",
        "Layer 2 'joined' (Concat 'input') appends a sequence of 3 x 3 from the input to a signal of 3 x 3 from layer 0 (Transpose): both must have the same positions")]
    [InlineData(
        "[Input(3, 2, 2)] [Flatten(Name = \"flat\"), Dense(12), ReLU, Concat(\"flat\"), FcGen.ConcatAttribute({|FCG007:\"input\"|}), Tanh, Concat({|FCG007:\"input\"|})]",
        "Layer 4 (Concat 'input') appends an image of 3 x 2 x 2 from the input to 24 values from layer 3 (Concat 'flat'): both must have the same positions",
        "Layer 6 (Concat 'input') appends an image of 3 x 2 x 2 from the input to 27 values from layer 4 (Concat 'input'): both must have the same positions")]
    public void Concat_of_different_positions(string layers, params string[] messages) =>
        AnalyzerCheck.Reports($"[Network] {layers} partial class Net;", messages);

    [Theory]
    [InlineData("[Sequence(10, 4)] [Dense(6), ReLU, Concat(\"input\"), Dense(10, 2)]")]
    [InlineData("[Input(3, 2, 2)] [ReLU, Concat(\"input\"), BatchNorm, Flatten, Dense(24, 2)]")]
    [InlineData("[Input(2, 3)] [Transpose(Name = \"steps\"), Dense(5), Concat(\"steps\"), Transpose, Concat(\"input\")]")]
    [InlineData("[Input(2, 3)] [Flatten(Name = \"flat\"), Dense(1), Concat(\"flat\"), Dense(7, 6), Add(\"flat\")]")]
    public void Values_of_the_same_positions_may_be_joined(string layers) => AnalyzerCheck.ReportsNothing($"[Network] {layers} partial class Net;");

    [Fact]
    public void Every_wrong_name_is_reported() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Add({|FCG007:\"a\"|}), Concat({|FCG007:\"b\"|}), Dense(2), Add({|FCG007:\"0\"|})] partial class Net;",
        "Layer 0 (Add) refers to 'a', but no layer has this name",
        "Layer 1 (Concat) refers to 'b', but no layer has this name",
        "Layer 3 (Add '0') adds 4 values from layer 0 (Add '') to 2 values from layer 2 (Dense ? -> 2): both must have the same shape");

    [Fact]
    public void The_size_of_Concat_counts() => AnalyzerCheck.Reports(
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

    [Theory]
    [InlineData("Add(\"fc1\")", "Add(\"fc\")")]
    [InlineData("Concat(\"FC\")", "Concat(\"fc\")")]
    [InlineData("Add(layer: \"f\", Name = \"sum\")", "Add(layer: \"fc\", Name = \"sum\")")]
    [InlineData("FcGen.AddAttribute(@\"fcc\")", "FcGen.AddAttribute(\"fc\")")]
    [InlineData("Add(/* near */ Names.First /* far */)", "Add(/* near */ \"fc\" /* far */)")]
    [InlineData("Add(\"f\" + \"x\")", "Add(\"fc\")")]
    public void The_name_that_was_meant_is_written(string layer, string expected) => CodeFixCheck.Fixes(
        Network($"Dense(4, Name = \"fc\"), ReLU, {layer}"), "Change the name to 'fc'", Network($"Dense(4, Name = \"fc\"), ReLU, {expected}"));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void It_is_written_beside_comments_and_in_a_nested_class(string lineEnd)
    {
        string source = """
            partial class Outer
            {
                [Network, Input(4)]
                [Dense(4, Name = "größe \"1\"")] // first
                [Add("größe 1")] // residual
                private partial class Net;
            }
            """.ReplaceLineEndings(lineEnd);
        CodeFixCheck.Fixes(source, "Change the name to 'größe \"1\"'", source.Replace("\"größe 1\"", "\"größe \\\"1\\\"\""));
    }

    [Fact]
    public void The_input_may_have_been_meant() =>
        CodeFixCheck.Fixes(Network("Dense(4), Add(\"inputs\")"), "Change the name to 'input'", Network("Dense(4), Add(\"input\")"));

    [Theory]
    [InlineData("Dense(4, Name = \"fc\"), Add(\"nothing\")")]
    [InlineData("Dense(4), Add(\"end\"), ReLU, Dense(4, Name = \"end\")")]
    [InlineData("Dense(4), Add(\"en\"), ReLU, Dense(4, Name = \"end\")")]
    [InlineData("Dense(4), Concat(\"1\"), ReLU, Dense(4)")]
    [InlineData("Dense(8, Name = \"fc\"), ReLU, Dense(6), Add(\"fc\")")]
    [InlineData("Concat(null)")]
    public void Nothing_is_offered_where_no_name_before_is_like_it(string layers) => CodeFixCheck.Offers(Network(layers));

    [Fact]
    public void All_names_of_a_file_are_corrected_at_once_each_to_its_own() => CodeFixCheck.FixesAll(
        Network("Dense(4, Name = \"encoder\"), ReLU, Add(\"encodr\"), Dense(4, Name = \"decoder\"), ReLU, Add(\"decoders\"), Add(\"imput\"), Add(\"nobody\")"),
        "FCG007.name",
        Network("Dense(4, Name = \"encoder\"), ReLU, Add(\"encoder\"), Dense(4, Name = \"decoder\"), ReLU, Add(\"decoder\"), Add(\"input\"), Add(\"nobody\")"));

    [Fact]
    public void All_files_of_a_project_are_corrected_at_once() => CodeFixCheck.FixesAll(
        [Network("Dense(4), Add(\"inpt\"), Concat(\"inputt\")"), "[Network] [Input(4)]\r\n[Dense(4, Name = \"a1\")]\r\n[Add(\"a2\")]\r\npartial class Second;"],
        "FCG007.name",
        [Network("Dense(4), Add(\"input\"), Concat(\"input\")"), "[Network] [Input(4)]\r\n[Dense(4, Name = \"a1\")]\r\n[Add(\"a1\")]\r\npartial class Second;"]);

    private static string Network(string layers) =>
        $"[Network] [Input(4)] [{layers}] partial class Net; static class Names {{ public const string First = \"fc0\"; }}";
}
