using System.Composition;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FcGen.CodeFixes;

/// <summary>FCG022: merges two dense layers into one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MergeDenseFix)), Shared]
public sealed class MergeDenseFix() : FixProvider("FCG022")
{
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(Repair.Merge, out string? bias)
            || diagnostic.AdditionalLocations.FirstOrDefault() is not { } place
            || Find<AttributeSyntax>(place, cancellation) is not { } first
            || Find<AttributeSyntax>(diagnostic.Location, cancellation) is not { } second
            || Outputs(second) is not { } outputs

            // Another configuration may have other layers between them.
            || Edit.HasDirective(first.SyntaxTree, TextSpan.FromBounds(first.SpanStart, second.SpanStart), cancellation))
        {
            return [];
        }

        string?[] arguments =
        [
            HasInputs(first) ? Attributes.Argument(first, "inputs", 0)?.Expression.ToString() : null,
            outputs.Expression.ToString(),
            bias,

            // The initialization of weights depends on the layers that follow.
            Option(second, "Init"),
            Option(second, "Gain"),
            Option(first, "Name") ?? Option(second, "Name"),
        ];
        string merged = $"{first.Name}({string.Join(", ", arguments.Where(argument => !string.IsNullOrEmpty(argument)))})";
        return [new Fix("FCG022.merge", $"Merge both into {merged}", [Edit.Replace(first, merged), .. Attributes.Remove(second)])];
    }

    private static bool HasInputs(AttributeSyntax dense) => dense.ArgumentList!.Arguments.Count(argument => argument.NameEquals is null) == 2;

    private static AttributeArgumentSyntax? Outputs(AttributeSyntax dense) => Attributes.Argument(dense, "outputs", HasInputs(dense) ? 1 : 0);

    private static string? Option(AttributeSyntax dense, string name) => Named(dense, name)?.ToString();

    private static AttributeArgumentSyntax? Named(AttributeSyntax dense, string name) =>
        dense.ArgumentList!.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
}
