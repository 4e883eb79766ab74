using FcGen.Numerics;

namespace FcGen.Tests.Data;

public sealed class PhiloxTests
{
    /// <summary>Known answers published with the Random123 library (file kat_vectors, philox4x32 with 10 rounds).</summary>
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void A_block_has_the_published_value(string counter, string key, string expected)
    {
        uint[] c = Words(counter);
        uint[] k = Words(key);

        Philox.Block(c[0], c[1], c[2], c[3], k[0], k[1], out uint r0, out uint r1, out uint r2, out uint r3);

        Assert.Equal(Words(expected), new[] { r0, r1, r2, r3 });
    }

    [Fact]
    public void The_sequence_is_the_blocks_in_order_with_the_stream_in_the_upper_counter()
    {
        var random = new PhiloxRandom(seed: 0x299f31d0_a4093822, stream: 0x03707344_13198a2e);

        for (uint block = 0; block < 3; block++)
        {
            Philox.Block(
                block, 0, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, out uint r0, out uint r1, out uint r2, out uint r3);
            foreach (uint expected in (uint[])[r0, r1, r2, r3])
            {
                Assert.Equal(expected, random.NextUInt32());
            }
        }
    }

    [Fact]
    public void The_default_value_is_seed_zero()
    {
        PhiloxRandom random = default;

        Assert.Equal(0x6627e8d5u, random.NextUInt32());
    }

    [Fact]
    public void Seeds_and_streams_give_different_sequences()
    {
        var first = new PhiloxRandom(1);
        var otherSeed = new PhiloxRandom(2);
        var otherStream = new PhiloxRandom(1, stream: 1);

        uint[] words = [first.NextUInt32(), otherSeed.NextUInt32(), otherStream.NextUInt32()];

        Assert.Equal(3, words.Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(17)]
    public void Bounded_numbers_are_uniform(int bound)
    {
        const int Draws = 60_000;
        var random = new PhiloxRandom(seed: 3);
        var counts = new int[bound];
        for (int i = 0; i < Draws; i++)
        {
            counts[random.Next(bound)]++;
        }

        double expected = (double)Draws / bound;
        Assert.All(counts, count => Assert.InRange(count, expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected))));
    }

    /// <summary>
    /// 2^32 words do not divide evenly among 3 * 2^29 numbers. Taken modulo the bound, the lowest third would get 3/8 of all draws;
    /// multiplied without rejection, the multiples of 3 would.
    /// </summary>
    [Fact]
    public void Large_bounds_have_no_bias()
    {
        const int Bound = 0x6000_0000;
        const int Draws = 30_000;
        var random = new PhiloxRandom(seed: 4);
        int lowThird = 0;
        int everyThird = 0;
        for (int i = 0; i < Draws; i++)
        {
            int value = random.Next(Bound);
            lowThird += value < Bound / 3 ? 1 : 0;
            everyThird += value % 3 == 0 ? 1 : 0;
        }

        Assert.InRange(lowThird, (Draws / 3) - 500, (Draws / 3) + 500);
        Assert.InRange(everyThird, (Draws / 3) - 500, (Draws / 3) + 500);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void A_bound_below_one_is_refused(int bound)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            var random = new PhiloxRandom(0);
            random.Next(bound);
        });

        Assert.Equal(bound, exception.ActualValue);
    }

    [Fact]
    public void Floats_lie_in_the_half_open_unit_interval_and_average_one_half()
    {
        const int Draws = 100_000;
        var random = new PhiloxRandom(seed: 5);
        double sum = 0;
        for (int i = 0; i < Draws; i++)
        {
            float value = random.NextSingle();
            Assert.True(value is >= 0 and < 1, $"{value}");
            sum += value;
        }

        Assert.Equal(0.5, sum / Draws, tolerance: 0.005);
    }

    [Fact]
    public void Doubles_are_made_of_the_first_53_bits_of_two_words()
    {
        var random = new PhiloxRandom(seed: 5, stream: 2);
        var words = new PhiloxRandom(seed: 5, stream: 2);
        for (int i = 0; i < 1000; i++)
        {
            ulong high = words.NextUInt32() >> 5;
            ulong low = words.NextUInt32() >> 6;

            Assert.Equal(((high * 67_108_864.0) + low) / 9_007_199_254_740_992.0, random.NextDouble());
        }
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_standard_normal_distribution()
    {
        const int Draws = 100_000;
        var random = new PhiloxRandom(seed: 5);
        double[] values = [.. Enumerable.Range(0, Draws).Select(_ => (double)random.NextNormal())];

        // Five standard deviations of the mean of x, x², x³ and x⁴: 1, sqrt(2), sqrt(15) and sqrt(96) over sqrt(100,000).
        Assert.Equal(0, values.Average(), 0.016);
        Assert.Equal(1, values.Average(value => value * value), 0.023);
        Assert.Equal(0, values.Average(value => Math.Pow(value, 3)), 0.062);
        Assert.Equal(3, values.Average(value => Math.Pow(value, 4)), 0.16);
    }

    [Fact]
    public void Shuffling_keeps_every_value_and_makes_every_order_equally_likely()
    {
        const int Draws = 24_000;
        var random = new PhiloxRandom(seed: 6);
        var orders = new Dictionary<string, int>();
        for (int i = 0; i < Draws; i++)
        {
            int[] values = [0, 1, 2, 3];
            random.Shuffle(values);
            Assert.Equal([0, 1, 2, 3], values.Order());
            string order = string.Concat(values);
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, orders.Count);
        Assert.All(orders.Values, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Drawing_and_shuffling_allocate_nothing()
    {
        int[] values = [.. Enumerable.Range(0, 100)];
        var random = new PhiloxRandom(seed: 7);
        random.Shuffle(values);

        long before = GC.GetAllocatedBytesForCurrentThread();
        random.Shuffle(values);
        float value = random.NextSingle();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.InRange(value, 0f, 1f);
    }

    private static uint[] Words(string text) => [.. text.Split(' ').Select(word => Convert.ToUInt32(word, 16))];
}
