using System.Composition;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FcGen.CodeFixes;

/// <summary>FCG009: writes the value of a generated constant in its place.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ValueFix)), Shared]
public sealed class ValueFix() : FixProvider("FCG009")
{
    private protected override IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (diagnostic.Properties.TryGetValue(Repair.Value, out string? value))
        {
            yield return new Fix("FCG009.value", $"Write {value}", new Edit(diagnostic.Location.SourceTree!, diagnostic.Location.SourceSpan, value!));
        }
    }
}
