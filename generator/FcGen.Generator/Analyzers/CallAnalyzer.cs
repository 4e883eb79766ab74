using System.Collections.Immutable;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Emission;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers;

/// <summary>
/// Reports wrong calls of a network or its trainer: a span with a known, wrong length (FCG010), labels instead of targets or vice versa
/// (FCG015), or a single sample for a network with batch norm (FCG028).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.WrongLength, Descriptors.UnknownTensor, Descriptors.TargetMismatch, Descriptors.BatchOfOne];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(NetworkParser.NetworkAttribute) is not null)
            {
                var networks = new NetworkCatalog();
                start.RegisterSyntaxNodeAction(node => Analyze(node, networks), SyntaxKind.InvocationExpression);
            }
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, NetworkCatalog networks)
    {
        // Names and argument counts are checked first: the check is cheap, and rules out almost all calls.
        var invocation = (InvocationExpressionSyntax)context.Node;
        if (!CallRules.MayApply(CallNames.Rightmost(invocation.Expression), invocation.ArgumentList.Arguments.Count)
            || context.SemanticModel.GetOperation(invocation, context.CancellationToken) is not IInvocationOperation call
            || FindNetwork(call.TargetMethod, networks, context.CancellationToken) is not { } network)
        {
            return;
        }

        new CallRules(call, network, context).Check();
        if (call.TargetMethod.ContainingType.Name == "Trainer")
        {
            new TrainerCallRules(call, network, context).Check();
        }
    }

    /// <summary>Returns the network whose generated method or trainer is called.</summary>
    private static NetworkFacts? FindNetwork(IMethodSymbol method, NetworkCatalog networks, CancellationToken cancellation)
    {
        INamedTypeSymbol type = method.ContainingType;
        if (type.Arity == 1 && KnownTypes.Is(type, "Trainer", "INetwork"))
        {
            return networks.Find(type.TypeArguments[0], cancellation);
        }

        return TypeParser.IsNetwork(type) && GeneratedMember.Public.Any(member => MemberCollisions.IsSameMethod(method, member))
            ? networks.Find(type, cancellation)
            : null;
    }
}
