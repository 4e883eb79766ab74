using FcGen.Layers;

namespace FcGen.Tests.Numerics;

public class SoftmaxTests
{
    [Theory]
    [MemberData(nameof(ElementwiseTests.Shapes), MemberType = typeof(ElementwiseTests))]
    public void Forward_is_the_share_of_each_exponential(int rows, int width, bool xPadded, bool yPadded)
    {
        GuardedMatrix x = GuardedMatrix.Random(rows, width, xPadded);
        var y = new GuardedMatrix(rows, width, yPadded);

        Softmax.Forward(ref x.First, x.Stride, ref y.First, y.Stride, width, rows);

        y.AssertEqual((row, column) => Math.Exp(x[row, column]) / Sum(width, j => Math.Exp(x[row, j])), 1e-6);
    }

    [Theory]
    [MemberData(nameof(ElementwiseTests.Shapes), MemberType = typeof(ElementwiseTests))]
    public void Backward_is_the_output_times_the_gradient_without_its_mean(int rows, int width, bool yPadded, bool dyPadded)
    {
        GuardedMatrix x = GuardedMatrix.Random(rows, width, yPadded, seed: 2);
        var y = new GuardedMatrix(rows, width, yPadded);
        Softmax.Forward(ref x.First, x.Stride, ref y.First, y.Stride, width, rows);
        GuardedMatrix original = GuardedMatrix.Random(rows, width, dyPadded);
        GuardedMatrix dy = GuardedMatrix.Random(rows, width, dyPadded);

        Softmax.Backward(ref y.First, y.Stride, ref dy.First, dy.Stride, width, rows);

        dy.AssertEqual(
            (row, column) => y[row, column] * (original[row, column] - Sum(width, j => (double)y[row, j] * original[row, j])),
            2e-6);
    }

    /// <summary>y[i] (dy[i] - sum of y dy), which is y[i] times the sum of y[j] (dy[i] - dy[j]): terms that do not cancel.</summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 2)]
    [InlineData(8, 7)]
    [InlineData(13, 9)]
    [InlineData(40, 3)]
    public void Backward_is_accurate_where_the_largest_output_rounds_to_1(int width, int confident)
    {
        GuardedMatrix x = GuardedMatrix.Of(2, width, padded: true, (row, column) => column == confident ? 20 + row : column % 3 / 2f);
        var y = new GuardedMatrix(2, width, padded: true);
        GuardedMatrix original = GuardedMatrix.Random(2, width, padded: true);
        GuardedMatrix dy = GuardedMatrix.Random(2, width, padded: true);
        Softmax.Forward(ref x.First, x.Stride, ref y.First, y.Stride, width, 2);

        Softmax.Backward(ref y.First, y.Stride, ref dy.First, dy.Stride, width, 2);

        for (int row = 0; row < 2; row++)
        {
            for (int i = 0; i < width; i++)
            {
                double exact = Share(x, row, i) * Sum(width, j => Share(x, row, j) * ((double)original[row, i] - original[row, j]));
                Assert.Equal(exact, dy[row, i], Math.Abs(exact) * 2e-5);
            }
        }

        double Share(GuardedMatrix logits, int row, int i) => 1 / Sum(width, j => Math.Exp((double)logits[row, j] - logits[row, i]));
    }

    [Fact]
    public void Forward_in_place_gives_the_same()
    {
        GuardedMatrix x = GuardedMatrix.Random(3, 13, padded: true);
        var y = new GuardedMatrix(3, 13, padded: true);
        Softmax.Forward(ref x.First, x.Stride, ref y.First, y.Stride, 13, 3);

        Softmax.Forward(ref x.First, x.Stride, ref x.First, x.Stride, 13, 3);

        x.AssertEqual((row, column) => y[row, column]);
    }

    [Fact]
    public void Large_inputs_do_not_overflow()
    {
        GuardedMatrix x = GuardedMatrix.Of(1, 11, padded: false, (_, column) => column == 9 ? 3e38f : -3e38f);

        Softmax.Forward(ref x.First, x.Stride, ref x.First, x.Stride, 11, 1);

        x.AssertEqual((_, column) => column == 9 ? 1 : 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(19)]
    public void A_NaN_spoils_its_row_and_no_other(int width)
    {
        GuardedMatrix x = GuardedMatrix.Of(3, width, padded: true, (row, column) => row == 1 && column == width - 1 ? float.NaN : 1f);

        Softmax.Forward(ref x.First, x.Stride, ref x.First, x.Stride, width, 3);

        x.AssertEqual((row, _) => row == 1 ? float.NaN : 1.0 / width, 1e-7);
    }

    private static double Sum(int count, Func<int, double> term) => Enumerable.Range(0, count).Sum(term);
}
