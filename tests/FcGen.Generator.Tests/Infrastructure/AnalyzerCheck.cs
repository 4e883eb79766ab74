using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Infrastructure;

/// <summary>Checks the diagnostics of the analyzers: rules, exact locations, and messages.</summary>
internal static class AnalyzerCheck
{
    /// <summary>Checks that the analyzers report exactly the marked locations.</summary>
    /// <param name="markup">A source with marks as <see cref="MarkedSource"/> describes; <c>using FcGen;</c> is added.</param>
    /// <param name="messages">The messages ordered by location, or none to skip the check.</param>
    public static void Reports(string markup, params string[] messages) => Reports([markup], messages);

    /// <summary>Checks that neither the analyzers nor the compiler report anything, including in generated code.</summary>
    public static void ReportsNothing(string source)
    {
        Reports(source);
        Assert.Empty(GeneratorHarness.Run(WithUsing(source)).Problems);
    }

    /// <inheritdoc cref="Reports(string, string[])"/>
    public static void Reports(string[] markups, string[] messages, params IEnumerable<AdditionalText> additionalFiles) =>
        Reports(markups, [], messages, additionalFiles);

    /// <summary>
    /// Checks that the analyzers report exactly the marked locations, with references to other assemblies and additional files.
    /// </summary>
    public static void Reports(string[] markups, MetadataReference[] references, string[] messages, params IEnumerable<AdditionalText> additionalFiles)
    {
        MarkedSource[] sources = [.. markups.Select(markup => new MarkedSource(WithUsing(markup)))];
        CSharpCompilation compilation = GeneratorHarness.Compile([.. sources.Select(source => source.Text)]).AddReferences(references);
        Diagnostic[] actual = [.. GeneratorHarness.Analyze(GeneratorHarness.Run(compilation).Compilation, additionalFiles)
            .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan)
            .ThenBy(diagnostic => diagnostic.Id)];

        // Lines of "rule at location: text" make differences easy to see.
        IEnumerable<string> wanted = sources.SelectMany((source, file) =>
            source.Marks.Select(mark => $"{mark.Id} at Source{file}.cs {mark.Span}: {source.Text[mark.Span.Start..mark.Span.End]}"));
        IEnumerable<string> found = actual.Select(diagnostic =>
            $"{diagnostic.Id} at {diagnostic.Location.GetLineSpan().Path} {diagnostic.Location.SourceSpan}: {TextOf(diagnostic)}");
        Assert.Equal(string.Join("\n", wanted), string.Join("\n", found));
        if (messages.Length > 0)
        {
            Assert.Equal(messages, actual.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        }
    }

    private static string WithUsing(string source) => "using FcGen;\n" + source;

    private static string TextOf(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? diagnostic.GetMessage(CultureInfo.InvariantCulture);
}
