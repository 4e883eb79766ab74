using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Dense;

namespace FcGen.Generator.Planning;

/// <summary>Everything emission needs to know: where each number lies, what is computed in which order, and by which kernel.</summary>
/// <param name="Spec">What the user wrote.</param>
/// <param name="Storage">Where the numbers that make up the network lie.</param>
/// <param name="Inference">What is computed for predictions.</param>
/// <param name="Sample">Its operations for one sample, fused where that is faster.</param>
/// <param name="Training">What is computed in training, forward; backward is the reverse.</param>
internal sealed record NetworkPlan(
    NetworkSpec Spec, StoragePlan Storage, Schedule Inference, EquatableArray<Operation> Sample, Schedule Training)
{
    /// <summary>The dense layers, in order.</summary>
    public IEnumerable<DensePlan> Dense => Storage.Dense;

    public int ParameterCount => Spec.Layers.Sum(layer => layer.ParameterCount);

    /// <summary>Whether there are weights that no cache keeps.</summary>
    public bool IsStreamed => Dense.Any(dense => dense.IsStreamed);

    /// <summary>Rows that a batch is cut into, so that the values between layers stay in the cache and on the stack.</summary>
    public int BlockRows
    {
        get
        {
            int floats = Math.Max(1, Inference.FloatsPerRow);
            (int room, int most) = IsStreamed
                ? (Budget.StreamedBlockFloats, Budget.StreamedBlockRows)
                : (Budget.BlockFloats, Budget.MaxBlockRows);
            int rows = room / floats / Budget.TileRows * Budget.TileRows;
            return Math.Max(Budget.MinBlockRows, Math.Min(most, rows));
        }
    }

    /// <summary>Room that one block of rows takes, in floats.</summary>
    public long BlockScratch => (long)BlockRows * Inference.FloatsPerRow;
}
