using System.Composition;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>FCG015, FCG020, FCG021: changes the loss to the matching one, or the last layer to one that matches the loss.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LossFix)), Shared]
public sealed class LossFix() : FixProvider("FCG015", "FCG020", "FCG021")
{
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        // The other loss may not have these options.
        Location lossPlace = diagnostic.Id == "FCG015"
            ? diagnostic.AdditionalLocations.FirstOrDefault() ?? Location.None
            : diagnostic.Location;
        if (diagnostic.Properties.TryGetValue(Repair.Loss, out string? loss)
            && Find<ObjectCreationExpressionSyntax>(lossPlace, cancellation) is
            {
                Initializer: null, ArgumentList: null or { Arguments.Count: 0 }, Type: NameSyntax type,
            } creation
            && creation.Span == lossPlace.SourceSpan
            && TakesAnyLoss(creation.Parent))
        {
            yield return new Fix($"{diagnostic.Id}.loss", $"Change the loss to {loss}", Edit.Replace(type, Attributes.Rename(type, loss!)));
        }

        Location place = diagnostic.AdditionalLocations.FirstOrDefault() ?? diagnostic.Location;
        if (diagnostic.Properties.TryGetValue(Repair.Layer, out string? layer) && Find<AttributeSyntax>(place, cancellation) is { } attribute)
        {
            yield return new Fix(
                $"{diagnostic.Id}.layer", $"Change the layer to {layer}", Edit.Replace(attribute.Name, Attributes.Rename(attribute.Name, layer!)));
        }
    }

    /// <summary>Whether another loss compiles at this location. It does not if a variable or member has the type of the current loss.</summary>
    private static bool TakesAnyLoss(SyntaxNode? parent)
    {
        TypeSyntax? type = parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } => declaration.Type,
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
            _ => null,
        };
        return type is null || type.IsVar || type.GetLastToken().ValueText == "Loss";
    }
}
