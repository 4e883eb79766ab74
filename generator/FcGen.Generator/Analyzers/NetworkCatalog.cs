using System.Collections.Concurrent;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Parsing;
using FcGen.Generator.Planning;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Analyzers;

/// <summary>Caches the networks of a compilation by class.</summary>
internal sealed class NetworkCatalog
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, NetworkFacts?> _networks = new(SymbolEqualityComparer.Default);

    /// <summary>Returns the facts about a network, or null unless the class is a network without errors.</summary>
    public NetworkFacts? Find(ITypeSymbol? type, CancellationToken cancellation)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class } network)
        {
            return null;
        }

        // Not GetOrAdd, whose delegate would capture the token.
        if (!_networks.TryGetValue(network, out NetworkFacts? facts))
        {
            facts = Read(network, cancellation);
            _networks.TryAdd(network, facts);
        }

        return facts;
    }

    private static NetworkFacts? Read(INamedTypeSymbol type, CancellationToken cancellation) =>
        NetworkParser.Parse(type, new DiagnosticSink(), cancellation) is NetworkSpec spec && IsAsBuilt(type, spec) ? new NetworkFacts(type, spec) : null;

    /// <summary>
    /// Whether the generated network has the sizes read here. A network in another assembly may come from another version of FcGen, and a
    /// network that depends on generated code has no kernels.
    /// </summary>
    private static bool IsAsBuilt(INamedTypeSymbol type, NetworkSpec spec) =>
        Has(type, "InputSize", spec.Input.Size) && Has(type, "OutputSize", spec.Output.Size);

    private static bool Has(INamedTypeSymbol type, string name, int size) =>
        SizeOf(type, name) is { } built ? built == size : type.DeclaringSyntaxReferences.Length > 0;

    private static int? SizeOf(INamedTypeSymbol type, string name) =>
        type.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue)?.ConstantValue as int?;
}

/// <summary>The facts about a network.</summary>
internal sealed class NetworkFacts(INamedTypeSymbol type, NetworkSpec spec)
{
    private readonly Lazy<StoragePlan> _storage = new(() => StoragePlanner.Plan(spec));

    public INamedTypeSymbol Type => type;

    public NetworkSpec Spec => spec;

    public int InputSize => spec.Input.Size;

    public int OutputSize => spec.Output.Size;

    /// <summary>The first batch norm for which a single sample is not enough in training.</summary>
    public LayerSpec? FirstBatchNorm => spec.Layers.FirstOrDefault(layer => layer.NeedsSeveralSamples);

    public int ParametersLength => _storage.Value.ParametersLength;

    public IReadOnlyList<TensorPlan> Tensors => _storage.Value.Tensors;
}
