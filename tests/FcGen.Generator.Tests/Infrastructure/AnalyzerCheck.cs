using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Infrastructure;

/// <summary>Checks what the analyzer reports: rules, exact places, and messages.</summary>
internal static class AnalyzerCheck
{
    /// <summary>The analyzer reports exactly what is marked.</summary>
    /// <param name="markup">A source with marks as <see cref="MarkedSource"/> describes; <c>using FcGen;</c> is put before it.</param>
    /// <param name="messages">The messages in order of place, or nothing to leave them unchecked.</param>
    public static void Reports(string markup, params string[] messages) => Reports([markup], messages);

    /// <summary>The analyzer finds nothing wrong, and neither does the compiler with what the generator adds.</summary>
    public static void ReportsNothing(string source)
    {
        Reports(source);
        Assert.Empty(GeneratorHarness.Run(WithUsing(source)).Problems);
    }

    /// <inheritdoc cref="Reports(string, string[])"/>
    public static void Reports(string[] markups, string[] messages, params IEnumerable<AdditionalText> additionalFiles) =>
        Reports(markups, [], messages, additionalFiles);

    /// <summary>The analyzer reports exactly what is marked in sources that reference other assemblies and are handed files.</summary>
    public static void Reports(string[] markups, MetadataReference[] references, string[] messages, params IEnumerable<AdditionalText> additionalFiles)
    {
        MarkedSource[] sources = [.. markups.Select(markup => new MarkedSource(WithUsing(markup)))];
        CSharpCompilation compilation = GeneratorHarness.Compile([.. sources.Select(source => source.Text)]).AddReferences(references);
        Diagnostic[] actual = [.. GeneratorHarness.Analyze(GeneratorHarness.Run(compilation).Compilation, additionalFiles)
            .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan)
            .ThenBy(diagnostic => diagnostic.Id)];

        // Lines of "rule at place: text" show in one look what differs.
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
