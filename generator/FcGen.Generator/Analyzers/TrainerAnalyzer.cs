using System.Collections.Immutable;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers;

/// <summary>Reports trainers whose loss does not fit the last layer of the network (FCG020, FCG021).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrainerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.LossMismatch, Descriptors.SoftmaxOfOne];

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
            || !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, trainer)
            || creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "loss")?.Value is not { } loss
            || LossTypeOf(loss) is not { } lossName
            || networks.Find(type.TypeArguments[0], context.CancellationToken) is not { } network)
        {
            return;
        }

        if (LossRules.Check(lossName, network, context.CancellationToken) is { } problem)
        {
            context.ReportCall(creation, problem.Repair.Report(problem.Descriptor, loss.Syntax.GetLocation(), problem.Arguments));
        }
    }

    /// <summary>Names and numbers of arguments first: they cost nothing, and almost no creation has these.</summary>
    private static bool MayBeTrainer(BaseObjectCreationExpressionSyntax creation) => creation switch
    {
        ObjectCreationExpressionSyntax { Type: var type } => CallNames.Rightmost(type) is "Trainer" || type is IdentifierNameSyntax,
        _ => creation.ArgumentList?.Arguments.Count == 4,
    } && creation.ArgumentList?.Arguments.Count == 4;

    /// <summary>Name of the library's loss that a value is for certain.</summary>
    private static string? LossTypeOf(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
        {
            value = conversion.Operand;
        }

        return value.Type is { IsSealed: true, ContainingNamespace: { Name: "FcGen", ContainingNamespace.IsGlobalNamespace: true } } type ? type.Name : null;
    }
}
