using FcGen.Generator.Infrastructure;
using FcGen.Generator.Model;

namespace FcGen.Generator.Planning;

/// <summary>Everything emission needs to know: where each number lies, what is computed in which order, and by which kernel.</summary>
/// <param name="Spec">What the user wrote.</param>
/// <param name="Dense">The dense layers, in order.</param>
/// <param name="ParametersLength">Length of the packed parameters, padding included.</param>
/// <param name="Inference">What is computed for predictions.</param>
/// <param name="Sample">Its operations for one sample, fused where that is faster.</param>
/// <param name="Training">What is computed in training, forward; backward is the reverse.</param>
internal sealed record NetworkPlan(
    NetworkSpec Spec, EquatableArray<DensePlan> Dense, int ParametersLength, Schedule Inference, EquatableArray<Operation> Sample, Schedule Training)
{
    public int ParameterCount => Spec.Layers.Sum(layer => layer.ParameterCount);

    /// <summary>All tensors in the order of the layers.</summary>
    public IEnumerable<TensorPlan> Tensors => Dense.SelectMany(dense => dense.Tensors);

    /// <summary>Offsets of the vectors of padding that only align the tensor after them.</summary>
    public IEnumerable<int> Gaps
    {
        get
        {
            int[] starts = [.. Tensors.Select(tensor => tensor.Offset).Skip(1), ParametersLength];
            return Tensors.Zip(starts, (tensor, next) => (tensor.End, next)).Where(pair => pair.End < pair.next).Select(pair => pair.End);
        }
    }

    /// <summary>Whether there are weights that no cache keeps.</summary>
    public bool IsStreamed => Dense.Any(dense => dense.IsStreamed);

    /// <summary>Rows that a batch is cut into, so that the values between layers stay in the cache and on the stack.</summary>
    public int BlockRows
    {
        get
        {
            int floats = Math.Max(1, Inference.FloatsPerRow);
            (int room, int most) = IsStreamed
                ? (UnrollBudget.StreamedBlockFloats, UnrollBudget.StreamedBlockRows)
                : (UnrollBudget.BlockFloats, UnrollBudget.MaxBlockRows);
            int rows = room / floats / UnrollBudget.TileRows * UnrollBudget.TileRows;
            return Math.Max(UnrollBudget.MinBlockRows, Math.Min(most, rows));
        }
    }

    /// <summary>Room that one block of rows takes, in floats.</summary>
    public long BlockScratch => (long)BlockRows * Inference.FloatsPerRow;
}

/// <summary>Place of one tensor in the packed parameters. A vector has one row.</summary>
internal sealed record TensorPlan(string Name, bool IsVector, int Rows, int Columns, int Offset, int RowStride, int ColumnStride)
{
    /// <summary>Index after its last number, the padding of its rows included.</summary>
    public int End => Offset + (IsVector ? Padding.RoundUp(Columns) : RowStride == 1 ? Columns * ColumnStride : Rows * RowStride);
}
