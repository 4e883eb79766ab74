using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Tests.Numerics;

public class ActivationOperatorTests
{
    private const float Slope = 0.2f;

    /// <summary>Both signs, both zeros, denormals, saturation, infinities, NaN; 32 values fill whole vectors.</summary>
    private static readonly float[] Inputs =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1e-39f, -1e-39f, 1e-6f, -1e-6f, 0.1f, -0.1f, 0.5f, -0.5f, 1f, -1f, 1.5f, -1.5f,
        3f, -3f, 7f, -7f, 20f, -20f, 95f, -95f, 1e10f, -1e10f, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, -2f,
    ];

    [Fact]
    public void ReLU_is_its_formula() => AssertMatches(new ReLUOperator(), x => Math.Max(0, x), (y, dy) => y > 0 ? dy : 0);

    [Fact]
    public void LeakyReLU_is_its_formula() =>
        AssertMatches(new LeakyReLUOperator(Slope), x => x > 0 ? x : Slope * x, (y, dy) => y > 0 ? dy : Slope * dy);

    [Fact]
    public void Sigmoid_is_its_formula() => AssertMatches(new SigmoidOperator(), x => 1 / (1 + Math.Exp(-x)), (y, dy) => dy * y * (1 - y));

    [Fact]
    public void Tanh_is_its_formula() => AssertMatches(new TanhOperator(), Math.Tanh, (y, dy) => dy * (1 - (y * y)));

    [Fact]
    public void ReLU_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new ReLUOperator());

    [Fact]
    public void LeakyReLU_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new LeakyReLUOperator(Slope));

    [Fact]
    public void Sigmoid_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new SigmoidOperator());

    [Fact]
    public void Tanh_gives_the_same_bits_in_every_width() => AssertSameInEveryWidth(new TanhOperator());

    [Fact]
    public void ReLU_keeps_NaN()
    {
        Assert.True(float.IsNaN(new ReLUOperator().Invoke(float.NaN)));
        Assert.Equal(Vector256.Create(-1), Vector256.IsNaN(new ReLUOperator().Invoke(Vector256.Create(float.NaN))).AsInt32());
        Assert.Equal(Vector512.Create(-1), Vector512.IsNaN(new ReLUOperator().Invoke(Vector512.Create(float.NaN))).AsInt32());
    }

    [Fact]
    public void ReLU_has_no_gradient_at_zero()
    {
        Assert.Equal(0f, new ReLUOperator().Backward(0f, 5f));
        Assert.Equal(5f, new ReLUOperator().Backward(float.Epsilon, 5f));
    }

    private static void AssertMatches<TOperator>(TOperator op, Func<double, double> f, Func<double, double, double> gradient)
        where TOperator : struct, IActivation
    {
        foreach (float x in Inputs.Where(float.IsFinite))
        {
            double expected = f(x);
            Assert.Equal(expected, op.Invoke(x), (5e-7 * Math.Abs(expected)) + float.Epsilon);

            float y = op.Invoke(x);
            double expectedGradient = gradient(y, -1.25);
            Assert.Equal(expectedGradient, op.Backward(y, -1.25f), 5e-7);
        }
    }

    private static void AssertSameInEveryWidth<TOperator>(TOperator op)
        where TOperator : struct, IActivation
    {
        float[] outputs = Array.ConvertAll(Inputs, op.Invoke);
        float[] gradients = Array.ConvertAll(Inputs, x => op.Backward(op.Invoke(x), 0.3f));
        for (int i = 0; i < Inputs.Length; i += Vector512<float>.Count)
        {
            Vector512<float> x = Vector512.Create(Inputs.AsSpan(i));
            Vector512<float> y = Vector512.Create(outputs.AsSpan(i));
            Vector512<float> dx = Vector512.Create(gradients.AsSpan(i));
            Vector512<float> dy = Vector512.Create(0.3f);
            AssertSameBits(y, op.Invoke(x));
            AssertSameBits(y, Vector512.Create(op.Invoke(x.GetLower()), op.Invoke(x.GetUpper())));
            AssertSameBits(dx, op.Backward(y, dy));
            AssertSameBits(dx, Vector512.Create(op.Backward(y.GetLower(), dy.GetLower()), op.Backward(y.GetUpper(), dy.GetUpper())));
        }
    }

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
