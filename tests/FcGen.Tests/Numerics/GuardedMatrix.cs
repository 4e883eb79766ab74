namespace FcGen.Tests.Numerics;

/// <summary>
/// A matrix between guards, either padded to a multiple of 8 columns or as tight as a user's span. Unwritten elements hold a value that
/// nothing computes, so that a read or a write outside the matrix shows.
/// </summary>
internal sealed class GuardedMatrix
{
    private const int GuardLength = 64;
    private const float Untouched = -12345.678f;

    private readonly float[] _memory;

    public GuardedMatrix(int rows, int width, bool padded)
    {
        Rows = rows;
        Width = width;
        Stride = padded ? (width + 7) / 8 * 8 : width;
        _memory = new float[GuardLength + (rows * Stride) + GuardLength];
        Array.Fill(_memory, Untouched);
    }

    public int Rows { get; }

    public int Width { get; }

    public int Stride { get; }

    public ref float First => ref _memory[GuardLength];

    public float this[int row, int column]
    {
        get => _memory[GuardLength + (row * Stride) + column];
        set => _memory[GuardLength + (row * Stride) + column] = value;
    }

    /// <summary>Normal-looking numbers in about -2 to 2, with padding of zero.</summary>
    public static GuardedMatrix Random(int rows, int width, bool padded, int seed = 1)
    {
        var random = new Random((seed * 1_000_003) + (rows * 1009) + width);
        return Of(rows, width, padded, (_, _) => (float)((random.NextDouble() + random.NextDouble() - 1) * 2));
    }

    public static GuardedMatrix Of(int rows, int width, bool padded, Func<int, int, float> value)
    {
        var matrix = new GuardedMatrix(rows, width, padded);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < matrix.Stride; column++)
            {
                matrix[row, column] = column < width ? value(row, column) : 0f;
            }
        }

        return matrix;
    }

    /// <summary>Checks every element, that padding is zero, and that the guards are as they were.</summary>
    public void AssertEqual(Func<int, int, double> expected, double tolerance = 0)
    {
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Width; column++)
            {
                double want = expected(row, column);
                double got = this[row, column];
                if (!want.Equals(got) && !(Math.Abs(want - got) <= tolerance))
                {
                    Assert.Fail($"[{row}, {column}] of [{Rows}, {Width}] is {got:R} instead of {want:R} (tolerance {tolerance:R}).");
                }
            }

            for (int column = Width; column < Stride; column++)
            {
                Assert.True(this[row, column] == 0f, $"Padding [{row}, {column}] of [{Rows}, {Width}] is {this[row, column]:R}, not zero.");
            }
        }

        for (int i = 0; i < GuardLength; i++)
        {
            Assert.Equal(Untouched, _memory[i]);
            Assert.Equal(Untouched, _memory[^(i + 1)]);
        }
    }
}
