using System.ComponentModel;
using FcGen.Numerics;

namespace FcGen.Initialization;

/// <summary>
/// Initializes weights. A weight depends only on the seed, the index of its tensor, its output (the first index) and its position among the
/// weights of that output. The same seed therefore gives the same network on every machine and for any memory layout.
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
    /// <exception cref="ArgumentException"><paramref name="tensor"/> ends beyond <paramref name="packed"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="init"/> is <see cref="Init.Auto"/> or unknown, <paramref name="fanIn"/> or <paramref name="fanOut"/> is below 1.
    /// </exception>
    public static void Fill(
        Span<float> packed, TensorInfo tensor, Init init, float gain, int fanIn, int fanOut, int seed, int tensorIndex)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fanOut, 1);
        if (tensor.End > packed.Length)
        {
            throw new ArgumentException($"{tensor} ends at {tensor.End}, but the span has {packed.Length} values.", nameof(packed));
        }

        if (init == Init.Zeros)
        {
            tensor.Pack(new float[tensor.Length], packed);
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

    private static void Fill(Span<float> packed, TensorInfo tensor, bool isUniform, double scale, uint seed, uint tensorIndex)
    {
        int outputs = tensor.Shape.Count < 2 ? 1 : tensor.Shape[0];
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
            Philox.Block(
                (uint)first / WordsPerBlock, (uint)output, tensorIndex, 0, seed, Purpose,
                out uint r0, out uint r1, out uint r2, out uint r3);
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
