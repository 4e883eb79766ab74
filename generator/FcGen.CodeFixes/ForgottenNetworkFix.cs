using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.CodeFixes;

/// <summary>FCG026: inserts [Network] before the first attribute of the class.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ForgottenNetworkFix)), Shared]
public sealed class ForgottenNetworkFix() : FixProvider("FCG026")
{
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (Find<AttributeSyntax>(diagnostic.Location, cancellation) is { } first)
        {
            yield return new Fix("FCG026.network", "Add [Network]", Attributes.InsertBefore(first, "Network"));
        }
    }
}
