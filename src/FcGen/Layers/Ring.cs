using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Layers;

/// <summary>
/// The last steps of a stream, for a convolution that looks back at them. Each row is stored twice, a capacity apart, so that the rows of any window are
/// neighbors: no step costs more than another, as it would if rows were moved now and then. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Ring
{
    /// <summary>Copies the last rows, for a layer in training that continues a stream.</summary>
    /// <param name="ring">[2 capacity, channels]: the ring.</param>
    /// <param name="stride">Distance between rows of the ring.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="capacity">Number of different rows: a power of two.</param>
    /// <param name="position">Number of rows appended before; it may have wrapped around.</param>
    /// <param name="x">Receives [rows, channels].</param>
    /// <param name="xStride">Distance between rows of x.</param>
    /// <param name="rows">Number of rows, at most the capacity.</param>
    public static void CopyLast(ref float ring, int stride, int channels, int capacity, int position, ref float x, int xStride, int rows) =>
        Rows.Copy(ref Unsafe.Add(ref ring, ((position - rows) & (capacity - 1)) * stride), stride, ref x, xStride, channels, rows);

    /// <summary>Appends rows.</summary>
    /// <param name="x">[rows, channels]: the new rows.</param>
    /// <param name="xStride">Distance between rows of x.</param>
    /// <param name="ring">[2 capacity, channels]: the ring, whose rows are zero before the first step.</param>
    /// <param name="stride">Distance between rows of the ring.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="capacity">Number of different rows: a power of two, at least <paramref name="lookBack"/> + <paramref name="rows"/>.</param>
    /// <param name="lookBack">Number of rows before the first new one that are read.</param>
    /// <param name="position">Number of rows appended before; it may have wrapped around.</param>
    /// <param name="rows">Number of new rows.</param>
    /// <returns>The first of the rows that are read: <paramref name="lookBack"/> old ones, then the new ones.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ref float Append(
        ref float x, int xStride, ref float ring, int stride, int channels, int capacity, int lookBack, int position, int rows)
    {
        int mask = capacity - 1;
        for (int row = 0; row < rows; row++)
        {
            ref float to = ref Unsafe.Add(ref ring, ((position + row) & mask) * stride);
            ref float again = ref Unsafe.Add(ref to, capacity * stride);
            nint i = 0;
            for (; i <= channels - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                Vector256<float> values = Vector256.LoadUnsafe(ref x, (nuint)i);
                values.StoreUnsafe(ref to, (nuint)i);
                values.StoreUnsafe(ref again, (nuint)i);
            }

            for (; i < channels; i++)
            {
                float value = Unsafe.Add(ref x, i);
                Unsafe.Add(ref to, i) = value;
                Unsafe.Add(ref again, i) = value;
            }

            x = ref Unsafe.Add(ref x, xStride);
        }

        return ref Unsafe.Add(ref ring, ((position - lookBack) & mask) * stride);
    }
}
