using System.Composition;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FcGen.CodeFixes;

/// <summary>FCG003: inserts the input that the first dense layer declares.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingInputFix)), Shared]
public sealed class MissingInputFix() : FixProvider("FCG003")
{
    internal override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(Repair.Input, out string? size) || Find<AttributeSyntax>(diagnostic.Location, cancellation) is not { } network)
        {
            return [];
        }

        string input = $"{Attributes.Rename(network.Name, "Input")}({size})";
        var list = (AttributeListSyntax)network.Parent!;
        Edit edit = list.Attributes.Count > 1
            ? Edit.Insert(network.SyntaxTree, network.Span.End, $", {input}")
            : Edit.Insert(network.SyntaxTree, list.Span.End, Separator(list, cancellation) + $"[{input}]");
        return [new Fix("FCG003.input", $"Add [Input({size})], as the first dense layer expects", edit)];
    }

    /// <summary>What stands between the list and the next one: a space, or the end of the line and the same indentation.</summary>
    private static string Separator(AttributeListSyntax list, CancellationToken cancellation)
    {
        SyntaxTrivia end = list.GetTrailingTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        if (end == default)
        {
            return " ";
        }

        SourceText text = list.SyntaxTree.GetText(cancellation);
        string line = text.Lines.GetLineFromPosition(list.SpanStart).ToString();
        return end.ToString() + line.Substring(0, line.Length - line.TrimStart().Length);
    }
}
