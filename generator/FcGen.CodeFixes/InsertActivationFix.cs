using System.Composition;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FcGen.CodeFixes;

/// <summary>FCG022: inserts an activation between two dense layers.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertActivationFix)), Shared]
public sealed class InsertActivationFix() : FixProvider("FCG022")
{
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        // Another configuration may have other layers between them.
        if (diagnostic.Properties.TryGetValue(Repair.Activation, out string? activation)
            && diagnostic.AdditionalLocations.FirstOrDefault() is { } first
            && Find<AttributeSyntax>(diagnostic.Location, cancellation) is { } second
            && !Edit.HasDirective(second.SyntaxTree, TextSpan.FromBounds(first.SourceSpan.Start, second.SpanStart), cancellation))
        {
            yield return new Fix("FCG022.insert", $"Insert {activation} between them", Attributes.InsertBefore(second, activation!));
        }
    }
}
