using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>FCG024, FCG025: removes an option that cannot be applied or that prevents training.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DefaultFix)), Shared]
public sealed class DefaultFix() : FixProvider("FCG024", "FCG025")
{
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (Find<AttributeArgumentSyntax>(diagnostic.Location, cancellation) is { NameEquals: not null } option)
        {
            yield return new Fix(
                $"{diagnostic.Id}.default", $"Remove the {option.NameEquals!.Name.Identifier.ValueText} option", Attributes.Remove(option));
        }
    }
}
