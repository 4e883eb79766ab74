using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Tests.Numerics;

/// <summary>The fused multiply-add in double precision has the bits of the framework's, which uses the processor's where there is one.</summary>
public class FusedTests
{
    private const int Cases = 400_000;

    private static readonly float[] Edges =
    [
        0f, 1f, 0.5f, 1.5f, 3f, 12582912f, 16777215f, 1.0000001f, 0.99999994f, float.Epsilon, 3 * float.Epsilon, 1.1754942e-38f, 1.1754944e-38f,
        2.3509887e-38f, 1e-30f, 1e30f, 8.5070592e37f, 1.7014118e38f, float.MaxValue, float.PositiveInfinity, float.NaN,
    ];

    [Fact]
    public void Edges_give_the_same_bits()
    {
        float[] signed = [.. Edges, .. Edges.Select(x => -x)];
        foreach (float x in signed)
        {
            foreach (float y in signed)
            {
                foreach (float[] z in signed.Chunk(4))
                {
                    AssertSame(Vector128.Create(x), Vector128.Create(y), Vector128.Create(z[0], z[^1], z[z.Length / 2], z[z.Length / 3]));
                }
            }
        }
    }

    [Fact]
    public void Any_floats_give_the_same_bits() => AssertSame(AnyFloat, AnyFloat, (random, _, _) => AnyFloat(random));

    /// <summary>The sum of doubles cancels, or rounds at any of its bits.</summary>
    [Fact]
    public void A_sum_near_the_product_gives_the_same_bits() => AssertSame(
        random => Scaled(random, 20),
        random => Scaled(random, 20),
        (random, x, y) => (float)((double)x * y * (random.Next(2) == 0 ? -1 : Math.ScaleB(1 + random.NextDouble(), random.Next(-60, 60)))));

    /// <summary>
    /// The product is half the distance between floats around z, or as little as 2^-46 of it more or less, so that the sum of doubles rounds
    /// to halfway between two floats. Some of these floats are subnormal.
    /// </summary>
    [Theory]
    [InlineData(120, 135)]
    [InlineData(0, 4)]
    [InlineData(0, 40)]
    [InlineData(250, 254)]
    public void A_sum_near_halfway_between_floats_gives_the_same_bits(int least, int most)
    {
        // 641 * 6700417 is 2^32 + 1, and 65535 * 65537 is 2^32 - 1.
        (double X, double Y)[] factors =
        [
            (1, 1), (641 / 512.0, 6700417 / 8388608.0), (65535 / 65536.0, 65537 / 65536.0), (1 + 1 / 8388608.0, 1 - 1 / 8388608.0), (3, 1), (1.5, 1),
        ];
        var random = new Random(11);
        int rounded = 0;
        float[] x = new float[4];
        float[] y = new float[4];
        float[] z = new float[4];
        for (int i = 0; i < Cases; i += 4)
        {
            for (int lane = 0; lane < 4; lane++)
            {
                uint bits = ((uint)random.Next(2) << 31) | ((uint)random.Next(least, most) << 23) | (uint)random.Next(1 << 23);
                (double factorX, double factorY) = factors[random.Next(factors.Length)];
                z[lane] = BitConverter.UInt32BitsToSingle(bits);
                int half = HalfUlp(z[lane]);
                x[lane] = (float)Math.ScaleB(factorX, half / 2);
                y[lane] = (float)Math.ScaleB(factorY, half - (half / 2)) * (random.Next(2) == 0 ? 1 : -1);
                rounded += (float)(((double)x[lane] * y[lane]) + z[lane]) == MathF.FusedMultiplyAdd(x[lane], y[lane], z[lane]) ? 0 : 1;
            }

            AssertSame(Vector128.Create(x), Vector128.Create(y), Vector128.Create(z));
        }

        // These would be wrong without the correction.
        Assert.True(rounded > Cases / 100, $"Only {rounded} sums are rounded twice.");
    }

    /// <summary>Binary exponent of half the distance between floats around z.</summary>
    private static int HalfUlp(float z) => Math.Max((int)(BitConverter.SingleToUInt32Bits(z) >> 23) & 255, 1) - 127 - 24;

    private static float AnyFloat(Random random) => BitConverter.Int32BitsToSingle((int)random.NextInt64(int.MinValue, 1L << 31));

    private static float Scaled(Random random, int exponents) => (float)Math.ScaleB((2 * random.NextDouble()) - 1, random.Next(-exponents, exponents));

    private static void AssertSame(Func<Random, float> ofX, Func<Random, float> ofY, Func<Random, float, float, float> ofZ)
    {
        var random = new Random(7);
        float[] x = new float[4];
        float[] y = new float[4];
        float[] z = new float[4];
        for (int i = 0; i < Cases; i += 4)
        {
            for (int lane = 0; lane < 4; lane++)
            {
                x[lane] = ofX(random);
                y[lane] = ofY(random);
                z[lane] = ofZ(random, x[lane], y[lane]);
            }

            AssertSame(Vector128.Create(x), Vector128.Create(y), Vector128.Create(z));
        }
    }

    private static void AssertSame(Vector128<float> x, Vector128<float> y, Vector128<float> z)
    {
        Vector128<float> actual = Fused.MultiplyAddInDouble(x, y, z);
        for (int lane = 0; lane < 4; lane++)
        {
            float expected = MathF.FusedMultiplyAdd(x[lane], y[lane], z[lane]);
            if (BitConverter.SingleToInt32Bits(expected) != BitConverter.SingleToInt32Bits(actual[lane]))
            {
                Assert.True(
                    float.IsNaN(expected) && float.IsNaN(actual[lane]),
                    $"{x[lane]:R} * {y[lane]:R} + {z[lane]:R} is {expected:R}, not {actual[lane]:R}.");
            }
        }
    }
}
