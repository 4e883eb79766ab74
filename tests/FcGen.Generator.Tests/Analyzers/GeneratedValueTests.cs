using System.Globalization;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG009: a network depends on generated code, which the generator cannot see.</summary>
public sealed class GeneratedValueTests
{
    private const string Encoder = "[Network, Input(64), Dense(64, 16), Tanh] partial class Encoder;\n";
    private const string OutputSize = "'Encoder.OutputSize' is generated code, which FcGen cannot read when it generates network 'Net': use 16 or a constant declared in source";

    [Theory]
    [InlineData("[Network, Input({|FCG009:Encoder.OutputSize|}), Dense(16, 64)] partial class Net;")]
    [InlineData("[Network, Sequence(3, {|FCG009:Encoder.OutputSize|}), Dense(16, 64)] partial class Net;")]
    [InlineData("[Network, Input(16), Dense({|FCG009:Encoder.OutputSize|}, 64)] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(outputs: {|FCG009:global::Encoder.OutputSize|}, inputs: 4)] partial class Net;")]
    [InlineData("[Network, Input({|FCG009:Sizes.Code|}), Dense(4)] partial class Net; static class Sizes { public const int Code = Encoder.OutputSize; }")]
    [InlineData("[Network, Input({|FCG009:Code|}), Dense(4)] partial class Net { const int Half = Encoder.OutputSize, Code = Half; }")]
    public void A_constant_of_another_network(string source) => AnalyzerCheck.Reports(Encoder + source, OutputSize);

    [Fact]
    public void A_sum_with_it_is_reported_with_its_value() => AnalyzerCheck.Reports(
        Encoder + "[Network, Input(32), Dense({|FCG009:2 * Encoder.OutputSize|}, 4)] partial class Net;",
        "'Encoder.OutputSize' is generated code, which FcGen cannot read when it generates network 'Net': use 32 or a constant declared in source");

    [Theory]
    [InlineData("[Network, Input(4), Dense({|FCG009:Net.InputSize|}, 3)] partial class Net;", "Net.InputSize")]
    [InlineData("[Network, Input(4), Dense(4, {|FCG009:ParameterCount|})] partial class Net;", "Net.ParameterCount")]
    public void A_constant_of_its_own(string source, string name) => AnalyzerCheck.Reports(
        source, $"'{name}' is generated code, which FcGen cannot read when it generates network 'Net': use the value or a constant declared in source");

    [Fact]
    public void Each_of_several_is_reported_and_sizes_that_were_guessed_are_not_compared_with() => AnalyzerCheck.Reports(
        Encoder + """
        [Network, Input({|FCG009:Encoder.OutputSize|}), Dense({|FCG009:Encoder.OutputSize|}, 8)] partial class Net;
        static class Program
        {
            static void Call() => new Net().Forward(new float[Net.InputSize], new float[Net.OutputSize]);
        }
        """);

    [Theory]
    [InlineData("Input(Labels.Count), Dense(4)", "static class Labels { public const int Count = 16; }", "'Labels.Count'", "use 16 or a constant declared in source")]
    [InlineData("Input(4), Dense(4), Marker", "class MarkerAttribute : System.Attribute;", "'MarkerAttribute'", "declare it in source")]
    public void Output_of_another_generator(string attributes, string generated, string name, string advice)
    {
        CSharpCompilation compilation = GeneratorHarness.Run($"using FcGen; [Network, {attributes}] partial class Net;").Compilation
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(generated, GeneratorHarness.ParseOptions, "Other.Generator/Other.g.cs"));

        Diagnostic diagnostic = Assert.Single(GeneratorHarness.Analyze(compilation));

        Assert.Equal(
            $"FCG009: {name} is generated code, which FcGen cannot read when it generates network 'Net': {advice}",
            $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
    }

    [Theory]
    [InlineData("[Network, Input(Sizes.Code), Dense(16, 4)] partial class Net; static class Sizes { public const int Code = 16; }")]
    [InlineData("[Network, Input(16), Dense(InputSizes, 4)] partial class Net { const int InputSizes = 16; }")]
    [InlineData("[Network, Input(16), Dense(4, Name = nameof(Encoder.OutputSize))] partial class Net;")]
    [InlineData("[Network, Input(16), Dense(4, Init = Init.HeNormal)] partial class Net { const int Twice = 2 * OutputSize; }")]
    [InlineData("[Network, Input(16), Dense(4), System.Obsolete] partial class Net;")]
    public void Values_that_the_generator_can_read_are_not_reported(string source) => AnalyzerCheck.ReportsNothing(Encoder + source);

    [Fact]
    public void A_constant_of_a_network_in_another_assembly_can_be_read() => AnalyzerCheck.Reports(
        ["[Network, Input(Library.OutputSize), Dense(16, 4)] partial class Net;"],
        [GeneratorHarness.Library("using FcGen; [Network, Input(8), Dense(16)] public partial class Library;")],
        []);

    [Theory]
    [InlineData("Input(Encoder.OutputSize), Dense(4)", "Input(16), Dense(4)")]
    [InlineData("Input(16), Dense(Encoder.OutputSize, 4)", "Input(16), Dense(16, 4)")]
    [InlineData("Input(32), Dense(Encoder.OutputSize * 2, 4)", "Input(32), Dense(32, 4)")]
    public void The_value_is_written(string layers, string repaired)
    {
        string number = repaired.Contains("32") ? "32" : "16";
        CodeFixCheck.Fixes($"{Encoder}[Network, {layers}] partial class Net;", $"Change to {number}", $"{Encoder}[Network, {repaired}] partial class Net;");
        AnalyzerCheck.ReportsNothing($"{Encoder}[Network, {repaired}] partial class Net;");
    }

    [Fact]
    public void All_are_written_together() => CodeFixCheck.FixesAll(
        Encoder + "[Network, Input(Encoder.OutputSize), Dense(Encoder.OutputSize, Encoder.InputSize)] partial class Net;",
        "FCG009.value",
        Encoder + "[Network, Input(16), Dense(16, 64)] partial class Net;");

    [Fact]
    public void It_can_be_switched_off() => AnalyzerCheck.Reports(
        "#pragma warning disable FCG009\n" + Encoder + "[Network, Input(Encoder.OutputSize), Dense(4)] partial class Net;");
}
