using System.Collections.Immutable;
using FcGen.Build;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Weights;

/// <summary>
/// Reports calls of Load with a weights file that does not match the network (FCG011). Only files that the project lists as
/// <c>FcGenWeights</c> items are checked.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeightsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.WeightsMismatch];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            AdditionalText[] files = [.. start.Options.AdditionalFiles.Where(file => file.Path.EndsWith(ManifestFormat.Extension, StringComparison.Ordinal))];
            if (files.Length > 0)
            {
                var manifests = new Lazy<IReadOnlyList<WeightsManifest>>(() => ReadAll(files));
                var networks = new NetworkCatalog();
                start.RegisterSyntaxNodeAction(node => Analyze(node, networks, manifests), SyntaxKind.InvocationExpression);
            }
        });
    }

    private static IReadOnlyList<WeightsManifest> ReadAll(AdditionalText[] files) =>
        [.. files.Select(file => file.GetText()).OfType<Microsoft.CodeAnalysis.Text.SourceText>().Select(WeightsManifest.Parse).OfType<WeightsManifest>()];

    private static void Analyze(SyntaxNodeAnalysisContext context, NetworkCatalog networks, Lazy<IReadOnlyList<WeightsManifest>> manifests)
    {
        var invocation = (InvocationExpressionSyntax)context.Node;
        if (CallNames.Rightmost(invocation.Expression) != "Load"
            || context.SemanticModel.GetOperation(invocation, context.CancellationToken) is not IInvocationOperation { Arguments.Length: 1 } call
            || !TypeParser.IsNetwork(call.TargetMethod.ContainingType)
            || FileNamed(call.Arguments[0].Value) is not { } named
            || Find(manifests.Value, (string)named.ConstantValue.Value!) is not { } manifest
            || networks.Find(call.TargetMethod.ContainingType, context.CancellationToken) is not { } network
            || WeightsRules.Differences(manifest, network) is not { } differences)
        {
            return;
        }

        context.ReportCall(call, Repair.None.Report(
            Descriptors.WeightsMismatch, named.Syntax.GetLocation(), manifest.File, network.Type.Name, differences));
    }

    /// <summary>Returns the constant with the file name: the path itself, or the last part of a combined path.</summary>
    private static IOperation? FileNamed(IOperation path)
    {
        if (path is IInvocationOperation
            {
                TargetMethod: { Name: "Combine" or "Join", ContainingType: { Name: "Path", ContainingNamespace.Name: "IO" } },
                Arguments: { Length: > 1 } parts,
            })
        {
            path = parts[parts.Length - 1].Value;
        }

        return path.ConstantValue is { HasValue: true, Value: string { Length: > 0 } } ? path : null;
    }

    /// <summary>
    /// Finds the listed file for a path. The path in the project may have more or fewer folders than the path in the program.
    /// </summary>
    private static WeightsManifest? Find(IReadOnlyList<WeightsManifest> manifests, string path)
    {
        string wanted = Normalize(path);
        WeightsManifest[] candidates =
        [
            .. manifests.Where(manifest => IsEndOf(Normalize(manifest.File), wanted) || IsEndOf(wanted, Normalize(manifest.File))),
        ];
        return candidates.FirstOrDefault(manifest => Normalize(manifest.File) == wanted) ?? (candidates.Length == 1 ? candidates[0] : null);
    }

    private static bool IsEndOf(string end, string path) => path == end || path.EndsWith("/" + end, StringComparison.Ordinal);

    private static string Normalize(string path)
    {
        string normal = path.Replace('\\', '/');
        return normal.StartsWith("./", StringComparison.Ordinal) ? normal.Substring(2) : normal;
    }
}
