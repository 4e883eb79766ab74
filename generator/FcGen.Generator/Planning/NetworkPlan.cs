using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Planning;

/// <summary>The plan of a network for emission: the storage of each value, and the kernels in their order.</summary>
/// <param name="Spec">The network as the user wrote it.</param>
/// <param name="Storage">Where its state is stored.</param>
/// <param name="Inference">The operations of a prediction.</param>
/// <param name="Sample">The same for one sample, fused where that is faster.</param>
/// <param name="Training">The operations of training, forward; backward is the reverse. Null if the network cannot be trained.</param>
/// <param name="Hidden">The predictions up to hidden layers that the user asked for.</param>
internal sealed record NetworkPlan(
    NetworkSpec Spec,
    StoragePlan Storage,
    Schedule Inference,
    EquatableArray<Operation> Sample,
    Schedule? Training,
    EquatableArray<HiddenPlan> Hidden)
{
    /// <summary>The plan for running step by step; null if its input is not a sequence.</summary>
    public StreamPlan? Stream { get; init; }

    public int ParameterCount => Spec.Layers.Sum(layer => layer.ParameterCount);

    /// <summary>Whether several threads may compute a single sample: some of its convolutions are large.</summary>
    public bool HasParts => Inference.Operations.Any(operation => operation.ForwardKernels(isSample: true).Any(kernel => kernel.SampleParts > 1));

    /// <summary>Whether samples have many rows each, because the input has positions.</summary>
    public bool IsOfPositions => Spec.Input.Positions > 1;

    /// <summary>Whether weights exceed the caches.</summary>
    public bool IsStreamed => Inference.Operations.Any(operation => operation.StreamsWeights);

    /// <summary>Rows of one block of a batch. The values between layers of a block stay in the cache and on the stack.</summary>
    public int BlockRows
    {
        get
        {
            int floats = Math.Max(1, Inference.FloatsPerRow);
            (int room, int most) = IsStreamed && floats <= Budget.CachedWeights / Budget.MinBlockRows
                ? (Budget.StreamedBlockFloats, Budget.StreamedBlockRows)
                : (Budget.BlockFloats, Budget.MaxBlockRows);
            int rows = room / floats / Budget.TileRows * Budget.TileRows;
            return Math.Max(Budget.MinBlockRows, Math.Min(most, rows));
        }
    }

    /// <summary>
    /// Rows of one block in a pass of training: all, unless the values and gradients of a sample do not stay in the caches between layers.
    /// </summary>
    public int TrainingBlockRows => Training is not { FloatsPerRow: > Budget.TrainingBlockFloats / Budget.MostTrainingBlocks } training
        ? int.MaxValue
        : Math.Max(Budget.MinTrainingBlockRows, Budget.TrainingBlockFloats / training.FloatsPerRow);

    /// <summary>Floats of scratch memory that one block of rows takes.</summary>
    public long BlockScratch => (long)BlockRows * Inference.FloatsPerRow;
}
