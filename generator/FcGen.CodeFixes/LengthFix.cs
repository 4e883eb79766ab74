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
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(Repair.Length, out string? length)
            || diagnostic.AdditionalLocations.FirstOrDefault() is not { } place
            || Find<ExpressionSyntax>(place, cancellation) is not { } written
            || IsComputedFromNames(written))
        {
            yield break;
        }

        // Ranges bind tighter than products.
        bool needsParentheses = length!.Contains(" * ") && written.Parent is RangeExpressionSyntax or PrefixUnaryExpressionSyntax;
        yield return new Fix("FCG010.length", $"Change the length to {length}", Edit.Replace(written, needsParentheses ? $"({length})" : length));
    }

    /// <summary>Which part of <c>Rows * 63</c> is wrong, a fix cannot know.</summary>
    private static bool IsComputedFromNames(ExpressionSyntax length) =>
        length is not (NameSyntax or MemberAccessExpressionSyntax) && length.DescendantNodes().Any(node => node is NameSyntax);
}
