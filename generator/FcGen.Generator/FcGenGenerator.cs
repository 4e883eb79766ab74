using FcGen.Generator.Diagnostics;
using FcGen.Generator.Emission;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Parsing;
using FcGen.Generator.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator;

/// <summary>
/// Adds the members of a network to every class annotated with [Network], and the kernels that all networks of the compilation share. A class with
/// errors gets members that throw, so that the user sees only its own errors.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class FcGenGenerator : IIncrementalGenerator
{
    internal const string SpecStep = "Spec";
    internal const string PlanStep = "Plan";
    internal const string KernelStep = "Kernel";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParsedNetwork> networks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                NetworkParser.NetworkAttribute,
                predicate: static (node, _) => node is TypeDeclarationSyntax,
                transform: static (attributed, cancellation) =>
                    ParseOnce(attributed, cancellation))
            .Where(static network => network is not null)
            .Select(static (network, _) => network!)
            .WithTrackingName(SpecStep);

        IncrementalValuesProvider<NetworkSpec> correct = networks
            .Where(static network => network is NetworkSpec)
            .Select(static (network, _) => (NetworkSpec)network);

        IncrementalValueProvider<int> unrollLimit = correct.Collect().Select(static (all, _) => NetworkPlanner.UnrollLimit(all));

        IncrementalValuesProvider<NetworkPlan> plans = correct
            .Combine(unrollLimit)
            .Select(static (pair, _) => NetworkPlanner.Plan(pair.Left with { UnrollLimit = pair.Right }))
            .WithTrackingName(PlanStep);

        IncrementalValuesProvider<NetworkSkeleton> skeletons = networks
            .Where(static network => network is NetworkSkeleton)
            .Select(static (network, _) => (NetworkSkeleton)network);

        IncrementalValuesProvider<Kernel> kernels = plans
            .Select(static (plan, _) => NetworkEmitter.Kernels(plan).ToEquatableArray())
            .Collect()
            .SelectMany(static (sets, _) => sets.SelectMany(set => set).Distinct())
            .WithTrackingName(KernelStep);

        context.RegisterSourceOutput(plans, static (output, plan) => Add(output, NetworkEmitter.Emit(plan)));
        context.RegisterSourceOutput(kernels, static (output, kernel) => Add(output, KernelEmitter.Emit(kernel)));
        context.RegisterSourceOutput(skeletons, static (output, skeleton) => Add(output, SkeletonEmitter.Emit(skeleton)));
    }

    private static void Add(SourceProductionContext output, GeneratedFile file) => output.AddSource(file.HintName, file.Text);

    /// <summary>
    /// Removes duplicates: a class with the attribute on several declarations, which is an error, is found once per declaration.
    /// </summary>
    private static ParsedNetwork? ParseOnce(GeneratorAttributeSyntaxContext attributed, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)attributed.TargetSymbol;
        if (NetworkAttributes.Read(type, cancellation).Network?.Declaration != attributed.TargetNode
            || NetworkParser.Parse(type, new DiagnosticSink(), cancellation) is not { } network)
        {
            return null;
        }

        return network with
        {
            Type = network.Type with
            {
                NeedsQualifiedNames = HaveOtherMeanings(attributed, network.Type.Namespace is null ? UsedNames.Simple.Keys.Concat(UsedNames.Aliases.Keys) : UsedNames.Attributes),
            },
        };
    }

    /// <summary>
    /// Whether global usings give another meaning to a name that generated code uses without <c>global::</c>. In the global namespace, global
    /// usings have the same precedence as the usings of a file, and an alias cannot be declared again (CS1537). For attributes they count
    /// everywhere, because the compiler looks for two names.
    /// </summary>
    private static bool HaveOtherMeanings(GeneratorAttributeSyntaxContext attributed, IEnumerable<string> names) =>
        names.Any(name => attributed.SemanticModel
            .LookupNamespacesAndTypes(attributed.TargetNode.SpanStart, container: null, name)
            .Any(symbol => symbol is not INamedTypeSymbol || !UsedNames.Simple.TryGetValue(name, out string? home) || symbol.ContainingNamespace.ToDisplayString() != home));
}
