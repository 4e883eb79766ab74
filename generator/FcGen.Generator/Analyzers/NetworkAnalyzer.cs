using System.Collections.Immutable;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Layers.Reading;
using FcGen.Generator.Parsing;
using FcGen.Generator.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FcGen.Generator.Analyzers;

/// <summary>Reports the errors that the parser finds in a class annotated with [Network].</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.DimensionMismatch,
        Descriptors.NotPartial,
        Descriptors.MissingInputOrLayer,
        Descriptors.SecondInput,
        Descriptors.OutOfRange,
        Descriptors.UnsupportedTarget,
        Descriptors.SpreadAttributes,
        Descriptors.BadLayerName,
        Descriptors.BadPrefix,
        Descriptors.UnknownLayer,
        Descriptors.AddMismatch,
        Descriptors.ConcatMismatch,
        Descriptors.MemberCollision,
        Descriptors.PrimaryConstructor,
        Descriptors.HiddenType,
        Descriptors.GeneratedValue,
        Descriptors.NotFlattened,
        Descriptors.SoftmaxOfOne,
        Descriptors.MergeableLayers,
        Descriptors.UnsuitableEnd,
        Descriptors.UnrollBudgetExceeded,
        Descriptors.ZeroHiddenWeights,
        Descriptors.UnknownAttribute,
        Descriptors.ForgottenNetwork,
        Descriptors.KerasMomentum,
        Descriptors.UnreadPositions,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            // Two references may both define the attribute. The compiler reports the ambiguity, but the rules still apply.
            if (!start.Compilation.GetTypesByMetadataName(NetworkParser.NetworkAttribute).IsEmpty)
            {
                start.RegisterSymbolAction(
                    static symbol => Analyze(
                        (INamedTypeSymbol)symbol.Symbol, symbol.Compilation, new ReportingSink(symbol.ReportDiagnostic), symbol.CancellationToken),
                    SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(INamedTypeSymbol type, Compilation compilation, DiagnosticSink sink, CancellationToken cancellation)
    {
        NetworkAttributes attributes = NetworkAttributes.Read(type, cancellation);
        UnknownAttributes.Report(attributes, compilation, sink, cancellation);
        if (attributes.Network is null)
        {
            ReportForgotten(type, attributes, sink);
            return;
        }

        new GeneratedValues(type, compilation, sink, cancellation).Report();
        if (NetworkParser.Parse(type, sink, cancellation) is NetworkSpec { Unroll: UnrollMode.Full } network)
        {
            ReportExcess(network, attributes.Network, sink);
        }
    }

    /// <summary>
    /// Reports a class that has layers but no [Network]. An unknown attribute may be an incomplete [Network], so nothing is reported then.
    /// </summary>
    private static void ReportForgotten(INamedTypeSymbol type, NetworkAttributes attributes, DiagnosticSink sink)
    {
        bool isCertain = type.TypeKind == TypeKind.Class && attributes.Layers.All(layer => layer.Kind is not null);
        if (isCertain && attributes.All.FirstOrDefault() is { } first)
        {
            sink.Report(Descriptors.ForgottenNetwork, first.Location, type.Name, first.Name);
        }
    }

    /// <summary>Reports each layer that the planner could not unroll as Unroll.Full requests.</summary>
    private static void ReportExcess(NetworkSpec network, AttributeReader attribute, DiagnosticSink sink)
    {
        foreach (Operation operation in NetworkPlanner.Plan(network).Inference.Operations.Where(operation => operation.UnrollExcess is not null))
        {
            sink.Report(
                Descriptors.UnrollBudgetExceeded, attribute.LocationOf("Unroll"), network.Layers[operation.Layer].Label, operation.UnrollExcess!);
        }
    }

    private sealed class ReportingSink(Action<Diagnostic> report) : DiagnosticSink
    {
        protected override void OnReport(DiagnosticDescriptor descriptor, Location location, Repair repair, object[] arguments) =>
            report(repair.Report(descriptor, location, arguments));
    }
}
