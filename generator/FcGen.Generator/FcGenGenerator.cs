using FcGen.Generator.Emission;
using FcGen.Generator.Model;
using FcGen.Generator.Parsing;
using FcGen.Generator.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator;

/// <summary>
/// Adds the members of a network to every class annotated with [Network]; to one with mistakes members that throw, so that its mistakes are
/// all that the user is told of.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class FcGenGenerator : IIncrementalGenerator
{
    internal const string SpecStep = "Spec";
    internal const string PlanStep = "Plan";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParsedNetwork> networks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                NetworkParser.NetworkAttribute,
                predicate: static (node, _) => node is TypeDeclarationSyntax,
                transform: static (attributed, cancellation) =>
                    ParseOnce((INamedTypeSymbol)attributed.TargetSymbol, attributed.TargetNode, cancellation))
            .Where(static network => network is not null)
            .Select(static (network, _) => network!)
            .WithTrackingName(SpecStep);

        IncrementalValuesProvider<NetworkPlan> plans = networks
            .Where(static network => network is NetworkSpec)
            .Select(static (network, _) => NetworkPlanner.Plan((NetworkSpec)network))
            .WithTrackingName(PlanStep);

        IncrementalValuesProvider<NetworkSkeleton> skeletons = networks
            .Where(static network => network is NetworkSkeleton)
            .Select(static (network, _) => (NetworkSkeleton)network);

        context.RegisterSourceOutput(plans, static (output, plan) =>
        {
            foreach (GeneratedFile file in NetworkEmitter.Emit(plan))
            {
                output.AddSource(file.HintName, file.Text);
            }
        });

        context.RegisterSourceOutput(skeletons, static (output, skeleton) =>
        {
            GeneratedFile file = SkeletonEmitter.Emit(skeleton);
            output.AddSource(file.HintName, file.Text);
        });
    }

    /// <summary>A class with the attribute on several declarations, by mistake, comes here once for each.</summary>
    private static ParsedNetwork? ParseOnce(INamedTypeSymbol type, SyntaxNode declaration, CancellationToken cancellation) =>
        NetworkAttributes.Read(type, cancellation).Network?.Declaration == declaration
            ? NetworkParser.Parse(type, new DiagnosticSink(), cancellation)
            : null;
}
