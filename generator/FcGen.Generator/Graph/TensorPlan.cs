using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>Place of one tensor in the storage of a network.</summary>
/// <param name="Name">Its full name, for example <c>model.0.weight</c>.</param>
/// <param name="Rank">Number of dimensions: 0 for a single number, 1 for a vector, 2 for a matrix.</param>
/// <param name="Rows">Rows of a matrix; 1 otherwise.</param>
/// <param name="Columns">Numbers in a row.</param>
/// <param name="Offset">Index of its first number.</param>
/// <param name="RowStride">Distance between rows.</param>
/// <param name="ColumnStride">Distance between the numbers of a row.</param>
/// <param name="IsBuffer">Whether it is kept with the network without being trained.</param>
/// <param name="Initial">What its numbers are at first, unless they are drawn.</param>
internal sealed record TensorPlan(
    string Name, int Rank, int Rows, int Columns, int Offset, int RowStride, int ColumnStride, bool IsBuffer = false, float Initial = 0)
{
    /// <summary>Index after its last number, the padding of its rows included.</summary>
    public int End => Offset + (Rank < 2 ? Padding.RoundUp(Columns) : RowStride == 1 ? Columns * ColumnStride : Rows * RowStride);

    public static TensorPlan Vector(string name, int length, int offset) => new(name, 1, 1, length, offset, 0, 1);
}
