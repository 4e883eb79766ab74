namespace FcGen.Tests.Tensors;

/// <summary>Tensors of every rank, with padding between their elements and dimensions in any order, beside a plain computation of indices.</summary>
public class TensorInfoTests
{
    private const float Untouched = 77f;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Packing_puts_each_element_where_its_indices_say_and_nothing_between(int seed)
    {
        var layout = Layout.Random(new Random(seed));
        float[] values = Numbers(layout.Tensor.Length);
        float[] packed = Filled(layout.Places.Max() + 5);

        layout.Tensor.Pack(values, packed);

        float[] expected = Filled(packed.Length);
        for (int i = 0; i < values.Length; i++)
        {
            expected[layout.Places[i]] = values[i];
        }

        Assert.Equal(expected, packed);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Unpacking_reads_the_elements_in_the_order_of_the_shape(int seed)
    {
        var layout = Layout.Random(new Random(seed));
        float[] packed = Numbers(layout.Places.Max() + 1);
        float[] values = new float[layout.Tensor.Length];

        layout.Tensor.Unpack(packed, values);

        Assert.Equal(layout.Places.Select(place => packed[place]), values);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Parts_of_any_length_are_those_of_the_whole(int seed)
    {
        var random = new Random(seed);
        var layout = Layout.Random(random);
        float[] values = Numbers(layout.Tensor.Length);
        float[] whole = Filled(layout.Places.Max() + 1);
        layout.Tensor.Pack(values, whole);

        float[] packed = Filled(whole.Length);
        float[] unpacked = new float[values.Length];
        for (int first = 0, count; first < values.Length; first += count)
        {
            count = random.Next(Math.Min(100, values.Length - first)) + 1;
            layout.Tensor.PackPart(values.AsSpan(first, count), packed, first);
            layout.Tensor.UnpackPart(whole, first, unpacked.AsSpan(first, count));
        }

        Assert.Equal(whole, packed);
        Assert.Equal(values, unpacked);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Strides_are_those_of_equally_spaced_dimensions_and_0_for_others(int seed)
    {
        var layout = Layout.Random(new Random(seed));
        int inner = 1;
        for (int i = layout.Tensor.Shape.Count - 1; i >= 0; i--)
        {
            int size = layout.Tensor.Shape[i];
            int[] distances = [.. Enumerable.Range(1, size - 1).Select(j => layout.Places[j * inner] - layout.Places[(j - 1) * inner]).Distinct()];
            if (size > 1)
            {
                Assert.Equal(distances is [var only] ? only : 0, layout.Tensor.Strides[i]);
            }

            inner *= size;
        }
    }

    [Fact]
    public void Weights_after_a_flattened_image_are_read_channel_by_channel_from_memory_that_is_ordered_by_positions()
    {
        // 2 outputs; in memory 2 positions of 3 channels padded to 4, and the outputs of each side by side.
        var tensor = new TensorInfo("fc.weight", TensorKind.Parameter, [2, 6], 0, [2, 3, 2], [1, 2, 8]);
        float[] packed = [0, 100, 1, 101, 2, 102, -1, -1, 10, 110, 11, 111, 12, 112];
        float[] values = new float[12];

        tensor.Unpack(packed, values);

        Assert.Equal([0, 10, 1, 11, 2, 12, 100, 110, 101, 111, 102, 112], values);
        Assert.Equal([2, 6], tensor.Shape);
        Assert.Equal([1, 0], tensor.Strides);
    }

    [Theory]
    [InlineData(new[] { 10, 12 }, new[] { 10, 3, 4 }, new[] { 12, 4, 1 }, new[] { 12, 1 })]
    [InlineData(new[] { 10, 12 }, new[] { 10, 12, 1, 1 }, new[] { 1, 16, 3, 9 }, new[] { 1, 16 })]
    [InlineData(new[] { 1, 12 }, new[] { 1, 1, 12 }, new[] { 7, 9, 2 }, new[] { 7, 2 })]
    [InlineData(new int[0], new[] { 1, 1 }, new[] { 5, 5 }, new int[0])]
    public void Dimensions_in_memory_may_be_of_size_1_or_continue_each_other(int[] shape, int[] dimensions, int[] strides, int[] expected) =>
        Assert.Equal(expected, new TensorInfo("w", TensorKind.Parameter, shape, 0, dimensions, strides).Strides);

    [Theory]
    [InlineData(new[] { 2, 2, 2, 2, 2 }, new[] { 2, 2, 2, 2, 2 }, new[] { 16, 8, 4, 2, 1 }, "at most 4 dimensions", "[2, 2, 2, 2, 2]")]
    [InlineData(new[] { 2, 3 }, new[] { 2, 3 }, new[] { 3 }, "as many strides", "[3]")]
    [InlineData(new[] { 10, 12 }, new[] { 10, 3, 5 }, new[] { 15, 5, 1 }, "do not make up its shape", "[10, 3, 5]")]
    [InlineData(new[] { 10, 12 }, new[] { 12, 10 }, new[] { 10, 1 }, "do not make up its shape", "[10, 12]")]
    [InlineData(new[] { 4, 6 }, new[] { 3, 8 }, new[] { 8, 1 }, "do not make up its shape", "[4, 6]")]
    [InlineData(new[] { 4 }, new[] { 4, 2 }, new[] { 2, 1 }, "do not make up its shape", "[4, 2]")]
    [InlineData(new[] { 4, 2 }, new[] { 4 }, new[] { 2 }, "do not make up its shape", "[4, 2]")]
    [InlineData(new[] { 4, 1 }, new[] { 4 }, new[] { 2 }, "do not make up its shape", "[4, 1]")]
    [InlineData(new int[0], new[] { 2 }, new[] { 1 }, "do not make up its shape", "[]")]
    [InlineData(new[] { 2, 0 }, new[] { 2, 0 }, new[] { 1, 1 }, "of at least 1", "[2, 0]")]
    [InlineData(new[] { -2, -3 }, new[] { -2, -3 }, new[] { 1, 1 }, "of at least 1", "[-2, -3]")]
    [InlineData(new[] { 2, 3 }, new[] { 2, 3 }, new[] { 0, 1 }, "of at least 1", "[0, 1]")]
    [InlineData(new[] { 2, 3 }, new[] { 2, 3 }, new[] { -3, 1 }, "of at least 1", "[-3, 1]")]
    [InlineData(new[] { 65536, 65536 }, new[] { 65536, 65536 }, new[] { 1, 1 }, "ends beyond index 2147483646", "[65536, 65536]")]
    [InlineData(new[] { 3 }, new[] { 3 }, new[] { int.MaxValue }, "ends beyond index 2147483646", "[2147483647]")]
    public void A_tensor_that_cannot_be_is_rejected(int[] shape, int[] dimensions, int[] strides, string problem, string shown)
    {
        var exception = Assert.Throws<ArgumentException>(() => new TensorInfo("3.weight", TensorKind.Parameter, shape, 1, dimensions, strides));

        Assert.Contains("'3.weight'", exception.Message);
        Assert.Contains(problem, exception.Message);
        Assert.Contains(shown, exception.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void An_offset_that_cannot_be_is_rejected(int offset) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorInfo("w", TensorKind.Parameter, [], offset, []));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_span_that_shares_an_element_is_rejected_and_one_beside_the_tensor_is_not(int seed)
    {
        var layout = Layout.Random(new Random(seed));
        int first = layout.Tensor.Offset;
        int last = layout.Places.Max();
        int length = layout.Tensor.Length;
        float[] memory = new float[length + last + 1 + length];
        int start = length;

        layout.Tensor.Unpack(memory.AsSpan(start), memory.AsSpan(start + first - length, length));
        layout.Tensor.Pack(memory.AsSpan(start + last + 1, length), memory.AsSpan(start));

        Assert.Throws<ArgumentException>(
            () => layout.Tensor.Unpack(memory.AsSpan(start), memory.AsSpan(start + first - length + 1, length)));
        Assert.Throws<ArgumentException>(() => layout.Tensor.Pack(memory.AsSpan(start + last, length), memory.AsSpan(start)));
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(1000, count).Select(i => (float)i)];

    private static float[] Filled(int count) => [.. Enumerable.Repeat(Untouched, count)];

    /// <summary>A tensor, and where each of its elements is, in the order of its shape.</summary>
    private sealed record Layout(TensorInfo Tensor, int[] Places)
    {
        public static Layout Random(Random random)
        {
            int[][] dimensions = [.. Enumerable.Range(0, random.Next(5)).Select(_ => Split(random))];
            int[] shape = [.. dimensions.Select(parts => parts.Aggregate(1, (product, part) => product * part))];
            int[] memory = [.. dimensions.SelectMany(parts => parts)];
            int[] strides = new int[memory.Length];
            int next = 1;

            // From the innermost in memory to the outermost, in half of all cases with padding.
            int[] order = [.. Enumerable.Range(0, memory.Length)];
            if (random.Next(4) == 0)
            {
                Array.Reverse(order);
            }
            else
            {
                random.Shuffle(order);
            }

            foreach (int dimension in order)
            {
                strides[dimension] = next;
                next = (next * memory[dimension]) + (random.Next(2) * random.Next(5));
            }

            int offset = random.Next(20);
            bool isRegular = dimensions.All(parts => parts.Length == 1) && random.Next(2) == 0;
            TensorInfo tensor = isRegular
                ? new TensorInfo("w", TensorKind.Parameter, shape, offset, strides)
                : new TensorInfo("w", TensorKind.Parameter, shape, offset, memory, strides);
            return new Layout(tensor, [.. Walk(offset, memory, strides)]);
        }

        /// <summary>The dimensions in memory that one of the shape consists of.</summary>
        private static int[] Split(Random random) => random.Next(5) switch
        {
            0 => [1],
            1 => [random.Next(1, 4), random.Next(1, 4)],
            2 => [random.Next(1, 40)],
            _ => [random.Next(2, 6)],
        };

        private static IEnumerable<int> Walk(int start, int[] dimensions, int[] strides) => dimensions.Length == 0
            ? [start]
            : Enumerable.Range(0, dimensions[0]).SelectMany(i => Walk(start + (i * strides[0]), dimensions[1..], strides[1..]));
    }
}
