using System.Composition;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>FCG003: inserts the input that the first dense layer declares.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingInputFix)), Shared]
public sealed class MissingInputFix() : FixProvider("FCG003")
{
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(Repair.Input, out string? size) || Find<AttributeSyntax>(diagnostic.Location, cancellation) is not { } network)
        {
            return [];
        }

        string input = $"{Attributes.Rename(network.Name, "Input")}({size})";
        var list = (AttributeListSyntax)network.Parent!;
        Edit edit = list.Attributes.Count > 1
            ? Edit.Insert(network.SyntaxTree, network.Span.End, $", {input}")
            : InsertAfter(list, $"[{input}]", cancellation);
        return [new Fix("FCG003.input", $"Add [Input({size})], as the first dense layer expects", edit)];
    }

    /// <summary>Inserts text after a list, or on a separate line with the same indentation if the list ends its line.</summary>
    private static Edit InsertAfter(AttributeListSyntax list, string text, CancellationToken cancellation)
    {
        SyntaxTrivia end = list.GetTrailingTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        if (end == default)
        {
            return Edit.Insert(list.SyntaxTree, list.Span.End, $" {text}");
        }

        string line = list.SyntaxTree.GetText(cancellation).Lines.GetLineFromPosition(list.SpanStart).ToString();
        string indentation = line.Substring(0, line.Length - line.TrimStart().Length);
        return Edit.Insert(list.SyntaxTree, end.Span.End, $"{indentation}{text}{end}");
    }
}
