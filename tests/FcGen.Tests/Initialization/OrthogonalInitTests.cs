using FcGen.Initialization;

#pragma warning disable FCG023 // Nothing is learned here.

namespace FcGen.Tests.Initialization;

/// <summary>Orthogonal matrices: tensors of every rank and layout, and layers with the option.</summary>
public sealed partial class OrthogonalInitTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(1, 1, 1f)]
    [InlineData(6, 6, 1f)]
    [InlineData(7, 20, 1f)]
    [InlineData(33, 5, 1f)]
    [InlineData(200, 200, 1f)]
    [InlineData(12, 40, 1.5f)]
    [InlineData(40, 12, 0.1f)]
    public void The_smaller_side_is_orthonormal_times_gain(int outputs, int inputs, float gain) =>
        AssertOrthogonal(Weights([outputs, inputs], gain), outputs, inputs, gain);

    /// <summary>
    /// The rows of a wide matrix, and the columns of a tall or square one, come from the normal values by subtracting the projections on those before. This
    /// decides the signs as PyTorch does.
    /// </summary>
    [Theory]
    [InlineData(4, 9)]
    [InlineData(9, 4)]
    [InlineData(5, 5)]
    public void The_first_vector_has_the_direction_of_its_normal_values(int outputs, int inputs)
    {
        float[] normal = Weights([outputs, inputs], init: Init.Normal);
        float[] weights = Weights([outputs, inputs]);
        int[] first = [.. Enumerable.Range(0, Math.Max(outputs, inputs)).Select(i => outputs < inputs ? i : i * inputs)];
        double norm = Math.Sqrt(first.Sum(i => (double)normal[i] * normal[i]));

        Assert.All(first, i => Assert.Equal(normal[i] / norm, weights[i], Tolerance));
    }

    [Fact]
    public void Weights_of_a_kernel_are_the_inputs_of_one_matrix() => Assert.Equal(Weights([6, 30]), Weights([6, 3, 2, 5]));

    [Fact]
    public void The_layout_in_memory_does_not_change_the_weights()
    {
        var tensor = new TensorInfo("0.weight", TensorKind.Parameter, [5, 7], 3, [1, 8]);
        float[] packed = new float[70];
        Array.Fill(packed, 77f);
        WeightInitializer.Fill(packed, tensor, Init.Orthogonal, 1f, fanIn: 7, fanOut: 5, seed: 1, tensorIndex: 2);

        float[] actual = new float[35];
        tensor.Unpack(packed, actual);
        Assert.Equal(Weights([5, 7]), actual);
        Assert.Equal(35, packed.Count(value => value == 77f));
    }

    [Fact]
    public void Each_block_is_the_matrix_of_its_normal_values()
    {
        float[] weights = Weights([12, 4], blocks: 3);

        for (int block = 0; block < 3; block++)
        {
            AssertOrthogonal(weights[(16 * block)..(16 * (block + 1))], 4, 4, 1);
        }

        Assert.Equal(Weights([4, 4]), weights[..16]);
        Assert.NotEqual(weights[..16], weights[16..32]);
    }

    [Fact]
    public void The_weights_of_a_seed_never_change()
    {
        // A change here gives every user other networks than before.
        Assert.Equal([-0.685352862f, -0.496887982f, -0.532347441f, 0.588036478f, -0.808831692f], Weights([2, 3])[..5]);
        Assert.Equal(775605431, Weights([50, 41]).Aggregate(17, (hash, weight) => unchecked((hash * 31) + BitConverter.SingleToInt32Bits(weight))));
    }

    [Fact]
    public void Seed_and_tensor_give_other_weights()
    {
        float[] weights = Weights([8, 8]);
        Assert.Empty(weights.Intersect(Weights([8, 8], seed: 2)));
        Assert.Empty(weights.Intersect(Weights([8, 8], tensorIndex: 3)));
    }

    [Fact]
    public void Blocks_that_do_not_divide_the_outputs_are_rejected()
    {
        Assert.Equal("blocks", Assert.Throws<ArgumentException>(() => Weights([9, 4], blocks: 2)).ParamName);
        Assert.Equal("blocks", Assert.Throws<ArgumentOutOfRangeException>(() => Weights([9, 4], blocks: 0)).ParamName);
    }

    [Fact]
    public void Dense_layers_and_convolutions_are_orthogonal_times_gain()
    {
        var network = new Layers(seed: 4);
        AssertOrthogonal(network.GetTensor("conv.weight"), 12, 18, 1);
        AssertOrthogonal(network.GetTensor("wide.weight"), 5, 432, 2);
        AssertOrthogonal(network.GetTensor("tall.weight"), 9, 5, 1);
    }

    /// <summary>Checks that the product with the transpose, in the order with the smaller result, is the squared gain times the identity.</summary>
    internal static void AssertOrthogonal(float[] matrix, int rows, int columns, float gain)
    {
        Assert.Equal(rows * columns, matrix.Length);
        (int vectors, int step, int length, int stride) = rows <= columns ? (rows, columns, columns, 1) : (columns, 1, rows, columns);
        for (int a = 0; a < vectors; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double product = Enumerable.Range(0, length).Sum(i => (double)matrix[(a * step) + (i * stride)] * matrix[(b * step) + (i * stride)]);
                Assert.Equal(a == b ? gain * gain : 0, product, Tolerance * gain * gain);
            }
        }
    }

    private static float[] Weights(int[] shape, float gain = 1f, Init init = Init.Orthogonal, int seed = 1, int tensorIndex = 2, int blocks = 1)
    {
        int[] strides = [.. shape.Select((_, i) => shape.Skip(i + 1).Aggregate(1, (product, size) => product * size))];
        var tensor = new TensorInfo("0.weight", TensorKind.Parameter, shape, 0, strides);
        float[] weights = new float[tensor.Length];
        WeightInitializer.Fill(weights, tensor, init, gain, fanIn: 3, fanOut: 5, seed, tensorIndex, blocks);
        return weights;
    }

    [Network]
    [Input(2, 8, 8)]
    [Conv2d(12, 3, Init = Init.Orthogonal, Name = "conv"), ReLU, Flatten]
    [Dense(5, Init = Init.Orthogonal, Gain = 2, Name = "wide"), Tanh, Dense(9, Init = Init.Orthogonal, Name = "tall")]
    private sealed partial class Layers;
}
