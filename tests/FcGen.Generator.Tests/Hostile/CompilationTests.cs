using System.Globalization;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Hostile;

/// <summary>Generated code does not depend on the options of the user's compilation or on the machine.</summary>
public sealed class CompilationTests
{
    /// <summary>A network with every kind of layer, and floats whose text depends on the culture.</summary>
    private const string EveryLayer = """
        /// <summary>A network.</summary>
        [FcGen.Network]
        [FcGen.Input(2, 3)]
        [FcGen.Flatten, FcGen.Dense(20), FcGen.LeakyReLU(0.000015f), FcGen.Dropout(0.125f)]
        [FcGen.Dense(20, 6, Bias = false), FcGen.Sigmoid, FcGen.Dense(5, Init = FcGen.Init.HeNormal), FcGen.ReLU, FcGen.Dropout(0.3f)]
        [FcGen.Dense(4), FcGen.Tanh, FcGen.LeakyReLU, FcGen.Dense(3, Name = "last"), FcGen.Softmax]
        public sealed partial class Net;

        /// <summary>A network on a signal and a sequence.</summary>
        [FcGen.Network]
        [FcGen.Input(4, 20)]
        [FcGen.Conv1d(6, 3, Stride = 2, Padding = 1, Groups = 2), FcGen.BatchNorm, FcGen.PReLU, FcGen.Transpose, FcGen.Dense(5), FcGen.LayerNorm]
        [FcGen.Add("4"), FcGen.Concat("3"), FcGen.LogSoftmax, FcGen.Transpose]
        public sealed partial class Signal;

        /// <summary>A network on an image.</summary>
        [FcGen.Network]
        [FcGen.Input(9, 12, 15)]
        [FcGen.MaxPool2d(3, Stride = 2, Padding = 1, CeilMode = true), FcGen.AvgPool2d(2, StrideWidth = 1, Padding = 1, CountIncludePad = false)]
        [FcGen.GroupNorm(3, Epsilon = 0.000015f), FcGen.Upsample(2), FcGen.AdaptiveAvgPool2d(5, 7), FcGen.GlobalMaxPool, FcGen.Dense(4), FcGen.Glu, FcGen.GatedTanh]
        public sealed partial class Picture;

        /// <summary>A recurrent network.</summary>
        [FcGen.Network]
        [FcGen.Sequence(6, 5)]
        [FcGen.LSTM(7, Layers = 2, Dropout = 0.000015f), FcGen.GRU(8, Bidirectional = true), FcGen.RNN(3, Activation = FcGen.RnnActivation.ReLU), FcGen.Last]
        public sealed partial class Recurrent;
        """;

    [Fact]
    public void A_culture_with_other_signs_and_separators_gives_the_same_text()
    {
        IReadOnlyDictionary<string, string> expected = GeneratorHarness.Run(EveryLayer).Files;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.PositiveSign = "plus";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = "\u00A0";
        culture.NumberFormat.NumberGroupSizes = [1];

        // As in Swedish, and further: what a number looks like depends on nothing but the number.
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal("\u22121,5", (-1.5f).ToString());
            Assert.Equal(expected, GeneratorHarness.Run(EveryLayer).Files);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        string all = string.Concat(expected.Values);
        Assert.Contains("LeakyReLUOperator(1.5E-05f)", all);
        Assert.Contains("0.125f", all);
    }

    [Theory]
    [InlineData(NullableContextOptions.Enable)]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Annotations)]
    public void Warnings_as_errors_at_the_highest_level_find_nothing(NullableContextOptions nullable)
    {
        // The harness parses with DocumentationMode.Diagnose, so that missing and broken documentation is a warning too.
        CSharpCompilation compilation = GeneratorHarness.Compile(
            [EveryLayer],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                generalDiagnosticOption: ReportDiagnostic.Error,
                warningLevel: 9999,
                nullableContextOptions: nullable,
                optimizationLevel: OptimizationLevel.Debug));
        Assert.Empty(HostileCheck.Compiles(compilation).Problems);
    }

    [Theory]
    [InlineData(OptimizationLevel.Debug)]
    [InlineData(OptimizationLevel.Release)]
    public void Checked_arithmetic_does_not_matter(OptimizationLevel level) => HostileCheck.Works(
        $"{HostileCheck.Network} public partial class Net;",
        HostileCheck.Options.WithOverflowChecks(true).WithOptimizationLevel(level),
        "Net");

    [Fact]
    public void Unsafe_code_is_not_needed()
    {
        Assert.False(HostileCheck.Options.AllowUnsafe);
        HostileCheck.Works($"{HostileCheck.Network} public partial class Net;", "Net");
    }

    [Fact]
    public void Activations_of_similar_coefficients_are_distinguished()
    {
        // 1.25, 12.5 and 125 differ only in their point, 1E-05 and 1E+05 only in their sign.
        string layers = string.Join(", ", new[] { "1.25f", "12.5f", "125f", "1E-05f", "1E+05f", "0.1f", "0.01f" }.Select(slope => $"FcGen.Dense(2), FcGen.LeakyReLU({slope})"));
        HostileCheck.Compiles(GeneratorHarness.Compile([$"[FcGen.Network, FcGen.Input(2), {layers}] partial class Net;"]));
    }

    [Fact]
    public void Carriage_returns_in_the_source_do_not_reach_the_generated_text()
    {
        GeneratorRun run = GeneratorHarness.Run(EveryLayer.ReplaceLineEndings("\r\n").Replace("\"last\"", "@\"la\r\nst\""));
        Assert.NotEmpty(run.Files);
        Assert.All(run.Files.Values, text => Assert.DoesNotContain('\r', text));
        Assert.Empty(run.Problems);
    }

    [Fact]
    public void Two_runs_give_the_same_text() => Assert.Equal(GeneratorHarness.Run(EveryLayer).Files, GeneratorHarness.Run(EveryLayer).Files);

    [Fact]
    public void The_text_is_tidy() => Assert.All(GeneratorHarness.Run(EveryLayer).Files.Values, text =>
    {
        Assert.StartsWith("// <auto-generated/>\n#nullable ", text);
        Assert.EndsWith("}\n", text);
        Assert.DoesNotContain('\t', text);
        Assert.DoesNotContain("\n\n\n", text);
        Assert.All(text.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    });
}
