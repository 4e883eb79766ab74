using System.Runtime.CompilerServices;
using FcGen.Layers;

namespace FcGen.Tests.Numerics;

public class GatedTests
{
    private const double Tolerance = 1e-6;

    /// <summary>Rows, columns of the output, whether rows are padded, and whether the first half goes through tanh.</summary>
    public static TheoryData<int, int, bool, bool> Shapes { get; } = CreateShapes();

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_prediction_gates_the_first_half_by_the_second(int rows, int width, bool padded, bool hasTanh)
    {
        GuardedMatrix x = GuardedMatrix.Random(rows, 2 * width, padded);
        var y = new GuardedMatrix(rows, width, padded);

        Gated.Forward(hasTanh, ref x.First, x.Stride, ref Unsafe.NullRef<float>(), 0, ref y.First, y.Stride, width, rows);

        y.AssertEqual((row, column) => First(hasTanh, x[row, column]) * Sigmoid(x[row, width + column]), Tolerance);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Training_has_the_bits_of_a_prediction_and_saves_both_factors(int rows, int width, bool padded, bool hasTanh)
    {
        GuardedMatrix x = GuardedMatrix.Random(rows, 2 * width, padded);
        GuardedMatrix replaced = GuardedMatrix.Random(rows, 2 * width, padded);
        GuardedMatrix saved = GuardedMatrix.Of(rows, 2 * width, padded, (_, _) => 0);
        var (predicted, y, other) = (new GuardedMatrix(rows, width, padded), new GuardedMatrix(rows, width, padded), new GuardedMatrix(rows, width, padded));

        Gated.Forward(hasTanh, ref x.First, x.Stride, ref Unsafe.NullRef<float>(), 0, ref predicted.First, y.Stride, width, rows);
        Gated.Forward(hasTanh, ref x.First, x.Stride, ref saved.First, saved.Stride, ref y.First, y.Stride, width, rows);
        Gated.Forward(hasTanh, ref replaced.First, x.Stride, ref replaced.First, x.Stride, ref other.First, y.Stride, width, rows);

        y.AssertEqual((row, column) => predicted[row, column]);
        other.AssertEqual((row, column) => predicted[row, column]);
        saved.AssertEqual((row, column) => column < width ? First(hasTanh, x[row, column]) : Sigmoid(x[row, column]), Tolerance);
        replaced.AssertEqual((row, column) => saved[row, column]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Backward_gives_the_gradients_of_both_halves(int rows, int width, bool padded, bool hasTanh)
    {
        GuardedMatrix x = GuardedMatrix.Random(rows, 2 * width, padded);
        GuardedMatrix saved = GuardedMatrix.Of(
            rows, 2 * width, padded, (row, column) => (float)(column < width ? First(hasTanh, x[row, column]) : Sigmoid(x[row, column])));
        GuardedMatrix dy = GuardedMatrix.Random(rows, width, padded, seed: 2);
        var dx = new GuardedMatrix(rows, 2 * width, padded);

        Gated.Backward(hasTanh, ref saved.First, saved.Stride, ref dy.First, dy.Stride, ref dx.First, dx.Stride, width, rows);

        dx.AssertEqual(
            (row, column) =>
            {
                int half = column % width;
                double a = First(hasTanh, x[row, half]);
                double gate = Sigmoid(x[row, width + half]);
                return dy[row, half] * gate * (column >= width ? a * (1 - gate) : hasTanh ? 1 - (a * a) : 1);
            },
            Tolerance);
    }

    /// <summary>Vectors and the remainder of a row compute the same function.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_column_has_the_same_bits_at_any_place_of_a_row(bool hasTanh)
    {
        const int Width = 31;
        GuardedMatrix x = GuardedMatrix.Of(1, 2 * Width, padded: false, (_, column) => column < Width ? 0.73f : -0.31f);
        GuardedMatrix saved = GuardedMatrix.Of(1, 2 * Width, padded: false, (_, _) => 0);
        GuardedMatrix dy = GuardedMatrix.Of(1, Width, padded: false, (_, _) => 0.9f);
        var y = new GuardedMatrix(1, Width, padded: false);
        var dx = new GuardedMatrix(1, 2 * Width, padded: false);

        Gated.Forward(hasTanh, ref x.First, x.Stride, ref saved.First, saved.Stride, ref y.First, y.Stride, Width, rows: 1);
        Gated.Backward(hasTanh, ref saved.First, saved.Stride, ref dy.First, dy.Stride, ref dx.First, dx.Stride, Width, rows: 1);

        y.AssertEqual((_, _) => y[0, 0]);
        saved.AssertEqual((_, column) => saved[0, column / Width * Width]);
        dx.AssertEqual((_, column) => dx[0, column / Width * Width]);
    }

    private static double First(bool hasTanh, double value) => hasTanh ? Math.Tanh(value) : value;

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));

    private static TheoryData<int, int, bool, bool> CreateShapes()
    {
        var shapes = new TheoryData<int, int, bool, bool>();
        foreach (int width in (int[])[1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 20, 31, 33, 40])
        {
            foreach (bool hasTanh in (bool[])[false, true])
            {
                shapes.Add(3, width, true, hasTanh);
                shapes.Add(2, width, false, hasTanh);
            }
        }

        return shapes;
    }
}
