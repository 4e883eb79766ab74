using System.ComponentModel;
using FcGen.Numerics;

namespace FcGen.Initialization;

/// <summary>
/// Initializes weights. A weight depends only on the seed, the index of its tensor, its output (the first index) and its position among the
/// weights of that output; an orthogonal matrix also depends on its shape. The same seed therefore gives the same network on every machine and
/// for any memory layout.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WeightInitializer
{
    private const int WordsPerBlock = 4;

    // Separates these random numbers from other uses of the same seed: "INIT" in ASCII.
    private const uint Purpose = 0x494E4954;

    /// <summary>Fills a tensor. Padding between its elements is left unchanged.</summary>
    /// <param name="packed">A span in the layout of <see cref="INetwork{TSelf}.Parameters"/>.</param>
    /// <param name="tensor">Shape and position of the tensor.</param>
    /// <param name="init">The distribution, other than <see cref="Init.Auto"/>, which the generator replaces.</param>
    /// <param name="gain">Gain, as documented at each member of <see cref="Init"/>.</param>
    /// <param name="fanIn">Number of inputs that one output sums, at least 1.</param>
    /// <param name="fanOut">Number of outputs that one input contributes to, at least 1.</param>
    /// <param name="seed">Seed of the network.</param>
    /// <param name="tensorIndex">Index of the tensor in the network.</param>
    /// <param name="blocks">
    /// Number of matrices that the first dimension consists of, at least 1, such as the gates of a recurrent layer.
    /// <see cref="Init.Orthogonal"/> makes each of them orthogonal. Default: 1.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="tensor"/> ends beyond <paramref name="packed"/>, or <paramref name="blocks"/> does not divide the first dimension.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="init"/> is <see cref="Init.Auto"/> or unknown, <paramref name="fanIn"/>, <paramref name="fanOut"/> or
    /// <paramref name="blocks"/> is below 1.
    /// </exception>
    public static void Fill(
        Span<float> packed, TensorInfo tensor, Init init, float gain, int fanIn, int fanOut, int seed, int tensorIndex, int blocks = 1)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fanOut, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        if (tensor.End > packed.Length)
        {
            throw new ArgumentException($"{tensor} ends at {tensor.End}, but the span has {packed.Length} values.", nameof(packed));
        }

        if (init == Init.Zeros)
        {
            tensor.Pack(new float[tensor.Length], packed);
            return;
        }

        if (init == Init.Orthogonal)
        {
            tensor.Pack(OrthogonalMatrices(tensor, gain, (uint)seed, (uint)tensorIndex, blocks), packed);
            return;
        }

        bool isUniform = init is Init.XavierUniform or Init.HeUniform or Init.Uniform;
        double scale = init switch
        {
            Init.XavierUniform => gain * Math.Sqrt(6.0 / ((double)fanIn + fanOut)),
            Init.XavierNormal => gain * Math.Sqrt(2.0 / ((double)fanIn + fanOut)),
            Init.HeUniform => gain * Math.Sqrt(3.0 / fanIn),
            Init.HeNormal or Init.LecunNormal => gain / Math.Sqrt(fanIn),
            Init.Uniform or Init.Normal => gain,
            _ => throw Unknown(init, tensor),
        };
        Fill(packed, tensor, isUniform, scale, (uint)seed, (uint)tensorIndex);
    }

    private static ArgumentOutOfRangeException Unknown(Init init, TensorInfo tensor) => new(
        nameof(init), init, $"{tensor} needs a member of {nameof(Init)} other than {Init.Auto}, but got {init}.");

    // Converts a 32-bit word to the center of one of 2^32 equal intervals of (-1/2, 1/2): never an end, and symmetric.
    private static double Centered(uint word) => ((int)(word ^ 0x80000000) + 0.5) * (1.0 / 4294967296.0);

    private static int Outputs(TensorInfo tensor) => tensor.Shape.Count < 2 ? 1 : tensor.Shape[0];

    /// <summary>Draws the values of <see cref="Init.Normal"/>, and makes each of the matrices orthogonal.</summary>
    private static float[] OrthogonalMatrices(TensorInfo tensor, double gain, uint seed, uint tensorIndex, int blocks)
    {
        int outputs = Outputs(tensor);
        int weights = tensor.Length / outputs;
        if (outputs % blocks != 0)
        {
            throw new ArgumentException($"{tensor} has {outputs} outputs, which {blocks} matrices cannot share equally.", nameof(blocks));
        }

        int rows = outputs / blocks;
        double[] matrix = new double[rows * weights];
        float[] values = new float[tensor.Length];
        for (int first = 0; first < outputs; first += rows)
        {
            for (int row = 0; row < rows; row++)
            {
                DrawNormal(matrix.AsSpan(row * weights, weights), (uint)(first + row), seed, tensorIndex);
            }

            Orthogonal.Replace(matrix, rows, weights);
            for (int i = 0; i < matrix.Length; i++)
            {
                values[(first * weights) + i] = (float)(gain * matrix[i]);
            }
        }

        return values;
    }

    private static void DrawNormal(Span<double> values, uint output, uint seed, uint tensorIndex)
    {
        for (int first = 0; first < values.Length; first += WordsPerBlock)
        {
            Draw((uint)first / WordsPerBlock, output, seed, tensorIndex, out uint r0, out uint r1, out uint r2, out uint r3);
            ReadOnlySpan<uint> words = [r0, r1, r2, r3];
            Span<double> block = values.Slice(first, Math.Min(WordsPerBlock, values.Length - first));
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = NormalQuantile.Compute(Centered(words[i]));
            }
        }
    }

    /// <summary>Draws the random numbers of four consecutive weights of an output.</summary>
    private static void Draw(uint block, uint output, uint seed, uint tensorIndex, out uint r0, out uint r1, out uint r2, out uint r3) =>
        Philox.Block(block, output, tensorIndex, 0, seed, Purpose, out r0, out r1, out r2, out r3);

    private static void Fill(Span<float> packed, TensorInfo tensor, bool isUniform, double scale, uint seed, uint tensorIndex)
    {
        int outputs = Outputs(tensor);
        int weights = tensor.Length / outputs;
        if (outputs == 1 || weights == 1 || tensor.PlaceOf(1) < tensor.PlaceOf(weights))
        {
            for (int output = 0; output < outputs; output++)
            {
                for (int first = 0; first < weights; first += WordsPerBlock)
                {
                    FillBlock(output, first, packed);
                }
            }
        }
        else
        {
            // Neighbors in memory are outputs: the same blocks, in memory order.
            for (int first = 0; first < weights; first += WordsPerBlock)
            {
                for (int output = 0; output < outputs; output++)
                {
                    FillBlock(output, first, packed);
                }
            }
        }

        void FillBlock(int output, int first, Span<float> packed)
        {
            Draw((uint)first / WordsPerBlock, (uint)output, seed, tensorIndex, out uint r0, out uint r1, out uint r2, out uint r3);
            ReadOnlySpan<uint> words = [r0, r1, r2, r3];
            int end = Math.Min(WordsPerBlock, weights - first);
            for (int next = 0; next < end;)
            {
                tensor.RunAt((output * weights) + first + next, end - next, out int place, out int stride, out int count);
                for (int i = 0; i < count; i++)
                {
                    double centered = Centered(words[next++]);
                    packed[place + (i * stride)] = (float)(scale * (isUniform ? 2.0 * centered : NormalQuantile.Compute(centered)));
                }
            }
        }
    }
}
