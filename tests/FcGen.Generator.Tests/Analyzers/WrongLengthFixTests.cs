using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>The fix of FCG010 replaces the wrong length by the expected length.</summary>
public sealed class WrongLengthFixTests
{
    private const string Network = "[Network, Input(4), Dense(3)] public partial class Net;";

    [Theory]
    [InlineData("net.Forward(new float[63], any);", "net.Forward(new float[Net.InputSize], any);")]
    [InlineData("net.Forward(new float[ /* pixels */ 63], any);", "net.Forward(new float[ /* pixels */ Net.InputSize], any);")]
    [InlineData("net.Forward(new float[Few], any);", "net.Forward(new float[Net.InputSize], any);")]
    [InlineData("net.Forward(new float[8 * 8 - 1], any);", "net.Forward(new float[Net.InputSize], any);")]
    [InlineData("net.Forward(stackalloc float[63], any);", "net.Forward(stackalloc float[Net.InputSize], any);")]
    [InlineData("net.Forward(any.AsSpan(n, 63), any);", "net.Forward(any.AsSpan(n, Net.InputSize), any);")]
    [InlineData("net.Forward(any[..63], any);", "net.Forward(any[..Net.InputSize], any);")]
    [InlineData("net.Forward(span[^63..], any);", "net.Forward(span[^Net.InputSize..], any);")]
    [InlineData("net.Forward(new float[70].AsSpan(0, 63), any);", "net.Forward(new float[70].AsSpan(0, Net.InputSize), any);")]
    [InlineData("net.Forward(Right[..63], any);", "net.Forward(Right[..Net.InputSize], any);")]
    [InlineData("var few = new float[63]; net.Forward(few, any);", "var few = new float[Net.InputSize]; net.Forward(few, any);")]
    [InlineData(
        "float[] few; few = new float[63]; _ = net.Classify(few.AsSpan());",
        "float[] few; few = new float[Net.InputSize]; _ = net.Classify(few.AsSpan());")]
    [InlineData("trainer.Step(new float[0], labels);", "trainer.Step(new float[Net.InputSize], labels);")]
    public void The_input_of_a_sample(string call, string repaired) => CallCheck.Fixes(call, "Change the length to Net.InputSize", repaired);

    [Theory]
    [InlineData("net.Forward(any, new float[9]);", "Net.OutputSize", "net.Forward(any, new float[Net.OutputSize]);")]
    [InlineData("net.ForwardBatch(new float[100], any);", "2 * Net.InputSize", "net.ForwardBatch(new float[2 * Net.InputSize], any);")]
    [InlineData("net.ForwardBatch(any.AsSpan(n, 130), any);", "3 * Net.InputSize", "net.ForwardBatch(any.AsSpan(n, 3 * Net.InputSize), any);")]
    [InlineData("net.ForwardBatch(any[..100], any);", "2 * Net.InputSize", "net.ForwardBatch(any[..(2 * Net.InputSize)], any);")]
    [InlineData("net.ForwardBatch(span[^100..], any);", "2 * Net.InputSize", "net.ForwardBatch(span[^(2 * Net.InputSize)..], any);")]
    [InlineData(
        "net.ForwardBatch(new float[128], new float[10]);", "2 * Net.OutputSize", "net.ForwardBatch(new float[128], new float[2 * Net.OutputSize]);")]
    [InlineData("net.ForwardBatch(any, new float[15]);", "2 * Net.OutputSize", "net.ForwardBatch(any, new float[2 * Net.OutputSize]);")]
    [InlineData("trainer.Step(new float[128], new int[3]);", "2", "trainer.Step(new float[128], new int[2]);")]
    [InlineData("net.GetTensor(\"3.weight\", new float[32]);", "320", "net.GetTensor(\"3.weight\", new float[320]);")]
    [InlineData(
        "net.Backward(Right, any, workspace, any, new float[1]);", "Net.InputSize", "net.Backward(Right, any, workspace, any, new float[Net.InputSize]);")]
    public void Outputs_batches_labels_and_tensors(string call, string length, string repaired) =>
        CallCheck.Fixes(call, $"Change the length to {length}", repaired);

    [Theory]
    [InlineData("net.ForwardBatch(any[..100], any);")]
    [InlineData("net.ForwardBatch(span[^100..], any);")]
    [InlineData("net.Forward(any, new float[9]);")]
    public void A_fixed_program_has_no_error(string call) => CallCheck.ReportsNothing(
        call.Replace("..100", "..(2 * Net.InputSize)").Replace("^100", "^(2 * Net.InputSize)").Replace("[9]", "[Net.OutputSize]"));

    [Theory]
    [InlineData("net.Forward([1, 2, 3], any);")]
    [InlineData("net.Forward(new float[] { 1, 2 }, any);")]
    [InlineData("net.Forward(new float[2] { 1, 2 }, any);")]
    [InlineData("net.Forward(any[1..64], any);")]
    [InlineData("net.Forward(Right.AsSpan(1), any);")]
    [InlineData("net.Forward(Right[..^1], any);")]
    [InlineData("net.Forward(new float[63].AsSpan(0, 60), any);")]
    [InlineData("net.ForwardBatch(Right.AsSpan()[..63], new float[10]); net.ForwardBatch(new float[100].AsSpan(0, 65), any);", "Change the length to Net.InputSize")]
    [InlineData("Row row = default; net.Forward(row, any);")]
    [InlineData("net.Forward(default, any);")]
    [InlineData("net.Forward(n > 1 ? Short : new float[63], any);")]
    [InlineData("net.ForwardBatch([], new float[10]);")]
    [InlineData("net.Backward(any, any, workspace, new float[9]);")]
    public void There_is_none_where_the_length_is_not_written_or_there_is_no_room(string call, params string[] titles) => CallCheck.Offers(call, titles);

    [Fact]
    public void A_field_of_the_same_file() => CodeFixCheck.Fixes(
        $"class User {{ readonly float[] _x = new float[5]; int Use(Net net) => net.Classify(_x); }}\n{Network}",
        "Change the length to Net.InputSize",
        $"class User {{ readonly float[] _x = new float[Net.InputSize]; int Use(Net net) => net.Classify(_x); }}\n{Network}");

    [Fact]
    public void A_field_of_another_file_whose_usings_are_not_known() => CodeFixCheck.Fixes(
        [
            "namespace A { static class Memory { public static readonly float[] Row = new float[5]; } }",
            "namespace B { class User { int Use(Net net) => net.Classify(A.Memory.Row); } " + Network + " }",
        ],
        "Change the length to global::B.Net.InputSize",
        [
            "namespace A { static class Memory { public static readonly float[] Row = new float[global::B.Net.InputSize]; } }",
            "namespace B { class User { int Use(Net net) => net.Classify(A.Memory.Row); } " + Network + " }",
        ]);

    [Theory]
    [InlineData("class User { int Use(Outer.Net net) => net.Classify(new float[5]); }", "Outer.Net.InputSize")]
    [InlineData("class User : Outer { int Use(Net net) => net.Classify(new float[5]); }", "Net.InputSize")]
    [InlineData("partial class Outer { int Use(Net net) => net.Classify(new float[5]); }", "Net.InputSize")]
    [InlineData("namespace Net { class User { int Use(Outer.Net net) => net.Classify(new float[5]); } }", "Outer.Net.InputSize")]
    public void A_nested_network_is_named_as_it_can_be_at_the_length(string code, string length)
    {
        string network = $"\npublic partial class Outer {{ {Network} }}";
        CodeFixCheck.Fixes(code + network, $"Change the length to {length}", code.Replace("float[5]", $"float[{length}]") + network);
    }

    [Theory]
    [InlineData("class User { int Use(Models.Net net) => net.Classify(new float[5]); }", "Models.Net.InputSize")]
    [InlineData("namespace Models { class User { int Use(Net net) => net.Classify(new float[5]); } }", "Net.InputSize")]
    [InlineData("namespace A { using Models; class User { int Use(Net net) => net.Classify(new float[5]); } }", "Net.InputSize")]
    [InlineData("namespace A { using Best = Models.Net; class User { int Use(Best net) => net.Classify(new float[5]); } }", "Best.InputSize")]
    public void A_network_of_another_namespace_is_named_as_it_can_be_at_the_length(string code, string length)
    {
        string network = $"\nnamespace Models {{ {Network} }}";
        CodeFixCheck.Fixes(code + network, $"Change the length to {length}", code.Replace("float[5]", $"float[{length}]") + network);
    }

    [Theory]
    [InlineData("const int Rows = 3; net.ForwardBatch(new float[Rows * 63], any);")]
    [InlineData("const int Most = 63; net.Forward(new float[Most], any);", "Change the length to Net.InputSize")]
    [InlineData("net.Forward(new float[9 * 7], any);", "Change the length to Net.InputSize")]
    public void A_length_is_changed_unless_it_is_computed_from_names(string statements, params string[] titles) => CallCheck.Offers(statements, titles);

    [Fact]
    public void All_lengths_are_changed_together_and_one_used_by_several_calls_once() => CallCheck.FixesAll(
        "var x = new float[63]; net.Forward(x, new float[9]); _ = net.Classify(x); net.ForwardBatch(any[..100], stackalloc float[19]);",
        "FCG010.length",
        "var x = new float[Net.InputSize]; net.Forward(x, new float[Net.OutputSize]); _ = net.Classify(x); "
            + "net.ForwardBatch(any[..(2 * Net.InputSize)], stackalloc float[2 * Net.OutputSize]);");

    [Fact]
    public void All_lengths_of_several_files_are_changed_together() => CodeFixCheck.FixesAll(
        [
            "static class Memory { public static readonly float[] Row = new float[5]; }",
            "class User { int Use(Net net) => net.Classify(Memory.Row) + net.Classify(new float[6]); }",
            "class Other { int Use(Net net) => net.Classify(new float[7]); }\n" + Network,
        ],
        "FCG010.length",
        [
            "static class Memory { public static readonly float[] Row = new float[global::Net.InputSize]; }",
            "class User { int Use(Net net) => net.Classify(Memory.Row) + net.Classify(new float[Net.InputSize]); }",
            "class Other { int Use(Net net) => net.Classify(new float[Net.InputSize]); }\n" + Network,
        ]);
}
