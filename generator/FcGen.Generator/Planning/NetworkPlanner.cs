using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Dense;

namespace FcGen.Generator.Planning;

/// <summary>Decides, from the specification alone, where every number lies and what is computed how.</summary>
internal static class NetworkPlanner
{
    public static NetworkPlan Plan(NetworkSpec spec)
    {
        StoragePlan storage = StoragePlan.Plan(spec);
        Schedule inference = new ScheduleBuilder(spec, storage, isTraining: false).Build();
        return new NetworkPlan(
            spec,
            storage,
            inference,
            FusedDenseOperation.Fuse(inference.Operations).ToEquatableArray(),
            new ScheduleBuilder(spec, storage, isTraining: true).Build());
    }
}
