using FcGen.Generator.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Parsing;

/// <summary>Finds the elements that the user's documentation comments already have.</summary>
internal static class UserComments
{
    public static DocumentedElements Read(IEnumerable<TypeDeclarationSyntax> declarations)
    {
        string[] elements =
        [
            .. declarations
                .SelectMany(declaration => declaration.GetLeadingTrivia())
                .Select(trivia => trivia.GetStructure())
                .OfType<DocumentationCommentTriviaSyntax>()
                .SelectMany(comment => comment.Content)
                .Select(NameOf)
                .OfType<string>(),
        ];

        // The elements of included content are unknown.
        bool isInherited = elements.Contains("inheritdoc") || elements.Contains("include");
        return new DocumentedElements(isInherited || elements.Contains("summary"), isInherited || elements.Contains("remarks"));
    }

    private static string? NameOf(XmlNodeSyntax node) => node switch
    {
        XmlElementSyntax element => element.StartTag.Name.LocalName.ValueText,
        XmlEmptyElementSyntax element => element.Name.LocalName.ValueText,
        _ => null,
    };
}
