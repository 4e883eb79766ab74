using System.Composition;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>FCG010: writes the length that the network expects, by its constant, where the wrong one is written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LengthFix)), Shared]
public sealed class LengthFix() : FixProvider("FCG010")
{
    internal override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (diagnostic.Properties.TryGetValue(Repair.Length, out string? length) && diagnostic.AdditionalLocations.FirstOrDefault() is { SourceTree: { } tree } place)
        {
            // Ranges bind tighter than products.
            bool isProduct = length!.Contains(" * ");
            bool isBound = Find<ExpressionSyntax>(place, cancellation)?.Parent is RangeExpressionSyntax or PrefixUnaryExpressionSyntax;
            yield return new Fix(
                "FCG010.length", $"Change the length to {length}", new Edit(tree, place.SourceSpan, isProduct && isBound ? $"({length})" : length));
        }
    }
}
