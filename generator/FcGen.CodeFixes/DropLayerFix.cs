using System.Composition;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>FCG020, FCG023: removes a last layer that does not match the loss or that is unsuitable.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DropLayerFix)), Shared]
public sealed class DropLayerFix() : FixProvider("FCG020", "FCG023")
{
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        Location place = diagnostic.AdditionalLocations.FirstOrDefault() ?? diagnostic.Location;
        if (diagnostic.Properties.ContainsKey(Repair.DropLayer) && Find<AttributeSyntax>(place, cancellation) is { } layer)
        {
            yield return new Fix($"{diagnostic.Id}.drop", $"Remove the last layer, {layer.Name.GetLastToken()}", Attributes.Remove(layer));
        }
    }
}
