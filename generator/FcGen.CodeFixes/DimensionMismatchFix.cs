using System.Composition;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FcGen.CodeFixes;

/// <summary>FCG001: changes the inputs of the layer, the outputs of the previous layer, or the input of the network.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DimensionMismatchFix)), Shared]
public sealed class DimensionMismatchFix() : FixProvider("FCG001")
{
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (diagnostic.Properties.TryGetValue(Repair.Inputs, out string? inputs))
        {
            yield return new Fix(
                "FCG001.inputs",
                $"Change the inputs to {inputs}",
                new Edit(diagnostic.Location.SourceTree!, diagnostic.Location.SourceSpan, inputs!));
        }

        if (diagnostic.AdditionalLocations.FirstOrDefault() is not { SourceTree: { } tree } place)
        {
            yield break;
        }

        if (diagnostic.Properties.TryGetValue(Repair.Input, out string? input))
        {
            yield return new Fix("FCG001.outputs", $"Change the input of the network to {input}", new Edit(tree, place.SourceSpan, input!));
        }
        else if (diagnostic.Properties.TryGetValue(Repair.Outputs, out string? outputs))
        {
            yield return new Fix("FCG001.outputs", $"Change the outputs of the previous layer to {outputs}", new Edit(tree, place.SourceSpan, outputs!));
        }
    }
}
