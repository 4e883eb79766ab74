using System.Composition;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>FCG005: removes a modifier that a network cannot have.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ModifierFix)), Shared]
public sealed class ModifierFix() : FixProvider("FCG005")
{
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(Repair.Modifier, out string? unwanted))
        {
            return [];
        }

        // A modifier on one declaration applies to the whole class.
        Edit[] edits =
        [
            .. diagnostic.AdditionalLocations
                .SelectMany(place => Find<TypeDeclarationSyntax>(place, cancellation)?.Modifiers ?? [])
                .Where(modifier => modifier.ValueText == unwanted)
                .Select(modifier => Edit.Remove(modifier.SyntaxTree!, modifier.SpanStart, modifier.GetNextToken().SpanStart)),
        ];
        return [new Fix($"FCG005.{unwanted}", $"Remove the {unwanted} modifier", edits)];
    }
}
