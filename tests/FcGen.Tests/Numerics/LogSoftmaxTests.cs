using FcGen.Layers;

namespace FcGen.Tests.Numerics;

public class LogSoftmaxTests
{
    [Theory]
    [MemberData(nameof(ElementwiseTests.Shapes), MemberType = typeof(ElementwiseTests))]
    public void Forward_is_the_logarithm_of_the_share_of_each_exponential(int rows, int width, bool xPadded, bool yPadded)
    {
        GuardedMatrix x = GuardedMatrix.Random(rows, width, xPadded);
        var y = new GuardedMatrix(rows, width, yPadded);

        LogSoftmax.Forward(ref x.First, x.Stride, ref y.First, y.Stride, width, rows);

        y.AssertEqual((row, column) => x[row, column] - Math.Log(Sum(width, j => Math.Exp(x[row, j]))), 1e-6);
    }

    [Theory]
    [MemberData(nameof(ElementwiseTests.Shapes), MemberType = typeof(ElementwiseTests))]
    public void Backward_is_the_gradient_without_the_share_of_its_sum(int rows, int width, bool yPadded, bool dyPadded)
    {
        GuardedMatrix x = GuardedMatrix.Random(rows, width, yPadded, seed: 2);
        var y = new GuardedMatrix(rows, width, yPadded);
        LogSoftmax.Forward(ref x.First, x.Stride, ref y.First, y.Stride, width, rows);
        GuardedMatrix original = GuardedMatrix.Random(rows, width, dyPadded);
        GuardedMatrix dy = GuardedMatrix.Random(rows, width, dyPadded);

        LogSoftmax.Backward(ref y.First, y.Stride, ref dy.First, dy.Stride, width, rows);

        dy.AssertEqual(
            (row, column) => original[row, column] - (Math.Exp(y[row, column]) * Sum(width, j => original[row, j])), 1e-6 * (4 + width));
    }

    /// <summary>The gradient of negative log-likelihood: -(1 - p) for the label, of which nothing is left once p has rounded to 1.</summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 2)]
    [InlineData(8, 7)]
    [InlineData(13, 9)]
    [InlineData(40, 3)]
    public void Backward_is_accurate_where_the_largest_output_rounds_to_0(int width, int confident)
    {
        GuardedMatrix x = GuardedMatrix.Of(2, width, padded: true, (row, column) => column == confident ? 20 + row : column % 3 / 2f);
        var y = new GuardedMatrix(2, width, padded: true);
        GuardedMatrix dy = GuardedMatrix.Of(2, width, padded: true, (_, column) => column == confident ? -0.5f : 0);
        LogSoftmax.Forward(ref x.First, x.Stride, ref y.First, y.Stride, width, 2);

        LogSoftmax.Backward(ref y.First, y.Stride, ref dy.First, dy.Stride, width, 2);

        for (int row = 0; row < 2; row++)
        {
            double sum = Sum(width, j => j == confident ? 0 : Math.Exp((double)x[row, j] - x[row, confident]));
            for (int i = 0; i < width; i++)
            {
                double exact = 0.5 / (1 + sum) * (i == confident ? -sum : Math.Exp((double)x[row, i] - x[row, confident]));
                Assert.Equal(exact, dy[row, i], Math.Abs(exact) * 5e-6);
            }
        }
    }

    [Fact]
    public void Forward_in_place_gives_the_same()
    {
        GuardedMatrix x = GuardedMatrix.Random(3, 13, padded: true);
        var y = new GuardedMatrix(3, 13, padded: true);
        LogSoftmax.Forward(ref x.First, x.Stride, ref y.First, y.Stride, 13, 3);

        LogSoftmax.Forward(ref x.First, x.Stride, ref x.First, x.Stride, 13, 3);

        x.AssertEqual((row, column) => y[row, column]);
    }

    [Fact]
    public void Large_inputs_neither_overflow_nor_round_the_logarithm_away()
    {
        GuardedMatrix x = GuardedMatrix.Of(1, 11, padded: false, (_, column) => column < 2 ? 1e7f : -1e4f);

        LogSoftmax.Forward(ref x.First, x.Stride, ref x.First, x.Stride, 11, 1);

        x.AssertEqual((_, column) => column < 2 ? -Math.Log(2) : (float)(-1e4 - 1e7 - Math.Log(2)), tolerance: 1e-7);
    }

    /// <summary>Gradients of classes that are out of the question are zero, not subnormal numbers that slow everything down.</summary>
    [Fact]
    public void Backward_gives_no_subnormal_gradients()
    {
        GuardedMatrix y = GuardedMatrix.Of(1, 9, padded: true, (_, column) => column == 8 ? 0f : -90f);
        GuardedMatrix dy = GuardedMatrix.Of(1, 9, padded: true, (_, column) => column == 8 ? 1f : 0f);

        LogSoftmax.Backward(ref y.First, y.Stride, ref dy.First, dy.Stride, 9, 1);

        dy.AssertEqual((_, _) => 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(19)]
    public void A_NaN_spoils_its_row_and_no_other(int width)
    {
        GuardedMatrix x = GuardedMatrix.Of(3, width, padded: true, (row, column) => row == 1 && column == width - 1 ? float.NaN : 1f);

        LogSoftmax.Forward(ref x.First, x.Stride, ref x.First, x.Stride, width, 3);

        x.AssertEqual((row, _) => row == 1 ? float.NaN : -Math.Log(width), 1e-6);
    }

    private static double Sum(int count, Func<int, double> term) => Enumerable.Range(0, count).Sum(term);
}
