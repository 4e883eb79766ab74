using FcGen.Initialization;

namespace FcGen.Tests.Initialization;

public class WeightInitializerTests
{
    [Fact]
    public void Xavier_uniform_stays_within_its_bound_and_fills_it()
    {
        double bound = Math.Sqrt(6.0 / (400 + 300));
        float[] weights = Weights(300, 400, Init.XavierUniform);
        (double mean, double deviation) = Moments(weights);

        Assert.All(weights, weight => Assert.InRange(weight, -bound, bound));
        Assert.InRange(weights.Max(), 0.9999 * bound, bound);
        Assert.InRange(weights.Min(), -bound, -0.9999 * bound);
        Assert.Equal(0, mean, 4 * bound / Math.Sqrt(3.0 * weights.Length));
        Assert.Equal(bound / Math.Sqrt(3), deviation, 0.005 * bound);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(1.41421356f)]
    public void He_normal_has_the_standard_deviation_that_keeps_the_scale(float gain)
    {
        double expected = gain / Math.Sqrt(400);
        float[] weights = Weights(300, 400, Init.HeNormal, gain);
        (double mean, double deviation) = Moments(weights);

        Assert.Equal(0, mean, 4 * expected / Math.Sqrt(weights.Length));
        Assert.Equal(expected, deviation, 4 * expected / Math.Sqrt(2.0 * weights.Length));
        AssertShareWithin(weights, expected, 0.682689);
        AssertShareWithin(weights, 2 * expected, 0.954500);
        AssertShareWithin(weights, 3 * expected, 0.997300);
    }

    [Fact]
    public void The_weights_of_a_seed_never_change()
    {
        // From an independent computation with 30 digits. A change here gives every user other networks than before.
        Assert.Equal([-0.838612735f, -0.717542946f, -0.746588409f, -0.797549307f, -0.0253712088f], Weights(2, 5, Init.XavierUniform)[..5]);
        Assert.Equal([-0.748489738f, -0.542662859f, -0.58138895f, -0.662421167f, -0.0153629594f], Weights(2, 5, Init.HeNormal)[..5]);
    }

    [Theory]
    [InlineData(Init.Uniform)]
    [InlineData(Init.Normal)]
    [InlineData(Init.Zeros)]
    public void The_layout_in_memory_does_not_change_the_network_and_gaps_stay_untouched(Init init)
    {
        const float Untouched = 77f;
        const int Offset = 3;
        var outputMajor = new TensorInfo("0.weight", TensorKind.Parameter, [5, 7], Offset, [8, 1]);
        var inputMajor = new TensorInfo("0.weight", TensorKind.Parameter, [5, 7], Offset, [1, 8]);
        float[] expected = Weights(5, 7, init);

        foreach (TensorInfo tensor in (TensorInfo[])[outputMajor, inputMajor])
        {
            float[] packed = new float[70];
            Array.Fill(packed, Untouched);
            WeightInitializer.Fill(packed, tensor, init, gain: 1f, fanIn: 7, fanOut: 5, seed: 1, tensorIndex: 2);

            float[] actual = new float[35];
            tensor.Unpack(packed, actual);
            Assert.Equal(expected, actual);
            Assert.Equal(70 - 35, packed.Count(value => value == Untouched));
        }
    }

    [Fact]
    public void Seed_and_tensor_give_other_weights()
    {
        float[] weights = Weights(8, 8, Init.HeNormal, seed: 1, tensorIndex: 2);
        Assert.Empty(weights.Intersect(Weights(8, 8, Init.HeNormal, seed: 2, tensorIndex: 2)));
        Assert.Empty(weights.Intersect(Weights(8, 8, Init.HeNormal, seed: 1, tensorIndex: 3)));
    }

    [Fact]
    public void A_weight_does_not_depend_on_the_size_of_its_tensor_beyond_the_scale()
    {
        float[] small = Weights(2, 6, Init.HeNormal, gain: MathF.Sqrt(6));
        float[] large = Weights(3, 24, Init.HeNormal, gain: MathF.Sqrt(24));
        Assert.Equal(small[..6], large[..6], (a, b) => MathF.Abs(a - b) < 1e-6f);
        Assert.Equal(small[6..], large[24..30], (a, b) => MathF.Abs(a - b) < 1e-6f);
    }

    [Theory]
    [InlineData(Init.Auto)]
    [InlineData((Init)99)]
    public void An_initializer_that_is_no_distribution_is_rejected(Init init)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Weights(2, 2, init));
        Assert.Contains(init.ToString(), exception.Message);
    }

    [Theory]
    [InlineData(0, 1, "fanIn")]
    [InlineData(1, -1, "fanOut")]
    public void A_fan_below_1_is_rejected(int fanIn, int fanOut, string parameter)
    {
        var tensor = new TensorInfo("0.weight", TensorKind.Parameter, [4, 1, 3], 0, [3, 3, 1]);
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => WeightInitializer.Fill(new float[12], tensor, Init.HeNormal, 1f, fanIn, fanOut, 0, 0));
        Assert.Equal(parameter, exception.ParamName);
    }

    [Theory]
    [InlineData(Init.XavierUniform, 1.0)]
    [InlineData(Init.HeUniform, 0.5)]
    [InlineData(Init.HeNormal, 0.5)]
    public void The_fans_given_set_the_scale(Init init, double ratio)
    {
        float[] expected = Weights(5, 7, init);
        float[] actual = new float[35];
        var tensor = new TensorInfo("0.weight", TensorKind.Parameter, [5, 7], 0, [7, 1]);

        // 4 times 7 inputs, and as many inputs and outputs together as 7 and 5 would be without the 4 (for Xavier, -16 outputs are not possible).
        (int fanIn, int fanOut) = init == Init.XavierUniform ? (5, 7) : (28, 1);
        WeightInitializer.Fill(actual, tensor, init, 1f, fanIn, fanOut, seed: 1, tensorIndex: 2);

        Assert.Equal(expected, actual, (a, b) => Math.Abs((a * ratio) - b) < 1e-6);
    }

    [Fact]
    public void A_tensor_of_any_rank_has_the_weights_of_its_outputs_in_their_order()
    {
        float[] expected = Weights(6, 30, Init.Normal);
        TensorInfo[] tensors =
        [
            new("conv.weight", TensorKind.Parameter, [6, 2, 3, 5], 1, [1, 8, 85, 17]),
            new("flat.weight", TensorKind.Parameter, [6, 30], 1, [6, 5, 6], [1, 8, 40]),
            new("signal.weight", TensorKind.Parameter, [6, 3, 10], 1, [40, 10, 1]),
        ];
        Assert.All(tensors, tensor =>
        {
            float[] packed = new float[400];
            WeightInitializer.Fill(packed, tensor, Init.Normal, 1f, 1, 1, seed: 1, tensorIndex: 2);

            float[] actual = new float[tensor.Length];
            tensor.Unpack(packed, actual);
            Assert.Equal(expected, actual);
        });
    }

    [Fact]
    public void A_span_that_is_too_short_is_rejected()
    {
        var tensor = new TensorInfo("0.weight", TensorKind.Parameter, [2, 3], 4, [8, 1]);
        var exception = Assert.Throws<ArgumentException>(() => WeightInitializer.Fill(new float[14], tensor, Init.HeNormal, 1f, fanIn: 3, fanOut: 2, 0, 0));
        Assert.Contains("ends at 15", exception.Message);
        Assert.Contains("14", exception.Message);
    }

    private static float[] Weights(int outputs, int inputs, Init init, float gain = 1f, int seed = 1, int tensorIndex = 2)
    {
        float[] weights = new float[outputs * inputs];
        var tensor = new TensorInfo("0.weight", TensorKind.Parameter, [outputs, inputs], 0, [inputs, 1]);
        WeightInitializer.Fill(weights, tensor, init, gain, fanIn: inputs, fanOut: outputs, seed, tensorIndex);
        return weights;
    }

    private static (double Mean, double Deviation) Moments(float[] values)
    {
        double mean = values.Average(value => (double)value);
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }

    private static void AssertShareWithin(float[] values, double bound, double share)
    {
        double deviation = Math.Sqrt(share * (1 - share) / values.Length);
        Assert.Equal(share, values.Count(value => Math.Abs(value) < bound) / (double)values.Length, 4 * deviation);
    }
}
