using System.Composition;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FcGen.CodeFixes;

/// <summary>FCG013: changes the name to the intended attribute. Arguments are kept unless the attribute has none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnknownAttributeFix)), Shared]
public sealed class UnknownAttributeFix() : FixProvider("FCG013")
{
    private const string Suffix = "Attribute";

    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(Repair.Attribute, out string? name)
            || Find<AttributeSyntax>(diagnostic.Location, cancellation) is not { } attribute)
        {
            yield break;
        }

        string suffix = attribute.Name.GetLastToken().ValueText.EndsWith(Suffix, StringComparison.Ordinal) ? Suffix : string.Empty;
        Edit rename = Edit.Replace(attribute.Name, Attributes.Rename(attribute.Name, name + suffix));
        AttributeArgumentSyntax[] unwanted = diagnostic.Properties.ContainsKey(Repair.WithoutArguments)
            ? [.. (attribute.ArgumentList?.Arguments ?? []).Where(argument => argument.NameEquals is null)]
            : [];
        yield return new Fix("FCG013.name", $"Change the attribute to {name}", [rename, .. Drop(attribute, unwanted)]);
    }

    /// <summary>Removes the positional arguments, or the whole list.</summary>
    private static IEnumerable<Edit> Drop(AttributeSyntax attribute, AttributeArgumentSyntax[] unwanted)
    {
        if (unwanted.Length == 0)
        {
            return [];
        }

        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList!.Arguments;
        TextSpan span = unwanted.Length == arguments.Count
            ? attribute.ArgumentList.Span
            : TextSpan.FromBounds(arguments[0].SpanStart, arguments[unwanted.Length].SpanStart);
        return [Edit.Remove(attribute.SyntaxTree, span.Start, span.End)];
    }
}
