using System.Composition;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>FCG001: changes the inputs of the layer, or what comes before it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DimensionMismatchFix)), Shared]
public sealed class DimensionMismatchFix() : FixProvider("FCG001")
{
    internal override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (diagnostic.Properties.TryGetValue(Repair.Inputs, out string? inputs))
        {
            yield return new Fix(
                "FCG001.inputs",
                $"Change the inputs to {inputs}",
                new Edit(diagnostic.Location.SourceTree!, diagnostic.Location.SourceSpan, inputs!));
        }

        if (diagnostic.Properties.TryGetValue(Repair.Outputs, out string? outputs) && diagnostic.AdditionalLocations.FirstOrDefault() is { SourceTree: { } tree } place)
        {
            bool isInput = Find<AttributeSyntax>(place, cancellation)?.Name.GetLastToken().ValueText is "Input" or "InputAttribute";
            yield return new Fix(
                "FCG001.outputs",
                isInput ? $"Change the input of the network to {outputs}" : $"Change the outputs of the layer before to {outputs}",
                new Edit(tree, place.SourceSpan, outputs!));
        }
    }
}
