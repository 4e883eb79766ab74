using FcGen.Layers;

namespace FcGen.Tests.Numerics;

public class MaxoutTests
{
    /// <summary>Rows, columns of the output, pieces, and whether rows are padded.</summary>
    public static TheoryData<int, int, int, bool> Shapes { get; } = CreateShapes();

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward_is_the_maximum_of_each_group(int rows, int width, int pieces, bool padded)
    {
        GuardedMatrix x = GuardedMatrix.Random(rows, width * pieces, padded);
        var y = new GuardedMatrix(rows, width, padded);

        Maxout.Forward(ref x.First, x.Stride, ref y.First, y.Stride, pieces, width, rows);

        y.AssertEqual((row, column) => Group(x, row, column, pieces).Max());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Backward_gives_the_gradient_to_the_maximum_of_each_group(int rows, int width, int pieces, bool padded)
    {
        GuardedMatrix x = GuardedMatrix.Random(rows, width * pieces, padded);
        GuardedMatrix dy = GuardedMatrix.Random(rows, width, padded, seed: 2);
        var dx = new GuardedMatrix(rows, width * pieces, padded);

        Maxout.Backward(ref x.First, x.Stride, ref dy.First, dy.Stride, ref dx.First, dx.Stride, pieces, width, rows);

        dx.AssertEqual((row, column) =>
            x[row, column] == Group(x, row, column / pieces, pieces).Max() ? dy[row, column / pieces] : 0);
    }

    /// <summary>Values and gradients of torch.max over a dimension, which compares -0 and 0 as equal.</summary>
    [Theory]
    [InlineData(new[] { 1f, 1f, 1f }, 0)]
    [InlineData(new[] { 1f, 2f, 2f }, 1)]
    [InlineData(new[] { -0f, 0f, -1f }, 0)]
    [InlineData(new[] { 1f, float.NaN, 2f }, 1)]
    [InlineData(new[] { float.NaN, float.NaN, float.PositiveInfinity }, 0)]
    [InlineData(new[] { float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity }, 0)]
    public void The_first_maximum_and_the_first_NaN_win(float[] group, int winner)
    {
        const int Width = 11;
        GuardedMatrix x = GuardedMatrix.Of(1, Width * group.Length, padded: false, (_, column) => group[column % group.Length]);
        GuardedMatrix dy = GuardedMatrix.Random(1, Width, padded: false);
        var y = new GuardedMatrix(1, Width, padded: false);
        var dx = new GuardedMatrix(1, Width * group.Length, padded: false);

        Maxout.Forward(ref x.First, x.Stride, ref y.First, y.Stride, group.Length, Width, rows: 1);
        Maxout.Backward(ref x.First, x.Stride, ref dy.First, dy.Stride, ref dx.First, dx.Stride, group.Length, Width, rows: 1);

        // Equals of double distinguishes neither signs of zero nor bits of NaN.
        y.AssertEqual((_, _) => group[winner]);
        Assert.Equal(float.IsNegative(group[winner]), float.IsNegative(y.First));
        dx.AssertEqual((_, column) => column % group.Length == winner ? dy[0, column / group.Length] : 0);
    }

    private static TheoryData<int, int, int, bool> CreateShapes()
    {
        var shapes = new TheoryData<int, int, int, bool>();
        foreach (int width in (int[])[1, 2, 4, 7, 8, 9, 15, 16, 17, 33])
        {
            foreach (int pieces in (int[])[1, 2, 3, 5, 8])
            {
                shapes.Add(3, width, pieces, true);
                shapes.Add(2, width, pieces, false);
            }
        }

        return shapes;
    }

    private static IEnumerable<float> Group(GuardedMatrix x, int row, int column, int pieces) =>
        Enumerable.Range(column * pieces, pieces).Select(i => x[row, i]);
}
