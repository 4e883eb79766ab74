using FcGen.Layers;

namespace FcGen.Tests.Numerics;

public class RowsTests
{
    private const float NaN = float.NaN;
    private const float Infinity = float.PositiveInfinity;

    [Theory]
    [MemberData(nameof(ElementwiseTests.Shapes), MemberType = typeof(ElementwiseTests))]
    public void Copy_moves_every_element_and_clears_padding(int rows, int width, bool sourcePadded, bool destinationPadded)
    {
        GuardedMatrix source = GuardedMatrix.Random(rows, width, sourcePadded);
        var destination = new GuardedMatrix(rows, width, destinationPadded);

        Rows.Copy(ref source.First, source.Stride, ref destination.First, destination.Stride, width, rows);

        destination.AssertEqual((row, column) => source[row, column]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 10)]
    [InlineData(32, 8)]
    [InlineData(33, 32)]
    [InlineData(5, 67)]
    [InlineData(70, 128)]
    [InlineData(0, 11)]
    public void Sum_adds_in_an_order_that_depends_on_the_shape_alone(int rows, int width)
    {
        GuardedMatrix x = GuardedMatrix.Random(rows, width, padded: true);
        var sums = new GuardedMatrix(1, width, padded: true);

        Rows.Sum(ref x.First, x.Stride, ref sums.First, width, rows);

        // Whole groups of 32 columns: row after row. The columns after them: four chains over every fourth row, the rest in the first.
        int inOrder = (width + 7) / 8 * 8 / 32 * 32;
        sums.AssertEqual((_, column) =>
        {
            var chains = new float[4];
            for (int row = 0; row < rows; row++)
            {
                chains[column < inOrder || row >= rows / 4 * 4 ? 0 : row % 4] += x[row, column];
            }

            return chains[0] + chains[1] + (chains[2] + chains[3]);
        });
    }

    [Fact]
    public void Sum_clears_padding_even_where_that_of_the_matrix_is_not_zero()
    {
        GuardedMatrix x = GuardedMatrix.Random(2, 3, padded: true);
        x[0, 5] = 1f;
        var sums = new GuardedMatrix(1, 3, padded: true);

        Rows.Sum(ref x.First, x.Stride, ref sums.First, 3, 2);

        sums.AssertEqual((_, column) => x[0, column] + x[1, column]);
    }

    [Theory]
    [InlineData(0, 3f)]
    [InlineData(1, 1f, 2f)]
    [InlineData(0, -1f, -2f, -1f)]
    [InlineData(2, 1f, 2f, 9f, 9f, 0f, 0f, 0f, 0f, 0f, 9f)]
    [InlineData(9, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f)]
    [InlineData(1, 1f, NaN, 9f, NaN)]
    [InlineData(8, 0f, 1f, 2f, Infinity, 4f, 5f, 6f, 7f, NaN)]
    [InlineData(0, -Infinity, -Infinity, -Infinity)]
    [InlineData(1, -Infinity, -5f)]
    public void Index_of_max_is_that_of_the_first_largest_or_NaN(int expected, params float[] values) =>
        Assert.Equal(expected, Rows.IndexOfMax(ref values[0], values.Length));

    [Fact]
    public void Index_of_max_finds_the_largest_in_every_place_and_reads_nothing_beyond()
    {
        for (int count = 1; count <= 40; count++)
        {
            for (int place = 0; place < count; place++)
            {
                GuardedMatrix x = GuardedMatrix.Of(1, count, padded: false, (_, column) => column == place ? -20000f : -30000f);
                Assert.Equal(place, Rows.IndexOfMax(ref x.First, count));
            }
        }
    }
}
