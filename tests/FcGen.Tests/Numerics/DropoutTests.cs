using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using FcGen.Layers;
using FcGen.Numerics;

namespace FcGen.Tests.Numerics;

public class DropoutTests
{
    private const int Rows = 37;
    private const int Width = 29;

    [Theory]
    [MemberData(nameof(ElementwiseTests.Shapes), MemberType = typeof(ElementwiseTests))]
    public void Forward_multiplies_by_the_mask_and_backward_too(int rows, int width, bool xPadded, bool yPadded)
    {
        GuardedMatrix x = GuardedMatrix.Random(rows, width, xPadded);
        var y = new GuardedMatrix(rows, width, yPadded);
        var mask = new GuardedMatrix(rows, width, yPadded);
        GuardedMatrix dy = GuardedMatrix.Random(rows, width, xPadded, seed: 2);
        GuardedMatrix original = GuardedMatrix.Random(rows, width, xPadded, seed: 2);

        Dropout.Forward(ref x.First, x.Stride, ref y.First, y.Stride, ref mask.First, mask.Stride, width, rows, 0.2f, seed: 3, step: 4, layer: 5);
        Dropout.Backward(ref mask.First, mask.Stride, ref dy.First, dy.Stride, width, rows);

        mask.AssertEqual((row, column) => ReferenceMask((row * width) + column, 0.2f, seed: 3, step: 4, layer: 5));
        y.AssertEqual((row, column) => x[row, column] * mask[row, column]);
        dy.AssertEqual((row, column) => original[row, column] * mask[row, column]);
    }

    [Fact]
    public void Forward_in_place_gives_the_same()
    {
        GuardedMatrix original = GuardedMatrix.Random(Rows, Width, padded: true);
        GuardedMatrix x = GuardedMatrix.Random(Rows, Width, padded: true);
        var mask = new GuardedMatrix(Rows, Width, padded: true);

        Dropout.Forward(ref x.First, x.Stride, ref x.First, x.Stride, ref mask.First, mask.Stride, Width, Rows, 0.5f, 1, 1, 1);

        x.AssertEqual((row, column) => original[row, column] * mask[row, column]);
    }

    [Fact]
    public void The_mask_of_a_seed_never_changes()
    {
        // First 40 elements for seed 1, step 1, layer 0, rate 0.5. A change here breaks the reproducibility of training runs.
        const string Expected = "0001110101100111110011101001000100101011";
        float[] mask = Mask(40, 0.5f, seed: 1, step: 1, layer: 0);

        Assert.Equal(Expected, string.Concat(mask.Select(value => value == 0f ? '0' : '1')));
        Assert.All(mask, value => Assert.True(value is 0f or 2f));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void The_share_of_zeros_is_the_rate_and_the_mean_is_one(float rate)
    {
        const int Count = 1_000_000;
        float[] mask = Mask(Count, rate, seed: 7, step: 1, layer: 2);
        double deviation = Math.Sqrt(rate * (1 - rate) / Count);

        Assert.Equal(rate, mask.Count(value => value == 0f) / (double)Count, 4 * deviation);
        Assert.Equal(1.0, mask.Average(value => (double)value), (4 * deviation / (1 - rate)) + 1e-6);
    }

    [Fact]
    public void Rate_zero_is_the_identity() => Assert.All(Mask(1000, 0f, 1, 1, 1), value => Assert.Equal(1f, value));

    [Fact]
    public void Seed_step_and_layer_each_give_another_mask()
    {
        float[] mask = Mask(1000, 0.5f, 1, 1, 1);
        Assert.Equal(mask, Mask(1000, 0.5f, 1, 1, 1));
        AssertUnrelated(mask, Mask(1000, 0.5f, 2, 1, 1));
        AssertUnrelated(mask, Mask(1000, 0.5f, 1, 2, 1));
        AssertUnrelated(mask, Mask(1000, 0.5f, 1, 1 + (1L << 32), 1));
        AssertUnrelated(mask, Mask(1000, 0.5f, 1, 1, 2));
    }

    [Fact]
    public void Elements_are_independent_of_the_number_of_rows() => Assert.Equal(Mask(77, 0.3f, 1, 1, 1), Mask(999, 0.3f, 1, 1, 1)[..77]);

    [Fact]
    public void Every_vector_width_gives_the_same_mask()
    {
        const int Groups = 10;
        const int FirstGroup = 3;
        const int Threshold = -123_456_789;
        const long Step = 0x1_2345_6789;
        float[] expected = new float[Groups * DropoutMask.GroupSize];
        DropoutMask.FillScalar(ref expected[0], FirstGroup, Groups, Threshold, 1.5f, seed: -7, Step, layer: 9);

        if (Sse2.IsSupported || AdvSimd.IsSupported)
        {
            float[] actual = new float[expected.Length];
            DropoutMask.Fill128(ref actual[0], FirstGroup, Groups, Threshold, 1.5f, seed: -7, Step, layer: 9);
            Assert.Equal(expected, actual);
        }

        if (Avx2.IsSupported)
        {
            float[] actual = new float[expected.Length];
            DropoutMask.Fill256(ref actual[0], FirstGroup, Groups, Threshold, 1.5f, seed: -7, Step, layer: 9);
            Assert.Equal(expected, actual);
        }

        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
        {
            float[] actual = new float[expected.Length];
            DropoutMask.Fill512(ref actual[0], FirstGroup, Groups, Threshold, 1.5f, seed: -7, Step, layer: 9);
            Assert.Equal(expected, actual);
        }
    }

    private static float[] Mask(int count, float rate, int seed, long step, int layer)
    {
        float[] x = new float[count];
        float[] mask = new float[count];
        Dropout.Forward(ref x[0], count, ref x[0], count, ref mask[0], count, count, 1, rate, seed, step, layer);
        return mask;
    }

    private static float ReferenceMask(int element, float rate, int seed, long step, int layer)
    {
        int group = element / 32;
        int word = element % 32 / 8;
        int block = (group * 8) + (element % 8);
        uint[] words = new uint[4];
        Philox.Block(
            (uint)block, (uint)layer, (uint)step, (uint)(step >> 32), (uint)seed, 0x44524F50,
            out words[0], out words[1], out words[2], out words[3]);
        double uniform = ((double)(int)words[word] + 2147483648.0) / 4294967296.0;
        return uniform < rate ? 0f : 1f / (1f - rate);
    }

    private static void AssertUnrelated(float[] a, float[] b)
    {
        int equal = a.Zip(b).Count(pair => pair.First == pair.Second);
        Assert.InRange(equal, (a.Length / 2) - 70, (a.Length / 2) + 70);
    }
}
