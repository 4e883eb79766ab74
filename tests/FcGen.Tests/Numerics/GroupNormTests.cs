using FcGen.Layers;

namespace FcGen.Tests.Numerics;

/// <summary>Group norm of each group is that of its values in double precision, and the groups do not influence each other.</summary>
public class GroupNormTests
{
    private const float Epsilon = 1e-5f;
    private const int Samples = 2;

    /// <summary>Positions, channels and groups, and whether rows are padded.</summary>
    public static TheoryData<int, int, int, bool> Shapes { get; } = new()
    {
        { 1, 1, 1, false },
        { 1, 12, 3, true },
        { 1, 16, 2, false },
        { 3, 8, 4, true },
        { 5, 9, 9, false },
        { 70, 10, 5, true },
        { 130, 21, 1, true },
        { 9, 21, 7, false },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Output_and_gradients_are_those_of_double_precision(int positions, int channels, int groups, bool padded)
    {
        int rows = Samples * positions;
        GuardedMatrix x = GuardedMatrix.Random(rows, channels, padded);
        GuardedMatrix dy = GuardedMatrix.Random(rows, channels, padded, seed: 2);
        GuardedMatrix weight = GuardedMatrix.Random(1, channels, padded: true, seed: 3);
        GuardedMatrix bias = GuardedMatrix.Random(1, channels, padded: true, seed: 4);
        var statistics = new GuardedMatrix(Samples * 5, channels, padded: true);
        var y = new GuardedMatrix(rows, channels, padded);
        var dx = new GuardedMatrix(rows, channels, padded);
        var weightGradient = new GuardedMatrix(1, channels, padded: true);
        var biasGradient = new GuardedMatrix(1, channels, padded: true);

        GroupNorm.Forward(
            ref x.First, x.Stride, ref weight.First, ref bias.First, Epsilon, ref statistics.First, statistics.Stride,
            ref y.First, y.Stride, groups, channels, positions, Samples);
        GroupNorm.ParameterGradients(
            ref x.First, x.Stride, ref statistics.First, statistics.Stride, ref dy.First, dy.Stride, ref weightGradient.First, ref biasGradient.First,
            channels, positions, Samples);
        GroupNorm.Backward(
            ref x.First, x.Stride, ref statistics.First, statistics.Stride, ref weight.First, ref dy.First, dy.Stride,
            ref dx.First, dx.Stride, groups, channels, positions, Samples);

        int size = channels / groups;
        (int Row, int Column)[] Group(int row, int column) =>
        [
            .. from other in Enumerable.Range(row / positions * positions, positions)
               from channel in Enumerable.Range(column / size * size, size)
               select (other, channel),
        ];
        (double Mean, double InvStd) Moments((int Row, int Column)[] group)
        {
            double mean = group.Average(at => (double)x[at.Row, at.Column]);
            double variance = group.Average(at => (x[at.Row, at.Column] - mean) * (x[at.Row, at.Column] - mean));
            return (mean, 1 / Math.Sqrt(variance + Epsilon));
        }

        double Normal((double Mean, double InvStd) moments, int row, int column) => (x[row, column] - moments.Mean) * moments.InvStd;

        const double Tolerance = 1e-5;
        y.AssertEqual((row, column) => (Normal(Moments(Group(row, column)), row, column) * weight[0, column]) + bias[0, column], Tolerance);
        dx.AssertEqual(
            (row, column) =>
            {
                (int Row, int Column)[] group = Group(row, column);
                (double Mean, double InvStd) moments = Moments(group);
                double Gradient((int Row, int Column) at) => dy[at.Row, at.Column] * (double)weight[0, at.Column];
                double mean = group.Average(Gradient);
                double slope = group.Average(at => Gradient(at) * Normal(moments, at.Row, at.Column));
                return moments.InvStd * (Gradient((row, column)) - mean - (Normal(moments, row, column) * slope));
            },
            size * positions == 1 ? 1e-3 : 2e-5);
        biasGradient.AssertEqual((_, column) => Enumerable.Range(0, rows).Sum(row => (double)dy[row, column]), Tolerance * Math.Sqrt(rows));
        weightGradient.AssertEqual(
            (_, column) => Enumerable.Range(0, rows).Sum(row => dy[row, column] * Normal(Moments(Group(row, column)), row, column)), Tolerance * Math.Sqrt(rows));
    }

    /// <summary>Values as in the tests of layer norm and batch norm: large, of a small spread beside their mean, or many.</summary>
    [Theory]
    [MemberData(nameof(NormRangeTests.Distributions), MemberType = typeof(NormRangeTests))]
    public void A_group_of_any_range_is_that_of_double_precision(int positions, float mean, float spread, double error)
    {
        const int Channels = 4;
        float[] x = [.. Enumerable.Range(0, positions * Channels).Select(i => i % Channels < 2 ? mean + (spread * MathF.Sin(i)) : i)];
        float[] y = Normalize(x, Channels, groups: 2);

        double[] group = [.. x.Where((_, i) => i % Channels < 2).Select(value => (double)value)];
        double center = group.Average();
        double invStd = 1 / Math.Sqrt(group.Average(value => (value - center) * (value - center)) + Epsilon);
        Assert.All(group, (value, i) => Assert.Equal((value - center) * invStd, y[(i / 2 * Channels) + (i % 2)], error));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_value_that_is_not_finite_makes_its_group_NaN(float value)
    {
        float[] y = Normalize([1, 2, 3, 4, 5, value, 7, 8], channels: 4, groups: 2);
        Assert.All(y, (result, i) => Assert.Equal(i % 4 < 2, float.IsNaN(result)));
    }

    private static float[] Normalize(float[] x, int channels, int groups)
    {
        float[] weight = [.. Enumerable.Repeat(1f, channels)];
        float[] bias = new float[channels];
        float[] statistics = new float[5 * channels];
        float[] y = new float[x.Length];
        GroupNorm.Forward(
            ref x[0], channels, ref weight[0], ref bias[0], Epsilon, ref statistics[0], channels, ref y[0], channels, groups, channels,
            x.Length / channels, samples: 1);
        return y;
    }
}
