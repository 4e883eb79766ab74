using System.Composition;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>FCG012: inserts a layer before the reported layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertLayerFix)), Shared]
public sealed class InsertLayerFix() : FixProvider("FCG012")
{
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (diagnostic.Properties.TryGetValue(Repair.Insert, out string? inserted)
            && Find<AttributeSyntax>(diagnostic.Location, cancellation) is { } layer)
        {
            yield return new Fix("FCG012.insert", $"Insert {inserted}", Attributes.InsertBefore(layer, inserted!));
        }
    }
}
