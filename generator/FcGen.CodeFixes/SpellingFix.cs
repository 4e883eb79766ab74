using System.Composition;
using FcGen.Generator.Diagnostics;
using FcGen.Messages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.CodeFixes;

/// <summary>FCG007, FCG010: corrects the name of a layer or tensor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SpellingFix)), Shared]
public sealed class SpellingFix() : FixProvider("FCG007", "FCG010")
{
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (diagnostic.Properties.TryGetValue(Repair.Name, out string? name))
        {
            yield return new Fix(
                $"{diagnostic.Id}.name",
                $"Change the name to {MessageText.Name(name!)}",
                new Edit(diagnostic.Location.SourceTree!, diagnostic.Location.SourceSpan, SymbolDisplay.FormatLiteral(name!, quote: true)));
        }
    }
}
