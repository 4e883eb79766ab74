using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Planning;

/// <summary>Decides, from the specification alone, where each value is stored and how it is computed.</summary>
internal static class NetworkPlanner
{
    private static readonly TypeHierarchy Unnamed = new(null, [], HasTwin: false, default);

    /// <summary>
    /// Returns the straight-line code that each network of a compilation may have, so that all together stay below the limit. Small networks leave
    /// their rest to larger ones, and networks that are alike share their code.
    /// </summary>
    public static int UnrollLimit(IEnumerable<NetworkSpec> networks)
    {
        long[] wanted =
        [
            .. networks.Select(network => network with { Type = Unnamed }).Distinct()
                .Select(network => SampleProduct.Total(network.Layers))
                .Where(instructions => instructions <= Budget.NetworkInstructions)
                .OrderBy(instructions => instructions),
        ];
        long rest = Budget.CompilationInstructions;
        for (int i = 0; i < wanted.Length; i++)
        {
            long share = rest / (wanted.Length - i);
            if (wanted[i] > share)
            {
                return (int)share;
            }

            rest -= wanted[i];
        }

        return Budget.NetworkInstructions;
    }

    public static NetworkPlan Plan(NetworkSpec spec)
    {
        StoragePlan storage = StoragePlanner.Plan(spec);
        return Plan(spec, storage, StreamPlanner.Plan(spec, storage)) with
        {
            Hidden = spec.Hidden.Select(layer => new HiddenPlan(spec.Layers[layer].Name, layer, Plan(spec.UpTo(layer), storage))).ToEquatableArray(),
        };
    }

    /// <summary>Plans the last layers of a network as a network on the output of the layer before.</summary>
    public static NetworkPlan PlanEnd(NetworkSpec spec, StoragePlan storage, IReadOnlyList<LayerSpec> layers) =>
        Plan(spec with { Input = layers[0].Input, Layers = layers.ToEquatableArray(), HasTraining = false, Hidden = [] }, storage);

    private static NetworkPlan Plan(NetworkSpec spec, StoragePlan storage, StreamPlan? stream = null)
    {
        Schedule inference = Schedule(isTraining: false);
        return new NetworkPlan(
            spec,
            storage,
            inference,
            FusedOperation.Fuse(inference, spec.UnrollLimit).ToEquatableArray(),
            spec.HasTraining ? Schedule(isTraining: true) : null,
            Hidden: [])
        {
            Stream = stream,
        };

        Schedule Schedule(bool isTraining)
        {
            StreamMemory? carried = isTraining && stream is { Problem: null } ? new StreamMemory(stream.RecurrentFloats) : null;
            return SchedulePlanner.Plan(new GraphBuilder(spec, storage, isTraining, carried: carried).Build(), spec.Layers[spec.Layers.Count - 1].Index);
        }
    }
}
