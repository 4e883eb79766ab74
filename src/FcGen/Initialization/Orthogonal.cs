namespace FcGen.Initialization;

/// <summary>
/// The orthogonal matrices of <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.orthogonal_">orthogonal_</see>. It uses only
/// additions, multiplications, divisions and square roots of doubles in a fixed order, which give the same bits on every machine.
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
                double projection = Dot(other, current);
                for (int i = 0; i < current.Length; i++)
                {
                    current[i] -= projection * other[i];
                }
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
        (double sum0, double sum1, double sum2, double sum3) = (0, 0, 0, 0);
        int i = 0;
        for (; i <= a.Length - 4; i += 4)
        {
            sum0 += a[i] * b[i];
            sum1 += a[i + 1] * b[i + 1];
            sum2 += a[i + 2] * b[i + 2];
            sum3 += a[i + 3] * b[i + 3];
        }

        for (; i < a.Length; i++)
        {
            sum0 += a[i] * b[i];
        }

        return (sum0 + sum1) + (sum2 + sum3);
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
