using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>Edits of attributes.</summary>
internal static class Attributes
{
    /// <summary>Takes an attribute away, and its list with it if it is the only one; what is written about others stays.</summary>
    public static Edit[] Remove(AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        return list.Attributes.Count == 1
            ? [Remove(list)]
            : RemoveFrom(list.Attributes, attribute);
    }

    /// <summary>Takes an argument of an attribute away.</summary>
    public static Edit[] Remove(AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        return list.Arguments.Count == 1
            ? [Edit.Remove(argument.SyntaxTree, list.SpanStart, list.Span.End)]
            : RemoveFrom(list.Arguments, argument);
    }

    /// <summary>Another name of the library, written as this one is: qualified or not, and in full where this one is an alias of the file.</summary>
    public static string Rename(NameSyntax written, string name)
    {
        SyntaxToken last = written.GetLastToken();
        bool isAlias = written is IdentifierNameSyntax && written.SyntaxTree.GetRoot().DescendantNodes(node => node is not TypeDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>().Any(directive => directive.Alias?.Name.Identifier.ValueText == last.ValueText);
        return isAlias ? $"global::FcGen.{name}" : written.ToString().Substring(0, last.SpanStart - written.SpanStart) + name;
    }

    /// <summary>The argument for a constructor parameter, given its position among those without a name.</summary>
    public static AttributeArgumentSyntax? Argument(AttributeSyntax attribute, string parameter, int position)
    {
        IEnumerable<AttributeArgumentSyntax> arguments = attribute.ArgumentList?.Arguments ?? Enumerable.Empty<AttributeArgumentSyntax>();
        return arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter)
            ?? arguments.Where(argument => argument.NameColon is null && argument.NameEquals is null).ElementAtOrDefault(position);
    }

    private static Edit Remove(AttributeListSyntax list)
    {
        SyntaxToken before = list.OpenBracketToken.GetPreviousToken();
        bool isLastOfLine = !list.HasLeadingTrivia
            && before.TrailingTrivia.All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            && list.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
        return isLastOfLine && before != default
            ? Edit.Remove(list.SyntaxTree, before.Span.End, list.Span.End)
            : Edit.Remove(list.SyntaxTree, list.SpanStart, StartOf(list.CloseBracketToken.GetNextToken()));
    }

    /// <summary>
    /// Takes an item away with the comments on the lines before it and after its comma, which are about it: those after the comma before it
    /// are about the one before.
    /// </summary>
    private static Edit[] RemoveFrom<T>(SeparatedSyntaxList<T> list, T item)
        where T : SyntaxNode
    {
        int index = list.IndexOf(item);
        SyntaxTree tree = item.SyntaxTree;
        if (index < list.Count - 1)
        {
            bool isFirstOfLine = item.HasLeadingTrivia;
            SyntaxToken comma = list.GetSeparator(index);
            return [Edit.Remove(tree, item.FullSpan.Start, isFirstOfLine ? comma.FullSpan.End : StartOf(comma.GetNextToken()))];
        }

        SyntaxToken before = list.GetSeparator(index - 1);
        return before.TrailingTrivia.All(IsBlank)
            ? [Edit.Remove(tree, before.SpanStart, item.Span.End)]
            : [Edit.Remove(tree, before.SpanStart, before.Span.End), Edit.Remove(tree, item.FullSpan.Start, item.Span.End)];
    }

    /// <summary>Where a token begins, or what is written about it.</summary>
    private static int StartOf(SyntaxToken token) =>
        token.LeadingTrivia.SkipWhile(IsBlank).Select(trivia => (int?)trivia.FullSpan.Start).FirstOrDefault() ?? token.SpanStart;

    private static bool IsBlank(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
