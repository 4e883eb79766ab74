using System.Collections.Immutable;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FcGen.Generator.Analyzers;

/// <summary>
/// Reports networks in the output of another generator, such as the <c>@code</c> block of a Razor component (FCG009). Generators do not
/// see each other's output, so FcGen generates nothing for such networks. Only this analyzer examines generated code.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnseenNetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.UnseenNetwork];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (!start.Compilation.GetTypesByMetadataName(NetworkParser.NetworkAttribute).IsEmpty)
            {
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        // The generator reads a source file of the project even if it has such a name.
        var type = (INamedTypeSymbol)context.Symbol;
        if (TypeParser.NetworkAttributeOf(type)?.ApplicationSyntaxReference is { } attribute
            && GeneratedValues.IsNameOfGenerated(attribute.SyntaxTree.FilePath)
            && !type.GetMembers("InputSize").Any(MemberCollisions.IsGenerated))
        {
            Location place = Location.Create(attribute.SyntaxTree, attribute.Span);
            context.ReportDiagnostic(Repair.None.Report(Descriptors.UnseenNetwork, place, type.Name));
        }
    }
}
