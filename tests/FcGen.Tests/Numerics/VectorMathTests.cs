using FcGen.Numerics;
using Xunit.Abstractions;

namespace FcGen.Tests.Numerics;

/// <summary>The references are computed in double precision; the samples are about a million floats over all bit patterns.</summary>
public class VectorMathTests(ITestOutputHelper output)
{
    private const uint SampleStride = 4099;

    [Theory]
    [MemberData(nameof(ElementaryFunctions.Names), MemberType = typeof(ElementaryFunctions))]
    public void A_million_floats_are_within_the_error_and_the_same_in_every_width(string function)
    {
        uint[] bits = new uint[(uint.MaxValue / SampleStride / 16 * 16) + 16];
        for (uint i = 0; i < bits.Length; i++)
        {
            bits[i] = unchecked(i * SampleStride);
        }

        AssertAccurate(function, ElementaryFunctions.Get(function).Check(bits));
    }

    [SlowTheory]
    [MemberData(nameof(ElementaryFunctions.Names), MemberType = typeof(ElementaryFunctions))]
    public void Every_float_is_within_the_error_and_the_same_in_every_width(string function)
    {
        const int BlockBits = 13;
        Worst[] worst = new Worst[1 << (32 - BlockBits)];
        Parallel.For(0, worst.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, block =>
        {
            Span<uint> bits = new uint[1 << BlockBits];
            for (int i = 0; i < bits.Length; i++)
            {
                bits[i] = ((uint)block << BlockBits) | (uint)i;
            }

            worst[block] = ElementaryFunctions.Get(function).Check(bits);
        });

        AssertAccurate(function, worst.Aggregate((a, b) => a.Or(b)));
    }

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

    [Theory]
    [InlineData(float.NegativeInfinity, -1f)]
    [InlineData(-4f, -1f)]
    [InlineData(float.Epsilon, float.Epsilon)]
    [InlineData(0.5f, 0.5204999f)]
    [InlineData(4f, 1f)]
    [InlineData(float.PositiveInfinity, 1f)]
    [InlineData(float.NaN, float.NaN)]
    public void Erf_at_the_edges(float x, float expected) => Assert.Equal(expected, VectorMath.Erf(x));

    [Fact]
    public void Erf_keeps_the_sign_of_zero() => Assert.True(float.IsNegative(VectorMath.Erf(-0f)));

    private void AssertAccurate(string function, Worst worst)
    {
        output.WriteLine($"{function}: {worst}");
        Assert.True(worst.Ulps <= ElementaryFunctions.Get(function).Limit, $"{function}: {worst}");
    }
}
