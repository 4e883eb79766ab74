using FcGen.Layers;
using FcGen.Tests.Networks;

namespace FcGen.Tests.Numerics;

/// <summary>
/// Layer norm and batch norm of values that are large, whose spread is small beside their mean, or that are many, compared with double
/// precision; and of values that are not finite, which have to stay visible.
/// </summary>
public class NormRangeTests
{
    private const float Epsilon = 1e-5f;

    /// <summary>Number of values, mean, spread, and the error allowed of a normalized value.</summary>
    public static TheoryData<int, float, float, double> Distributions() => new()
    {
        { 2, 0, 1, 1e-6 },
        { 4, 0, 1e20f, 1e-6 },
        { 13, 0, 1e30f, 1e-6 },
        { 13, 1e30f, 1e28f, 1e-6 },
        { 16, 0, 1e37f, 1e-6 },
        { 33, 0, 1e-3f, 1e-6 },
        { 67, 1e4f, 1e-2f, 2e-6 },
        { 300, -1e6f, 1, 2e-6 },
        { 1029, 16_777_216, 3, 2e-6 },
        { 100_000, 1e4f, 1e-2f, 1e-5 },
        { 100_000, 0.1f, 1, 1e-5 },
    };

    [Fact]
    public void Layer_norm_of_1e20()
    {
        float[] y = NormalizeRow([1e20f, -1e20f, 2e20f, 5e19f]);

        Assert.Equal(0.346410f, y[0], 1e-6f);
        Assert.Equal(-1.501111f, y[1], 1e-6f);
        Assert.Equal(1.270171f, y[2], 1e-6f);
        Assert.Equal(-0.115470f, y[3], 1e-6f);
    }

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Layer_norm_is_that_of_double_precision(int width, float mean, float spread, double error)
    {
        float[] x = Values(width, mean, spread);
        (double center, double invStd) = Moments(x);

        float[] y = NormalizeRow(x);

        Assert.All(x, (value, i) => Assert.Equal((value - center) * invStd, y[i], error));
    }

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Gradients_of_layer_norm_are_those_of_double_precision(int width, float mean, float spread, double error)
    {
        float[] x = Values(width, mean, spread);
        float[] weight = [.. Enumerable.Repeat(1f, width)];
        float[] dy = Values(width, 0.5f, 1, seed: 2);
        float[] dx = new float[width];
        float[] y = new float[width];
        float[] statistics = new float[8];
        float[] weightGradient = new float[width + 7];
        float[] biasGradient = new float[width + 7];

        LayerNorm.Forward(ref x[0], width, ref weight[0], ref dx[0], Epsilon, ref statistics[0], 8, ref y[0], width, width, 1);
        LayerNorm.Backward(ref x[0], width, ref statistics[0], 8, ref weight[0], ref dy[0], width, ref dx[0], width, width, 1);
        LayerNorm.ParameterGradients(ref x[0], width, ref statistics[0], 8, ref dy[0], width, ref weightGradient[0], ref biasGradient[0], width, 1);

        (double[] expected, double invStd) = Gradients(x, dy);
        (double center, _) = Moments(x);
        Assert.All(expected, (value, i) => Assert.Equal(value / invStd, dx[i] / invStd, 10 * error));
        Assert.All(x, (value, i) => Assert.Equal(dy[i] * (value - center) * invStd, weightGradient[i], 4 * error));
    }

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Batch_norm_is_that_of_double_precision(int rows, float mean, float spread, double error)
    {
        const int Width = 11;
        float[] column = Values(rows, mean, spread);
        var batch = new Batch(rows, Width, (row, i) => i == 3 ? column[row] : row % (i + 2));
        (double center, double invStd) = Moments(column);

        batch.Forward(momentum: 1);

        Assert.All(column, (value, row) => Assert.Equal((value - center) * invStd, batch.Y[(row * Width) + 3], error));
        Assert.Equal((float)center, batch.RunningMean[3], (Math.Abs(center) * 2e-7) + (1e-6 / invStd));
        double unbiased = ((1 / (invStd * invStd)) - Epsilon) * rows / (rows - 1);
        Assert.True(unbiased > float.MaxValue ? float.IsPositiveInfinity(batch.RunningVariance[3]) : Math.Abs(batch.RunningVariance[3] - unbiased) < 1e-4 * unbiased);

        float[] dy = Values(rows, 0.5f, 1, seed: 2);
        (double[] expected, _) = Gradients(column, dy);
        batch.Backward((row, _) => dy[row]);
        Assert.All(expected, (value, row) => Assert.Equal(value / invStd, batch.Dy[(row * Width) + 3] / invStd, 10 * error));
        double product = dy.Select((d, row) => d * (column[row] - center) * invStd).Sum();
        Assert.Equal(product, batch.WeightGradient[3], 10 * error * rows);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_value_that_is_not_finite_makes_its_row_or_column_NaN(float bad)
    {
        float[] x = Values(20, 0, 1);
        x[7] = bad;
        Assert.All(NormalizeRow(x), y => Assert.Equal(float.NaN, y));

        var batch = new Batch(9, 11, (row, column) => row == 4 && column == 5 ? bad : row % 3);
        batch.Forward(momentum: 0.1f);
        Assert.All(batch.Y, (y, i) => Assert.Equal(i % 11 == 5, float.IsNaN(y)));
    }

    /// <summary>Distances of more than the largest float overflow. They must not become outputs of 0.</summary>
    [Fact]
    public void Distances_too_large_for_a_float_give_NaN()
    {
        float[] x = [3.4e38f, 3.4e38f, 3.4e38f, 3.4e38f, -3.4e38f];
        Assert.All(NormalizeRow(x), y => Assert.Equal(float.NaN, y));

        var batch = new Batch(5, 8, (row, _) => x[row]);
        batch.Forward(momentum: 0.1f);
        Assert.All(batch.Y, y => Assert.Equal(float.NaN, y));
    }

    [Fact]
    public void The_largest_floats_are_normalized_if_their_distances_are_not_too_large()
    {
        float[] x = [3.4e38f, 3.2e38f, 3.4e38f, 3.2e38f];
        Assert.All(NormalizeRow(x), (y, i) => Assert.Equal(i % 2 == 0 ? 1 : -1, y, 1e-5f));
    }

    [Theory]
    [InlineData(7.25f)]
    [InlineData(1e4f / 3)]
    [InlineData(3.4e38f)]
    public void Equal_values_become_zero(float value)
    {
        float[] x = [.. Enumerable.Repeat(value, 100)];
        Assert.All(NormalizeRow(x), y => Assert.Equal(0, y, 1e-6f));

        var batch = new Batch(100, 9, (_, _) => value);
        batch.Forward(momentum: 0.1f);
        Assert.All(batch.Y, y => Assert.Equal(0, y, 1e-3f));
    }

    /// <summary>(1 - momentum) * running + momentum * batch: running + momentum * (batch - running) rounds as the larger of the two.</summary>
    [Theory]
    [InlineData(1f)]
    [InlineData(0.999999f)]
    [InlineData(0.5f)]
    [InlineData(0f)]
    public void Running_statistics_keep_a_small_batch_after_a_large_one(float momentum)
    {
        var batch = new Batch(4, 9, (row, _) => 0.001f * (row + 1));
        batch.RunningMean.AsSpan().Fill(1000);
        batch.RunningVariance.AsSpan().Fill(1e6f);

        batch.Forward(momentum);

        double[] values = [0.001f, 0.002f, 0.003f, 0.004f];
        double mean = ((1 - (double)momentum) * 1000) + (momentum * values.Average());
        double variance = ((1 - (double)momentum) * 1e6) + (momentum * values.Sum(value => (value - values.Average()) * (value - values.Average())) / 3);
        Assert.All(batch.RunningMean, actual => Assert.Equal(mean, actual, mean * 2e-7));
        Assert.All(batch.RunningVariance, actual => Assert.Equal(variance, actual, variance * 5e-7));
    }

    /// <summary>A scale of 0 would turn every prediction into the bias.</summary>
    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void A_running_variance_that_is_not_finite_makes_predictions_NaN(float variance)
    {
        float[] ones = [.. Enumerable.Repeat(1f, 9)];
        float[] variances = [.. ones];
        variances[2] = variances[8] = variance;
        float[] scale = new float[9];
        float[] shift = new float[9];

        BatchNorm.Fold(ref ones[0], ref ones[0], ref ones[0], ref variances[0], ref ones[0], Epsilon, ref scale[0], ref shift[0], 9);

        Assert.All(scale, (value, i) => Assert.Equal(i is 2 or 8, float.IsNaN(value)));
        Assert.All(shift, (value, i) => Assert.Equal(i is 2 or 8, float.IsNaN(value)));
    }

    private static float[] NormalizeRow(float[] x)
    {
        int width = x.Length;
        float[] weight = [.. Enumerable.Repeat(1f, width)];
        float[] bias = new float[width];
        float[] y = new float[width];
        float[] statistics = new float[8];
        LayerNorm.Forward(ref x[0], width, ref weight[0], ref bias[0], Epsilon, ref statistics[0], 8, ref y[0], width, width, 1);
        return y;
    }

    private static float[] Values(int count, float mean, float spread, int seed = 1)
    {
        float[] values = Samples.Random(count, seed);
        return [.. values.Select(value => (float)(mean + ((double)spread * value)))];
    }

    private static (double Mean, double InvStd) Moments(float[] x)
    {
        double mean = x.Average(value => (double)value);
        double variance = x.Average(value => (value - mean) * (value - mean));
        return (mean, 1 / Math.Sqrt(variance + Epsilon));
    }

    /// <summary>Gradient of the normalized values with respect to x.</summary>
    private static (double[] Dx, double InvStd) Gradients(float[] x, float[] dy)
    {
        (double mean, double invStd) = Moments(x);
        double average = dy.Average(d => (double)d);
        double slope = dy.Select((d, i) => d * (x[i] - mean) * invStd).Average();
        return ([.. dy.Select((d, i) => invStd * (d - average - ((x[i] - mean) * invStd * slope)))], invStd);
    }

    /// <summary>A batch with weights of 1 and biases of 0, and what batch norm makes of it.</summary>
    private sealed class Batch
    {
        private readonly int _rows;
        private readonly int _width;
        private readonly float[] _weight;
        private readonly float[] _bias;
        private readonly float[][] _statistics;

        public Batch(int rows, int width, Func<int, int, float> value)
        {
            (_rows, _width) = (rows, width);
            X = Fill(value);
            Y = new float[X.Length];
            Dy = [];
            _weight = [.. Enumerable.Repeat(1f, width)];
            _bias = new float[width];
            _statistics = [.. Enumerable.Range(0, 5).Select(_ => new float[width])];
            RunningMean = new float[width];
            RunningVariance = [.. Enumerable.Repeat(1f, width)];
            WeightGradient = new float[width + 7];
            BiasGradient = new float[width + 7];
        }

        public float[] X { get; }

        public float[] Y { get; }

        public float[] Dy { get; private set; }

        public float[] RunningMean { get; }

        public float[] RunningVariance { get; }

        public float[] WeightGradient { get; }

        public float[] BiasGradient { get; }

        public void Forward(float momentum)
        {
            float batches = 0;
            BatchNorm.Statistics(
                ref X[0], _width, ref _weight[0], ref _bias[0], Epsilon, ref Of(0), ref Of(1), ref Of(2), ref Of(3), ref Of(4),
                ref RunningMean[0], ref RunningVariance[0], ref batches, momentum, _width, _rows);
            BatchNorm.Forward(ref X[0], _width, ref Of(0), ref Of(3), ref Of(4), ref Y[0], _width, _width, _rows);
        }

        public void Backward(Func<int, int, float> gradient)
        {
            Dy = Fill(gradient);
            BatchNorm.ParameterGradients(
                ref X[0], _width, ref Of(0), ref Of(1), ref Of(2), ref Dy[0], _width, ref WeightGradient[0], ref BiasGradient[0], _width, _rows);
            BatchNorm.Backward(
                ref X[0], _width, ref Of(0), ref Of(1), ref Of(2), ref Of(3), ref WeightGradient[0], ref BiasGradient[0], ref Dy[0], _width, _rows, _width, _rows);
        }

        private ref float Of(int vector) => ref _statistics[vector][0];

        private float[] Fill(Func<int, int, float> value) =>
            [.. Enumerable.Range(0, _rows).SelectMany(row => Enumerable.Range(0, _width).Select(column => value(row, column)))];
    }
}
