using System.Collections.Immutable;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers;

/// <summary>
/// Reports trainers that cannot train well: the loss does not match the last layer of the network (FCG020, FCG021), the batches are too
/// small (FCG028), or the optimizer belongs to another trainer (FCG029).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrainerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.LossMismatch, Descriptors.SoftmaxOfOne, Descriptors.BatchOfOne, Descriptors.SharedOptimizer];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("FcGen.Trainer`1") is { } trainer)
            {
                var networks = new NetworkCatalog();
                start.RegisterSyntaxNodeAction(
                    node => Analyze(node, trainer, networks), SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
            }
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, INamedTypeSymbol trainer, NetworkCatalog networks)
    {
        if (!MayBeTrainer((BaseObjectCreationExpressionSyntax)context.Node)
            || context.SemanticModel.GetOperation(context.Node, context.CancellationToken) is not IObjectCreationOperation creation
            || creation.Type is not INamedTypeSymbol { Arity: 1 } type
            || !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, trainer))
        {
            return;
        }

        new OptimizerRules(creation, context).Check();
        if (networks.Find(type.TypeArguments[0], context.CancellationToken) is { } network)
        {
            CheckLoss(creation, network, context);
            CheckBatchSize(creation, network, context);
        }
    }

    private static void CheckLoss(IObjectCreationOperation creation, NetworkFacts network, SyntaxNodeAnalysisContext context)
    {
        if (LossRules.OfTrainer(creation) is { } loss
            && LossRules.TypeOf(loss, context.CancellationToken) is { } type
            && LossRules.Check(type.Name, network, context.CancellationToken) is { } problem)
        {
            context.ReportCall(creation, problem.Repair.Report(problem.Descriptor, loss.Syntax.GetLocation(), problem.Arguments));
        }
    }

    private static void CheckBatchSize(IObjectCreationOperation creation, NetworkFacts network, SyntaxNodeAnalysisContext context)
    {
        if (network.FirstBatchNorm is { } norm
            && creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "batchSize")?.Value is
            {
                ConstantValue.Value: 1,
            } size)
        {
            context.ReportCall(creation, BatchOfOne(network, norm, size));
        }
    }

    /// <summary>Creates the diagnostic for a batch of one sample and a network with batch norm.</summary>
    internal static Diagnostic BatchOfOne(NetworkFacts network, LayerSpec norm, IOperation place) => Repair.None.Report(
        Descriptors.BatchOfOne, place.Syntax.GetLocation(), network.Type.Name, NetworkParser.LowerFirst(norm.Label));

    /// <summary>Checks the name and the argument count first. The check is cheap, and rules out almost all creations.</summary>
    private static bool MayBeTrainer(BaseObjectCreationExpressionSyntax creation) => creation switch
    {
        ObjectCreationExpressionSyntax { Type: var type } => CallNames.Rightmost(type) is "Trainer" || type is IdentifierNameSyntax,
        _ => creation.ArgumentList?.Arguments.Count == 4,
    } && creation.ArgumentList?.Arguments.Count == 4;
}
