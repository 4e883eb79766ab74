using FcGen.Generator.Emission;
using FcGen.Generator.Model;
using FcGen.Generator.Parsing;
using FcGen.Generator.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator;

/// <summary>Adds the members of a network to every class annotated with [Network].</summary>
[Generator(LanguageNames.CSharp)]
public sealed class FcGenGenerator : IIncrementalGenerator
{
    internal const string SpecStep = "Spec";
    internal const string PlanStep = "Plan";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<NetworkSpec> specs = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                NetworkParser.NetworkAttribute,
                predicate: static (node, _) => node is TypeDeclarationSyntax,
                transform: static (attributed, cancellation) =>
                    NetworkParser.Parse((INamedTypeSymbol)attributed.TargetSymbol, new DiagnosticSink(), cancellation))
            .Where(static spec => spec is not null)
            .Select(static (spec, _) => spec!)
            .WithTrackingName(SpecStep);

        IncrementalValuesProvider<NetworkPlan> plans = specs
            .Select(static (spec, _) => NetworkPlanner.Plan(spec))
            .WithTrackingName(PlanStep);

        context.RegisterSourceOutput(plans, static (output, plan) =>
        {
            foreach (GeneratedFile file in NetworkEmitter.Emit(plan))
            {
                output.AddSource(file.HintName, file.Text);
            }
        });
    }
}
