using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>FCG002: makes the class and its containing types partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NotPartialFix)), Shared]
public sealed class NotPartialFix() : FixProvider("FCG002")
{
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        Edit[] edits =
        [
            .. diagnostic.AdditionalLocations
                .Select(place => Find<TypeDeclarationSyntax>(place, cancellation))
                .OfType<TypeDeclarationSyntax>()
                .Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
                .Select(type => Edit.Insert(type.SyntaxTree, type.Keyword.SpanStart, "partial ")),
        ];
        return [new Fix("FCG002.partial", "Make the class and the types around it partial", edits)];
    }
}
