using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FcGen.Initialization;

/// <summary>
/// The orthogonal matrices of <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.orthogonal_">orthogonal_</see>. It uses only
/// additions, multiplications, divisions and square roots of doubles in a fixed order, without fused multiply-adds, which give the same bits on
/// every machine.
/// </summary>
internal static class Orthogonal
{
    /// <summary>
    /// Replaces a matrix by the matrix Q of its QR decomposition whose R has a positive diagonal. A wide matrix is transposed before and after
    /// the decomposition. The columns of a tall or square matrix, or the rows of a wide one, are then orthonormal.
    /// </summary>
    /// <param name="matrix">[rows, columns], of full rank.</param>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <param name="columns">Number of columns, at least 1.</param>
    public static void Replace(Span<double> matrix, int rows, int columns)
    {
        if (rows < columns)
        {
            OrthonormalizeRows(matrix, rows, columns);
            return;
        }

        double[] transposed = new double[matrix.Length];
        Transpose(matrix, transposed, rows, columns);
        OrthonormalizeRows(transposed, columns, rows);
        Transpose(transposed, matrix, columns, rows);
    }

    /// <summary>
    /// Applies the modified Gram-Schmidt process. The error of orthogonality is the rounding error of a double times the condition number, which
    /// is about the size of the matrix for normal values (Edelman 1988, "Eigenvalues and Condition Numbers of Random Matrices"). One pass is
    /// therefore exact to a float.
    /// </summary>
    private static void OrthonormalizeRows(Span<double> matrix, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            Span<double> current = matrix.Slice(row * columns, columns);
            for (int before = 0; before < row; before++)
            {
                ReadOnlySpan<double> other = matrix.Slice(before * columns, columns);
                Subtract(current, Dot(other, current), other);
            }

            double scale = 1 / Math.Sqrt(Dot(current, current));
            foreach (ref double value in current)
            {
                value *= scale;
            }
        }
    }

    /// <summary>Computes the sum of products. Four chains hide the latency of the additions.</summary>
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref double x = ref MemoryMarshal.GetReference(a);
        ref double y = ref MemoryMarshal.GetReference(b);
        Vector256<double> sum0 = Vector256<double>.Zero;
        Vector256<double> sum1 = Vector256<double>.Zero;
        Vector256<double> sum2 = Vector256<double>.Zero;
        Vector256<double> sum3 = Vector256<double>.Zero;
        int i = 0;
        for (; i <= a.Length - (4 * Vector256<double>.Count); i += 4 * Vector256<double>.Count)
        {
            sum0 += Vector256.LoadUnsafe(ref x, (nuint)i) * Vector256.LoadUnsafe(ref y, (nuint)i);
            sum1 += Vector256.LoadUnsafe(ref x, (nuint)i + 4) * Vector256.LoadUnsafe(ref y, (nuint)i + 4);
            sum2 += Vector256.LoadUnsafe(ref x, (nuint)i + 8) * Vector256.LoadUnsafe(ref y, (nuint)i + 8);
            sum3 += Vector256.LoadUnsafe(ref x, (nuint)i + 12) * Vector256.LoadUnsafe(ref y, (nuint)i + 12);
        }

        double remainder = 0;
        for (; i < a.Length; i++)
        {
            remainder += a[i] * b[i];
        }

        Vector256<double> sums = (sum0 + sum1) + (sum2 + sum3);
        return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + remainder;
    }

    /// <summary>Subtracts a multiple of other values.</summary>
    private static void Subtract(Span<double> values, double factor, ReadOnlySpan<double> others)
    {
        ref double x = ref MemoryMarshal.GetReference(values);
        ref double y = ref MemoryMarshal.GetReference(others);
        var factors = Vector256.Create(factor);
        int i = 0;
        for (; i <= values.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            Vector256<double> difference = Vector256.LoadUnsafe(ref x, (nuint)i) - (factors * Vector256.LoadUnsafe(ref y, (nuint)i));
            difference.StoreUnsafe(ref x, (nuint)i);
        }

        for (; i < values.Length; i++)
        {
            values[i] -= factor * others[i];
        }
    }

    private static void Transpose(ReadOnlySpan<double> matrix, Span<double> result, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                result[(column * rows) + row] = matrix[(row * columns) + column];
            }
        }
    }
}
