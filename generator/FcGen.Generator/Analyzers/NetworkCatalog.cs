using System.Collections.Concurrent;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Parsing;
using FcGen.Generator.Planning;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Analyzers;

/// <summary>The networks of a compilation by class, each read once.</summary>
internal sealed class NetworkCatalog
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, NetworkFacts?> _networks = new(SymbolEqualityComparer.Default);

    /// <summary>What is certain of a class: null unless it is a network without mistakes.</summary>
    public NetworkFacts? Find(ITypeSymbol? type, CancellationToken cancellation)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class } network)
        {
            return null;
        }

        // Not GetOrAdd, whose delegate would hold on to the token.
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
    /// Whether the network that was generated has the sizes read here. One from another assembly may have been made by another version of
    /// FcGen, and one that depends on generated code has no kernels.
    /// </summary>
    private static bool IsAsBuilt(INamedTypeSymbol type, NetworkSpec spec) =>
        Has(type, "InputSize", spec.Input.Size) && Has(type, "OutputSize", spec.Output.Size);

    private static bool Has(INamedTypeSymbol type, string name, int size) =>
        SizeOf(type, name) is { } built ? built == size : type.DeclaringSyntaxReferences.Length > 0;

    private static int? SizeOf(INamedTypeSymbol type, string name) =>
        type.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue)?.ConstantValue as int?;
}

/// <summary>What is certain of a network.</summary>
internal sealed class NetworkFacts(INamedTypeSymbol type, NetworkSpec spec)
{
    private readonly Lazy<StoragePlan> _storage = new(() => StoragePlanner.Plan(spec));

    public INamedTypeSymbol Type => type;

    public NetworkSpec Spec => spec;

    public int InputSize => spec.Input.Size;

    public int OutputSize => spec.Output.Size;

    /// <summary>The first layer that trains on statistics of the batch, which one sample does not have.</summary>
    public LayerSpec? FirstBatchNorm => spec.Layers.FirstOrDefault(layer => layer.NeedsWholeBatch);

    public int ParametersLength => _storage.Value.ParametersLength;

    public IReadOnlyList<TensorPlan> Tensors => _storage.Value.Tensors;
}
