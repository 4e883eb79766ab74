using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>FCG005: takes away a modifier that a network cannot have.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ModifierFix)), Shared]
public sealed class ModifierFix() : FixProvider("FCG005")
{
    internal override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (Find<ClassDeclarationSyntax>(diagnostic.Location, cancellation) is not { } type)
        {
            yield break;
        }

        foreach (SyntaxToken modifier in type.Modifiers)
        {
            if (modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.FileKeyword)
            {
                yield return new Fix(
                    $"FCG005.{modifier.ValueText}",
                    $"Make the class not {modifier.ValueText}",
                    Edit.Remove(type.SyntaxTree, modifier.SpanStart, modifier.GetNextToken().SpanStart));
            }
        }
    }
}
