using FcGen.Data;

namespace FcGen.Tests.Data;

/// <summary>Values collected in blocks outside of the managed heap.</summary>
public sealed class ArrayBuilderTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(16_384, 100)]
    [InlineData(16_385, 16_385)]
    [InlineData(30_000_000, 999_983)]
    public void The_array_has_all_values_in_order(int count, int step)
    {
        int[] values = [.. Enumerable.Range(0, count)];
        using var builder = new ArrayBuilder<int>();
        for (int first = 0; first < count; first += step)
        {
            builder.Add(values.AsSpan(first, Math.Min(step, count - first)));
        }

        Assert.Equal(count, builder.Count);
        Assert.True(builder.ToArray().AsSpan().SequenceEqual(values));
    }
}
