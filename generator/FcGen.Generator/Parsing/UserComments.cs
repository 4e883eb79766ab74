using FcGen.Generator.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Parsing;

/// <summary>Reads which elements the documentation comments of the user have.</summary>
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

        // These take their content from elsewhere, whatever elements it has.
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
