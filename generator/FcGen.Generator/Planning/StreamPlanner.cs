using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Planning;

/// <summary>Plans how a network on sequences runs step by step, if its layers look backwards only.</summary>
internal static class StreamPlanner
{
    /// <returns>The plan; null if the input is not a sequence.</returns>
    public static StreamPlan? Plan(NetworkSpec spec, StoragePlan storage)
    {
        if (spec.Input.Kind != ShapeKind.Sequence)
        {
            return null;
        }

        if (Problem(spec) is { } problem)
        {
            return StreamPlan.Impossible(problem);
        }

        LayerSpec[] body = [.. spec.Layers.TakeWhile(layer => !IsEnd(layer))];
        LayerSpec[] head = [.. spec.Layers.Skip(body.Length + 1)];
        var memory = new StreamMemory();
        Schedule? schedule = body.Length == 0 ? null : PlanBody(spec, storage, body, memory);
        bool seesAll = body.Any(layer => layer.LookBack is null);
        int rings = body.Sum(layer => layer.LookBack ?? 0);
        return new StreamPlan(
            null,
            schedule,
            head.Length == 0 ? null : NetworkPlanner.PlanEnd(spec, storage, head),
            memory.RecurrentFloats,
            memory.Floats,
            seesAll ? null : rings,
            rings);
    }

    private static Schedule PlanBody(NetworkSpec spec, StoragePlan storage, IReadOnlyList<LayerSpec> layers, StreamMemory memory)
    {
        NetworkSpec body = spec with { Input = spec.Input.OfStep, Layers = layers.Select(layer => layer.OfStep()).ToEquatableArray(), HasTraining = false, Hidden = [] };
        return SchedulePlanner.Plan(new GraphBuilder(body, storage, isTraining: false, memory).Build(), layers[layers.Count - 1].Index);
    }

    /// <summary>The first layer that needs other steps than those before, in words; null if there is none.</summary>
    private static string? Problem(NetworkSpec spec)
    {
        bool isShortened = false;
        foreach (LayerSpec layer in spec.Layers)
        {
            if (layer.LooksAhead is { } reason)
            {
                return $"{layer.Label}: {reason}.";
            }

            if (IsEnd(layer))
            {
                return null;
            }

            if (isShortened && layer.MixesSteps)
            {
                return $"{layer.Label}: it begins again at the last steps, which Last takes.";
            }

            isShortened |= layer.LastSteps > 1;
        }

        LayerSpec last = spec.Layers[spec.Layers.Count - 1];
        return last.Output.Kind == ShapeKind.Signal
            ? $"{last.Label}: the output is a signal, channel after channel (Transpose makes it a sequence)."
            : null;
    }

    /// <summary>Whether a layer takes the last step alone: what follows works on vectors.</summary>
    private static bool IsEnd(LayerSpec layer) => layer.LastSteps == 1;
}
