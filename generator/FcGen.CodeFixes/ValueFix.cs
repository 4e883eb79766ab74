using System.Composition;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>FCG004, FCG009, FCG014, FCG027, FCG029: replaces a value by the correct or intended one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ValueFix)), Shared]
public sealed class ValueFix() : FixProvider("FCG004", "FCG009", "FCG014", "FCG027", "FCG029")
{
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        // A user constant may have other uses, so it is not replaced.
        if (diagnostic.Properties.TryGetValue(Repair.Value, out string? value)
            && Find<ExpressionSyntax>(diagnostic.Location, cancellation) is { } written
            && (diagnostic.Id is "FCG009" or "FCG029" || !written.DescendantNodesAndSelf().OfType<NameSyntax>().Any()))
        {
            var edit = new Edit(diagnostic.Location.SourceTree!, diagnostic.Location.SourceSpan, value!);
            yield return new Fix($"{diagnostic.Id}.value", $"Change to {value}", edit);
        }
    }
}
