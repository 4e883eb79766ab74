using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers;
using FcGen.Generator.Model;

namespace FcGen.Generator.Planning;

/// <summary>Decides, from the specification alone, where every number lies and what is computed how.</summary>
internal static class NetworkPlanner
{
    public static NetworkPlan Plan(NetworkSpec spec)
    {
        EquatableArray<DensePlan> dense = DensePlanner.Plan(spec, out int parameters).ToEquatableArray();
        Schedule inference = new ScheduleBuilder(spec, dense, isTraining: false).Build();
        return new NetworkPlan(
            spec,
            dense,
            parameters,
            inference,
            FusedDenseOperation.Fuse(inference.Operations).ToEquatableArray(),
            new ScheduleBuilder(spec, dense, isTraining: true).Build());
    }
}
