using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG010: calls of a network are recognized at any location and in any form, and other calls are not.</summary>
public sealed class WrongLengthPlacesTests
{
    private const string Network = "\n[Network, Input(4), Dense(3)] public partial class Net;";
    private const string Given5 = "Net.Forward expects 4 values for 'input', but got 5";

    [Theory]
    [InlineData("class User { void Use(Net net) => net.Forward({|FCG010:new float[5]|}, new float[3]); }")]
    [InlineData("class User { void Use(Net? net) => net?.Forward({|FCG010:new float[5]|}, new float[3]); }")]
    [InlineData("class User { void Use(Net? net) => net!.Forward({|FCG010:new float[5]|}, new float[3]); }")]
    [InlineData("class User { Net? Net; void Use(User? user) => user?.Net?.Forward({|FCG010:new float[5]|}, new float[3]); }")]
    [InlineData("class User { void Use(Net net) => net.Forward(output: new float[3], input: {|FCG010:new float[5]|}); }")]
    [InlineData("class User { static Net Make() => new(); void Use() => Make().Forward({|FCG010:new float[5]|}, new float[3]); }")]
    [InlineData("class User { System.Action Use(Net net) => () => net.Forward({|FCG010:new float[5]|}, new float[3]); }")]
    [InlineData("class User { void Use(Net net) { Do(); void Do() => net.Forward({|FCG010:new float[5]|}, new float[3]); } }")]
    [InlineData("class User<T> { void Use<U>(Net net, U u) { net.Forward({|FCG010:new float[5]|}, new float[3]); } }")]
    [InlineData("class User { int this[Net net] { get { net.Forward({|FCG010:new float[5]|}, new float[3]); return 1; } } }")]
    [InlineData("class Better : Net; class User { void Use(Better net) => net.Forward({|FCG010:new float[5]|}, new float[3]); }")]
    [InlineData("class Better : Net { void Use() => Forward({|FCG010:new float[5]|}, new float[3]); }")]
    [InlineData("class Better : Net { void Use() => base.Forward({|FCG010:new float[5]|}, new float[3]); }")]
    [InlineData("partial class Net { void Use() => Forward({|FCG010:new float[5]|}, new float[3]); }")]
    [InlineData("partial class Net { void Use() => this.Forward({|FCG010:new float[5]|}, new float[3]); }")]
    [InlineData("partial class Net { class Inner { void Use(Net net) => net.Forward({|FCG010:new float[5]|}, new float[3]); } }")]
    [InlineData("var net = new Net(); net.Forward({|FCG010:new float[5]|}, new float[3]);")]
    [InlineData("new Net().Forward({|FCG010:stackalloc float[5]|}, new float[3]);")]
    public void The_call_is_found_at_any_location(string code) => AnalyzerCheck.Reports(code + Network, Given5);

    [Theory]
    [InlineData(
        "class User { void Use(INetwork<Net> net) => net.Forward({|FCG010:new float[5]|}, new float[3]); }",
        "INetwork<Net>.Forward expects 4 values for 'input', but got 5")]
    [InlineData(
        "class User { void Use(Net net) => ((INetwork<Net>)net).ForwardBatch(new float[8], {|FCG010:new float[3]|}); }",
        "INetwork<Net>.ForwardBatch expects 6 values for 'outputs', but got 3")]
    [InlineData(
        "class User { int Use(INetwork<Net> net) => net.Classify({|FCG010:new float[5]|}); }",
        "INetwork<Net>.Classify expects 4 values for 'input', but got 5")]
    [InlineData(
        "class User { static int Class = new Net().Classify({|FCG010:new float[5]|}); }", "Net.Classify expects 4 values for 'input', but got 5")]
    [InlineData(
        "class User { readonly float[] _x = new float[5]; int Class(Net net) => net.Classify({|FCG010:_x|}); }",
        "Net.Classify expects 4 values for 'input', but got 5")]
    public void The_message_names_what_is_called(string code, string message) => AnalyzerCheck.Reports(code + Network, message);

    [Fact]
    public void Networks_of_a_file_are_distinguished() => AnalyzerCheck.Reports(
        """
        class User
        {
            readonly float[] _four = new float[4];

            void Use(First first, Outer.Second second, Models.Third third)
            {
                first.Forward(_four, {|FCG010:_four|});
                second.Forward({|FCG010:_four|}, _four);
                third.ForwardBatch(_four, {|FCG010:_four|});
            }
        }

        [Network, Input(4), Dense(3)] partial class First;
        partial class Outer { [Network, Input(3), Dense(4)] public partial class Second; }
        namespace Models { [Network, Input(2), Dense(1)] partial class Third; }
        """,
        "First.Forward expects 3 values for 'output', but got 4",
        "Second.Forward expects 3 values for 'input', but got 4",
        "Third.ForwardBatch expects 2 values for 'outputs', but got 4");

    [Fact]
    public void A_network_of_another_assembly_is_read_from_its_attributes() => AnalyzerCheck.Reports(
        [
            """
            class User
            {
                void Use(Net net, Trainer<Net> trainer, float[] any)
                {
                    net.Forward({|FCG010:new float[5]|}, new float[3]);
                    net.GetTensor({|FCG010:"0.wieght"|}, any);
                    trainer.Step(new float[4], {|FCG010:new int[2]|});
                    net.Forward(new float[4], new float[3]);
                }
            }
            """,
        ],
        [GeneratorHarness.Library("using FcGen;" + Network)],
        [
            Given5,
            "Net.GetTensor refers to tensor '0.wieght', which 'Net' does not have: did you mean '0.weight'?",
            "Trainer<Net>.Step expects 1 label, one for each sample, for 'labels', but got 2",
        ]);

    [Fact]
    public void A_network_of_another_assembly_that_has_other_sizes_than_its_attributes_is_not_checked() => AnalyzerCheck.Reports(
        ["class User { void Use(Net net) => net.Forward(new float[5], new float[3]); }"],
        [
            GeneratorHarness.Library(
                """
                using FcGen;
                using System;

                [Network, Input(4), Dense(3)]
                public class Net
                {
                    public const int InputSize = 5;
                    public const int OutputSize = 3;
                    public void Forward(ReadOnlySpan<float> input, Span<float> output) { }
                }
                """),
        ],
        []);

    [Theory]
    [InlineData("class Else { public void Forward(float[] input, float[] output) { } void Use() => Forward(new float[5], new float[3]); }")]
    [InlineData("class Else { public static int Classify(System.ReadOnlySpan<float> input) => 1; int Use() => Classify(new float[5]); }")]
    [InlineData("partial class Net { void Forward(int count) { } void Use() => Forward(5); }")]
    [InlineData("partial class Net { void Forward(float[] input) { } void Use() => Forward(new float[5]); }")]
    [InlineData("partial class Net { void Forward(float[] input, float[] output) { } void Use() => Forward(new float[5], new float[3]); }")]
    [InlineData("class Better : Net { public int Classify(float[] input) => 1; int Use() => Classify(new float[5]); }")]
    [InlineData("class User { void Use<T>(T net) where T : class, INetwork<T> => net.Forward(new float[5], new float[3]); }")]
    [InlineData("class User { void Use<T>(Trainer<T> trainer) where T : class, INetwork<T> => trainer.Step(new float[5], new int[2]); }")]
    [InlineData("class Trainer { public void Step(float[] inputs, int[] labels) { } void Use() => Step(new float[5], new int[2]); }")]
    [InlineData("class User { void Use(Net net) { System.Action<float[], float[]> use = (x, y) => net.Forward(x, y); use(new float[5], []); } }")]
    [InlineData("static class More { static void Forward(this Net net, string input) { } static void Use(Net net) => net.Forward(\"5\"); }")]
    public void Calls_of_others_are_not_reported(string code) => AnalyzerCheck.ReportsNothing(code + Network);

    [Fact]
    public void For_a_network_with_errors_only_the_error_is_reported() => AnalyzerCheck.Reports(
        """
        class User { void Use(Net net) => net.Forward(new float[5], new float[2]); }
        [Network, Input(4), Dense({|FCG001:6|}, 3)] partial class Net;
        """);

    [Fact]
    public void Generated_code_is_not_checked()
    {
        const string Call = "using FcGen; class User { void Use(Net net) => net.Forward(new float[5], new float[3]); }" + Network;
        Assert.Single(GeneratorHarness.Analyze(Call));
        Assert.Empty(GeneratorHarness.Analyze("// <auto-generated/>\n" + Call));
    }
}
