using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>Creates edits of attributes.</summary>
internal static class Attributes
{
    /// <summary>Removes an attribute, or the whole list if it is the only one. Comments about other attributes are kept.</summary>
    public static Edit[] Remove(AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        return list.Attributes.Count == 1
            ? [Remove(list)]
            : RemoveFrom(list.Attributes, attribute);
    }

    /// <summary>Removes an argument of an attribute.</summary>
    public static Edit[] Remove(AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        return list.Arguments.Count == 1
            ? [Edit.Remove(argument.SyntaxTree, list.SpanStart, list.Span.End)]
            : RemoveFrom(list.Arguments, argument);
    }

    /// <summary>
    /// Returns another FcGen name with the same qualification as the written name. It is fully qualified if the written name is an alias.
    /// </summary>
    public static string Rename(NameSyntax written, string name)
    {
        SyntaxToken last = written.GetLastToken();
        bool isAlias = written is IdentifierNameSyntax && written.SyntaxTree.GetRoot().DescendantNodes(node => node is not TypeDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>().Any(directive => directive.Alias?.Name.Identifier.ValueText == last.ValueText);
        return isAlias ? $"global::FcGen.{name}" : written.ToString().Substring(0, last.SpanStart - written.SpanStart) + name;
    }

    /// <summary>Inserts another FcGen attribute before an attribute, in the same list and with the same qualification.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="inserted">The inserted attribute without qualification, as source text.</param>
    public static Edit InsertBefore(AttributeSyntax attribute, string inserted) =>
        Edit.Insert(attribute.SyntaxTree, attribute.SpanStart, $"{Rename(attribute.Name, inserted)}, ");

    /// <summary>Returns the argument for a constructor parameter, by name or by its position among unnamed arguments.</summary>
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
    /// Removes an item together with its comments, on the lines before it and after its comma. Comments after the previous comma belong to the
    /// previous item.
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

    /// <summary>Returns the start of a token, or of the comments before it.</summary>
    private static int StartOf(SyntaxToken token) =>
        token.LeadingTrivia.SkipWhile(IsBlank).Select(trivia => (int?)trivia.FullSpan.Start).FirstOrDefault() ?? token.SpanStart;

    private static bool IsBlank(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
