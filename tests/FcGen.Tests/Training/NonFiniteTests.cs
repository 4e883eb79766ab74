namespace FcGen.Tests.Training;

/// <summary>The place of a value that is no number, in tensors of every rank.</summary>
public class NonFiniteTests
{
    [Theory]
    [InlineData(new int[0], new int[0], new int[0], 5, "'w' [] is NaN")]
    [InlineData(new[] { 4 }, new[] { 4 }, new[] { 2 }, 9, "'w' [4] at [2] is NaN")]
    [InlineData(new[] { 2, 3 }, new[] { 2, 3 }, new[] { 1, 4 }, 10, "'w' [2, 3] at [1, 1] is NaN")]
    [InlineData(new[] { 2, 6 }, new[] { 2, 3, 2 }, new[] { 1, 2, 8 }, 16, "'w' [2, 6] at [1, 3] is NaN")]
    [InlineData(new[] { 2, 1, 2, 3 }, new[] { 2, 1, 2, 3 }, new[] { 12, 12, 6, 2 }, 27, "'w' [2, 1, 2, 3] at [1, 0, 1, 2] is NaN")]
    public void The_first_value_that_is_not_finite_is_named_by_its_indices(int[] shape, int[] dimensions, int[] strides, int place, string expected)
    {
        var tensor = new TensorInfo("w", TensorKind.Parameter, shape, 5, dimensions, strides);
        float[] packed = new float[28];
        packed[0] = float.NaN; // of no tensor
        packed[place] = float.NaN;

        Assert.True(NonFinite.TryDescribe([tensor], TensorKind.Parameter, packed, out string? text, out float value));

        Assert.Equal(expected, text);
        Assert.Equal(float.NaN, value);
    }
}
