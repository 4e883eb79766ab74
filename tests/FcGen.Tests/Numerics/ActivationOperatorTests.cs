using System.Runtime.Intrinsics;
using FcGen.Numerics;

using static FcGen.Tests.Numerics.ReferenceFunctions;

namespace FcGen.Tests.Numerics;

/// <summary>The references are computed in double precision, and so are the slopes that gradients are compared with.</summary>
public class ActivationOperatorTests
{
    private const float Slope = 0.2f;

    // As in torch.nn.SELU.
    private const double SELUScale = 1.0507009873554804934193349852946;
    private const double SELUAlpha = 1.6732632423543772848170429916717;

    private static readonly ELUOperator SELU = new((float)(SELUScale * SELUAlpha), (float)SELUScale);

    /// <summary>Both signs, both zeros, denormals, saturation, infinities, NaN; 48 values fill whole vectors.</summary>
    private static readonly float[] Inputs =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1e-39f, -1e-39f, 1e-6f, -1e-6f, 0.1f, -0.1f, 0.5f, -0.5f, 1f, -1f, 1.5f, -1.5f,
        3.5f, -3.5f, 7f, -7f, 20f, -20f, 95f, -95f, 1e10f, -1e10f, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, -2f,
        1e-3f, -1e-3f, 0.7f, -0.7f, 2.9f, -2.9f, 4.9f, -4.9f, 5.6f, -5.6f, 12.5f, -12.5f, 1e4f, -1e4f, 1e30f, -1e30f,
    ];

    [Fact]
    public void ReLU_is_its_formula() => AssertMatches(new ReLUOperator(), x => Math.Max(0, x), kinks: [0]);

    [Fact]
    public void LeakyReLU_is_its_formula() => AssertMatches(new LeakyReLUOperator(Slope), x => x > 0 ? x : Slope * x, kinks: [0]);

    [Fact]
    public void Sigmoid_is_its_formula() => AssertMatches(new SigmoidOperator(), ReferenceFunctions.Sigmoid);

    [Fact]
    public void Tanh_is_its_formula() => AssertMatches(new TanhOperator(), Math.Tanh);

    [Theory]
    [InlineData(1f)]
    [InlineData(0.3f)]
    [InlineData(0f)]
    public void ELU_is_its_formula(float alpha) => AssertMatches(new ELUOperator(alpha, 1), x => x > 0 ? x : alpha * Expm1(x), kinks: [0]);

    [Fact]
    public void SELU_is_its_formula() => AssertMatches(SELU, x => SELUScale * (x > 0 ? x : SELUAlpha * Expm1(x)), kinks: [0]);

    /// <summary>1 + erf cancels for negative x, in PyTorch too.</summary>
    [Fact]
    public void GELU_is_its_formula() => AssertMatches(new GELUOperator(), x => x * NormalDistribution(x), absolute: 4e-7);

    [Fact]
    public void GELU_by_tanh_is_its_formula() => AssertMatches(
        new GELUTanhOperator(), x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))), absolute: 1e-12);

    [Fact]
    public void SiLU_is_its_formula() => AssertMatches(new SiLUOperator(), x => x * ReferenceFunctions.Sigmoid(x), absolute: 1e-40);

    [Theory]
    [InlineData(1f, 20f)]
    [InlineData(2.5f, 30f)]
    [InlineData(0.5f, 20f)]
    public void Softplus_is_its_formula(float beta, float threshold) => AssertMatches(
        new SoftplusOperator(beta, threshold), x => x * beta > threshold ? x : Softplus(x * beta) / beta, kinks: [threshold / beta], absolute: 1e-40);

    [Fact]
    public void HardSigmoid_is_its_formula() =>
        AssertMatches(new HardSigmoidOperator(), x => Math.Clamp(x + 3, 0, 6) / 6, kinks: [-3, 3], absolute: 1e-8);

    [Fact]
    public void HardSwish_is_its_formula() =>
        AssertMatches(new HardSwishOperator(), x => x * Math.Clamp(x + 3, 0, 6) / 6, kinks: [-3, 3], absolute: 4e-8);

    [Theory]
    [InlineData(-1f, 1f)]
    [InlineData(0f, 6f)]
    public void Hardtanh_is_its_formula(float least, float most) =>
        AssertMatches(new HardtanhOperator(least, most), x => Math.Clamp(x, least, most), kinks: [least, most]);

    [Theory]
    [InlineData(1f)]
    [InlineData(0.3f)]
    [InlineData(50f)]
    public void CELU_is_its_formula(float alpha) =>
        AssertMatches(new CELUOperator(alpha), x => x > 0 ? x : alpha * Expm1(x / alpha), kinks: [0], absolute: 1e-40);

    [Fact]
    public void Mish_is_its_formula() => AssertMatches(new MishOperator(), x => x * Math.Tanh(Softplus(x)), absolute: 1e-36);

    [Fact]
    public void Softsign_is_its_formula() => AssertMatches(new SoftsignOperator(), x => x / (1 + Math.Abs(x)), kinks: [0]);

    [Fact]
    public void LogSigmoid_is_its_formula() => AssertMatches(new LogSigmoidOperator(), x => -Softplus(-x), absolute: 1e-40);

    [Fact]
    public void Hardtanh_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new HardtanhOperator(-0.5f, 2));

    [Fact]
    public void CELU_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new CELUOperator(0.7f));

    [Fact]
    public void Mish_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new MishOperator());

    [Fact]
    public void Softsign_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new SoftsignOperator());

    [Fact]
    public void LogSigmoid_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new LogSigmoidOperator());

    [Fact]
    public void ReLU_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new ReLUOperator());

    [Fact]
    public void LeakyReLU_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new LeakyReLUOperator(Slope));

    [Fact]
    public void Sigmoid_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new SigmoidOperator());

    [Fact]
    public void Tanh_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new TanhOperator());

    [Fact]
    public void ELU_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(SELU);

    [Fact]
    public void GELU_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new GELUOperator());

    [Fact]
    public void GELU_by_tanh_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new GELUTanhOperator());

    [Fact]
    public void SiLU_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new SiLUOperator());

    [Fact]
    public void Softplus_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new SoftplusOperator(1.5f, 10));

    [Fact]
    public void HardSigmoid_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new HardSigmoidOperator());

    [Fact]
    public void HardSwish_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new HardSwishOperator());

    [Fact]
    public void NaN_stays_NaN()
    {
        AssertKeepsNaN(new ReLUOperator());
        AssertKeepsNaN(new LeakyReLUOperator(Slope));
        AssertKeepsNaN(new SigmoidOperator());
        AssertKeepsNaN(new TanhOperator());
        AssertKeepsNaN(SELU);
        AssertKeepsNaN(new GELUOperator());
        AssertKeepsNaN(new GELUTanhOperator());
        AssertKeepsNaN(new SiLUOperator());
        AssertKeepsNaN(new SoftplusOperator(1, 20));
        AssertKeepsNaN(new HardSigmoidOperator());
        AssertKeepsNaN(new HardSwishOperator());
        AssertKeepsNaN(new HardtanhOperator(-1, 1));
        AssertKeepsNaN(new CELUOperator(1));
        AssertKeepsNaN(new MishOperator());
        AssertKeepsNaN(new SoftsignOperator());
        AssertKeepsNaN(new LogSigmoidOperator());
    }

    /// <summary>Infinities give PyTorch's results: a limit where the formula has one, NaN where it multiplies infinity by zero.</summary>
    [Fact]
    public void Infinities_give_what_they_give_in_PyTorch()
    {
        Assert.Equal((-1f, float.PositiveInfinity), AtInfinities(new ELUOperator(1, 1)));
        Assert.Equal((float.NaN, float.PositiveInfinity), AtInfinities(new GELUOperator()));
        Assert.Equal((float.NaN, float.PositiveInfinity), AtInfinities(new GELUTanhOperator()));
        Assert.Equal((float.NaN, float.PositiveInfinity), AtInfinities(new SiLUOperator()));
        Assert.Equal((0f, float.PositiveInfinity), AtInfinities(new SoftplusOperator(1, 20)));
        Assert.Equal((0f, 1f), AtInfinities(new HardSigmoidOperator()));
        Assert.Equal((float.NaN, float.PositiveInfinity), AtInfinities(new HardSwishOperator()));
        Assert.Equal((-1f, 1f), AtInfinities(new HardtanhOperator(-1, 1)));
        Assert.Equal((-1f, float.PositiveInfinity), AtInfinities(new CELUOperator(1)));
        Assert.Equal((float.NaN, float.PositiveInfinity), AtInfinities(new MishOperator()));
        Assert.Equal((float.NaN, float.NaN), AtInfinities(new SoftsignOperator()));
        Assert.Equal((float.NegativeInfinity, 0f), AtInfinities(new LogSigmoidOperator()));
    }

    [Fact]
    public void ReLU_has_no_gradient_at_zero() => AssertGradients(new ReLUOperator(), (0f, 0), (float.Epsilon, 1));

    [Fact]
    public void Hardtanh_has_no_gradient_at_its_limits() => AssertGradients(
        new HardtanhOperator(-1, 1), (-1f, 0), (-0.99999994f, 1), (0.99999994f, 1), (1f, 0));

    [Fact]
    public void ELU_has_the_gradient_of_its_exponential_at_zero() => AssertGradients(new ELUOperator(0.5f, 1), (0f, 0.5f), (float.Epsilon, 1));

    /// <summary>The output of 3 - 2^-22 rounds to 1, but its gradient is still 1 / 6.</summary>
    [Fact]
    public void HardSigmoid_has_a_gradient_strictly_inside_its_range() => AssertGradients(
        new HardSigmoidOperator(), (-3f, 0), (-2.9999998f, 1 / 6f), (2.9999998f, 1 / 6f), (3f, 0), (float.NaN, 0));

    [Fact]
    public void HardSwish_has_the_outer_gradient_at_its_bends() => AssertGradients(
        new HardSwishOperator(), (-3f, 0), (-2.9999998f, -0.5f), (2.9999998f, 1.5f), (3f, 1));

    /// <summary>Between the two branches of a low threshold the output falls: 2.1 for 2, but 2 for the next number.</summary>
    [Fact]
    public void Softplus_has_the_gradient_of_the_branch_taken() => AssertGradients(
        new SoftplusOperator(1, 2), (2f, (float)ReferenceFunctions.Sigmoid(2)), (2.0000002f, 1), (-0.5f, (float)ReferenceFunctions.Sigmoid(-0.5)));

    /// <summary>Compares f, and its gradient with the slope of f, at all finite inputs; slopes are not taken across a kink.</summary>
    private static void AssertMatches<TOperator>(TOperator op, Func<double, double> f, double[]? kinks = null, double absolute = 0)
        where TOperator : struct, IUnaryOperator
    {
        foreach (float x in Inputs.Where(float.IsFinite))
        {
            double expected = f(x);
            float y = op.Invoke(x);
            if (Math.Abs(expected) > float.MaxValue)
            {
                Assert.Equal(float.PositiveInfinity, y);
                continue;
            }

            Assert.Equal(expected, y, (5e-7 * Math.Abs(expected)) + float.Epsilon + absolute);

            double kink = (kinks ?? []).Select(kink => Math.Abs(kink - x)).DefaultIfEmpty(double.PositiveInfinity).Min();
            double step = Math.Min(1e-5 * Math.Max(1, Math.Abs(x)), kink / 2);
            if (kink > 0)
            {
                double slope = (f(x + step) - f(x - step)) / (2 * step);
                Assert.Equal(-1.25 * slope, Gradient(op, x, -1.25f), 2e-6 * Math.Max(1, Math.Abs(slope)));
            }
        }
    }

    private static void AssertGradients<TOperator>(TOperator op, params ReadOnlySpan<(float X, float Gradient)> expected)
        where TOperator : struct, IUnaryOperator
    {
        foreach ((float x, float gradient) in expected)
        {
            Assert.Equal(4 * gradient, Gradient(op, x, 4f), 1e-6f);
        }
    }

    private static void AssertKeepsNaN<TOperator>(TOperator op)
        where TOperator : struct, IUnaryOperator
    {
        Assert.True(float.IsNaN(op.Invoke(float.NaN)));
        Assert.Equal(Vector128.Create(-1), Vector128.IsNaN(op.Invoke(Vector128.Create(float.NaN))).AsInt32());
        Assert.Equal(Vector256.Create(-1), Vector256.IsNaN(op.Invoke(Vector256.Create(float.NaN))).AsInt32());
        Assert.Equal(Vector512.Create(-1), Vector512.IsNaN(op.Invoke(Vector512.Create(float.NaN))).AsInt32());
    }

    private static (float Negative, float Positive) AtInfinities<TOperator>(TOperator op)
        where TOperator : struct, IUnaryOperator =>
        (op.Invoke(float.NegativeInfinity), op.Invoke(float.PositiveInfinity));

    private static float Gradient<TOperator>(TOperator op, float x, float dy)
        where TOperator : struct, IUnaryOperator
    {
        if (op is IOutputActivation fromOutput)
        {
            return fromOutput.Backward(op.Invoke(x), dy);
        }

        ((IActivation)op).Invoke(x, out float derivative);
        return dy * derivative;
    }

    private static void AssertSameInEveryWidth<TOperator>(TOperator op)
        where TOperator : struct, IUnaryOperator
    {
        float[] outputs = Array.ConvertAll(Inputs, op.Invoke);
        float[] gradients = Array.ConvertAll(Inputs, x => Gradient(op, x, 0.3f));
        Vector512<float> dy = Vector512.Create(0.3f);
        for (int i = 0; i < Inputs.Length; i += Vector512<float>.Count)
        {
            Vector512<float> x = Vector512.Create(Inputs.AsSpan(i));
            Vector512<float> y = Vector512.Create(outputs.AsSpan(i));
            Vector512<float> dx = Vector512.Create(gradients.AsSpan(i));
            AssertSameBits(y, op.Invoke(x));
            AssertSameBits(y, Vector512.Create(op.Invoke(x.GetLower()), op.Invoke(x.GetUpper())));
            AssertSameBits(y, Quarters(part => op.Invoke(Part(x, part))));
            if (op is IOutputActivation fromOutput)
            {
                AssertSameBits(dx, fromOutput.Backward(y, dy));
                AssertSameBits(
                    dx, Vector512.Create(fromOutput.Backward(y.GetLower(), dy.GetLower()), fromOutput.Backward(y.GetUpper(), dy.GetUpper())));
                AssertSameBits(dx, Quarters(part => fromOutput.Backward(Part(y, part), Part(dy, part))));
            }
            else
            {
                var activation = (IActivation)op;
                AssertSameBits(y, activation.Invoke(x, out Vector512<float> derivative));
                AssertSameBits(dx, dy * derivative);
                AssertSameBits(y.GetLower(), activation.Invoke(x.GetLower(), out Vector256<float> lower));
                AssertSameBits(y.GetUpper(), activation.Invoke(x.GetUpper(), out Vector256<float> upper));
                AssertSameBits(dx, dy * Vector512.Create(lower, upper));
                AssertSameBits(y, Quarters(part => activation.Invoke(Part(x, part), out Vector128<float> _)));
                AssertSameBits(dx, dy * Quarters(part => DerivativeOf(activation, Part(x, part))));
                AssertSameBits(y, Vector512.Create(Array.ConvertAll(Inputs[i..(i + Vector512<float>.Count)], value => activation.Invoke(value, out _))));
            }
        }
    }

    private static Vector128<float> DerivativeOf(IActivation activation, Vector128<float> x)
    {
        activation.Invoke(x, out Vector128<float> derivative);
        return derivative;
    }

    private static Vector512<float> Quarters(Func<int, Vector128<float>> quarter) =>
        Vector512.Create(Vector256.Create(quarter(0), quarter(1)), Vector256.Create(quarter(2), quarter(3)));

    private static Vector128<float> Part(Vector512<float> x, int part)
    {
        Vector256<float> half = part < 2 ? x.GetLower() : x.GetUpper();
        return part % 2 == 0 ? half.GetLower() : half.GetUpper();
    }

    private static void AssertSameBits(Vector256<float> expected, Vector256<float> actual) =>
        AssertSameBits(Vector512.Create(expected, expected), Vector512.Create(actual, actual));

    private static void AssertSameBits(Vector512<float> expected, Vector512<float> actual)
    {
        for (int lane = 0; lane < Vector512<float>.Count; lane++)
        {
            Assert.True(
                BitConverter.SingleToInt32Bits(expected[lane]) == BitConverter.SingleToInt32Bits(actual[lane])
                    || (float.IsNaN(expected[lane]) && float.IsNaN(actual[lane])),
                $"Lane {lane}: {expected[lane]:R} and {actual[lane]:R} differ.");
        }
    }
}
