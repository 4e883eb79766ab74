using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Planning;

/// <summary>Decides, from the specification alone, where each value is stored and how it is computed.</summary>
internal static class NetworkPlanner
{
    public static NetworkPlan Plan(NetworkSpec spec)
    {
        StoragePlan storage = StoragePlanner.Plan(spec);
        return Plan(spec, storage) with
        {
            Hidden = spec.Hidden.Select(layer => new HiddenPlan(spec.Layers[layer].Name, layer, Plan(spec.UpTo(layer), storage))).ToEquatableArray(),
        };
    }

    private static NetworkPlan Plan(NetworkSpec spec, StoragePlan storage)
    {
        Schedule inference = Schedule(isTraining: false);
        return new NetworkPlan(
            spec,
            storage,
            inference,
            FusedOperation.Fuse(inference).ToEquatableArray(),
            spec.HasTraining ? Schedule(isTraining: true) : null,
            Hidden: []);

        Schedule Schedule(bool isTraining) =>
            SchedulePlanner.Plan(new GraphBuilder(spec, storage, isTraining).Build(), spec.Layers[spec.Layers.Count - 1].Index);
    }
}
