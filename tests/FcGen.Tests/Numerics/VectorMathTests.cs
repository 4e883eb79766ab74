using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Tests.Numerics;

/// <summary>The reference is double-precision <see cref="Math"/>; the samples are about a million floats over all bit patterns.</summary>
public class VectorMathTests
{
    private const uint SampleStride = 4099;

    [Fact]
    public void Exp_is_within_one_unit_in_the_last_place() => AssertAccurate(VectorMath.Exp, Math.Exp, maxUlps: 1.0);

    [Fact]
    public void Log_is_within_one_unit_in_the_last_place() => AssertAccurate(VectorMath.Log, Math.Log, maxUlps: 1.0);

    [Fact]
    public void Tanh_is_within_three_units_in_the_last_place() => AssertAccurate(VectorMath.Tanh, Math.Tanh, maxUlps: 3.0);

    [Fact]
    public void Sigmoid_is_within_three_units_in_the_last_place() => AssertAccurate(VectorMath.Sigmoid, ReferenceSigmoid, maxUlps: 3.0);

    [Fact]
    public void Exp_is_the_same_in_every_width() => AssertSameInEveryWidth(VectorMath.Exp, VectorMath.Exp, VectorMath.Exp);

    [Fact]
    public void Log_is_the_same_in_every_width() => AssertSameInEveryWidth(VectorMath.Log, VectorMath.Log, VectorMath.Log);

    [Fact]
    public void Tanh_is_the_same_in_every_width() => AssertSameInEveryWidth(VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh);

    [Fact]
    public void Sigmoid_is_the_same_in_every_width() => AssertSameInEveryWidth(VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid);

    [Theory]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(-104f, 0f)]
    [InlineData(0f, 1f)]
    [InlineData(float.Epsilon, 1f)]
    [InlineData(89f, float.PositiveInfinity)]
    [InlineData(float.MaxValue, float.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NaN, float.NaN)]
    public void Exp_at_the_edges(float x, float expected) => Assert.Equal(expected, VectorMath.Exp(x));

    [Theory]
    [InlineData(float.NegativeInfinity, float.NaN)]
    [InlineData(-float.Epsilon, float.NaN)]
    [InlineData(0f, float.NegativeInfinity)]
    [InlineData(float.Epsilon, -103.27893f)]
    [InlineData(1f, 0f)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NaN, float.NaN)]
    public void Log_at_the_edges(float x, float expected) => Assert.Equal(expected, VectorMath.Log(x));

    [Theory]
    [InlineData(float.NegativeInfinity, -1f)]
    [InlineData(-12f, -1f)]
    [InlineData(float.Epsilon, float.Epsilon)]
    [InlineData(12f, 1f)]
    [InlineData(float.PositiveInfinity, 1f)]
    [InlineData(float.NaN, float.NaN)]
    public void Tanh_at_the_edges(float x, float expected) => Assert.Equal(expected, VectorMath.Tanh(x));

    [Fact]
    public void Log_of_negative_zero_is_negative_infinity() => Assert.Equal(float.NegativeInfinity, VectorMath.Log(-0f));

    [Fact]
    public void Tanh_keeps_the_sign_of_zero() => Assert.True(float.IsNegative(VectorMath.Tanh(-0f)));

    [Theory]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(0f, 0.5f)]
    [InlineData(float.MaxValue, 1f)]
    [InlineData(float.PositiveInfinity, 1f)]
    [InlineData(float.NaN, float.NaN)]
    public void Sigmoid_at_the_edges(float x, float expected) => Assert.Equal(expected, VectorMath.Sigmoid(x));

    private static double ReferenceSigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    private static void AssertAccurate(Func<float, float> function, Func<double, double> reference, double maxUlps)
    {
        double worst = 0;
        float worstAt = 0;
        foreach (float x in Samples())
        {
            double ulps = ErrorInUlps(function(x), reference(x));
            if (!(ulps <= worst))
            {
                (worst, worstAt) = (ulps, x);
            }
        }

        Assert.True(
            worst <= maxUlps,
            $"{worst:F3} units in the last place at {worstAt:R}: {function(worstAt):R} instead of {reference(worstAt):R}.");
    }

    private static double ErrorInUlps(float actual, double exact)
    {
        float rounded = (float)exact;
        if (!float.IsFinite(actual) || !float.IsFinite(rounded))
        {
            return actual.Equals(rounded) ? 0 : double.PositiveInfinity;
        }

        float magnitude = MathF.Abs(rounded);
        double ulp = magnitude == 0 ? float.Epsilon : (double)magnitude - MathF.BitDecrement(magnitude);
        return Math.Abs(actual - exact) / ulp;
    }

    private static void AssertSameInEveryWidth(
        Func<float, float> scalar, Func<Vector256<float>, Vector256<float>> vector256, Func<Vector512<float>, Vector512<float>> vector512)
    {
        float[] batch = new float[Vector512<float>.Count];
        foreach (float[] chunk in Samples().Chunk(batch.Length))
        {
            chunk.CopyTo(batch, 0);
            Vector512<float> wide = vector512(Vector512.Create<float>(batch));
            Vector256<float> lower = vector256(Vector256.Create<float>(batch));
            Vector256<float> upper = vector256(Vector256.Create(batch.AsSpan(Vector256<float>.Count)));
            for (int i = 0; i < batch.Length; i++)
            {
                float expected = scalar(batch[i]);
                float half = i < Vector256<float>.Count ? lower[i] : upper[i - Vector256<float>.Count];
                if (!SameBits(expected, wide[i]) || !SameBits(expected, half))
                {
                    Assert.Fail($"At {batch[i]:R}: scalar {expected:R}, 256 bits {half:R}, 512 bits {wide[i]:R}.");
                }
            }
        }
    }

    private static bool SameBits(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b));

    private static IEnumerable<float> Samples()
    {
        for (ulong bits = 0; bits <= uint.MaxValue; bits += SampleStride)
        {
            yield return BitConverter.UInt32BitsToSingle((uint)bits);
        }
    }
}
