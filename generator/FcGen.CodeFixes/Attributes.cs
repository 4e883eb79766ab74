using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>Edits of attributes.</summary>
internal static class Attributes
{
    /// <summary>Takes an attribute away, and its list with it if it is the only one.</summary>
    public static Edit Remove(AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        return list.Attributes.Count == 1
            ? Edit.Remove(attribute.SyntaxTree, list.SpanStart, list.CloseBracketToken.GetNextToken().SpanStart)
            : RemoveFrom(list.Attributes, attribute);
    }

    /// <summary>Takes an argument of an attribute away.</summary>
    public static Edit Remove(AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        return list.Arguments.Count == 1
            ? Edit.Remove(argument.SyntaxTree, list.SpanStart, list.Span.End)
            : RemoveFrom(list.Arguments, argument);
    }

    /// <summary>Name of an attribute as it is written, with its last part replaced.</summary>
    public static string Rename(NameSyntax written, string name)
    {
        SyntaxToken last = written.GetLastToken();
        return written.ToString().Substring(0, last.SpanStart - written.SpanStart) + name;
    }

    /// <summary>The argument for a constructor parameter, given its position among those without a name.</summary>
    public static AttributeArgumentSyntax? Argument(AttributeSyntax attribute, string parameter, int position)
    {
        IEnumerable<AttributeArgumentSyntax> arguments = attribute.ArgumentList?.Arguments ?? Enumerable.Empty<AttributeArgumentSyntax>();
        return arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter)
            ?? arguments.Where(argument => argument.NameColon is null && argument.NameEquals is null).ElementAtOrDefault(position);
    }

    private static Edit RemoveFrom<T>(SeparatedSyntaxList<T> list, T item)
        where T : SyntaxNode
    {
        int index = list.IndexOf(item);
        return index == 0
            ? Edit.Remove(item.SyntaxTree, item.SpanStart, list[1].SpanStart)
            : Edit.Remove(item.SyntaxTree, list[index - 1].Span.End, item.Span.End);
    }
}
