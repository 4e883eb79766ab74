using System.Collections.Immutable;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FcGen.Generator.Analyzers;

/// <summary>Reports what the parser finds wrong with a class annotated with [Network], while it is being typed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.DimensionMismatch,
        Descriptors.NotPartial,
        Descriptors.MissingInputOrLayer,
        Descriptors.OutOfRange,
        Descriptors.UnsupportedTarget,
        Descriptors.SpreadAttributes,
        Descriptors.BadLayerName,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(
            static symbol => NetworkParser.Parse((INamedTypeSymbol)symbol.Symbol, new ReportingSink(symbol.ReportDiagnostic), symbol.CancellationToken),
            SymbolKind.NamedType);
    }

    private sealed class ReportingSink(Action<Diagnostic> report) : DiagnosticSink
    {
        protected override void OnReport(DiagnosticDescriptor descriptor, Location location, object[] arguments) =>
            report(Diagnostic.Create(descriptor, location, arguments));
    }
}
