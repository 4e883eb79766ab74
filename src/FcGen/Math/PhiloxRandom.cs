namespace FcGen.Numerics;

/// <summary>
/// Pseudorandom number generator over <see cref="Philox"/>. The same seed and stream give the same numbers on every machine, and different
/// streams of one seed are independent. This is a mutable struct: pass it by reference, because a copy repeats the same numbers.
/// </summary>
/// <param name="seed">The key of the generator.</param>
/// <param name="stream">Index of one of 2^64 independent sequences of the seed, each of 2^66 words. Default: 0.</param>
[method: CLSCompliant(false)]
public struct PhiloxRandom(ulong seed, ulong stream = 0)
{
    private readonly ulong _seed = seed;
    private readonly ulong _stream = stream;
    private ulong _block;
    private uint _word1;
    private uint _word2;
    private uint _word3;
    private int _wordsLeft;

    /// <summary>Returns a random integer from 0 to 2^32 - 1.</summary>
    [CLSCompliant(false)]
    public uint NextUInt32()
    {
        switch (_wordsLeft)
        {
            case 3:
                _wordsLeft = 2;
                return _word1;
            case 2:
                _wordsLeft = 1;
                return _word2;
            case 1:
                _wordsLeft = 0;
                return _word3;
            default:
                Philox.Block(
                    (uint)_block, (uint)(_block >> 32), (uint)_stream, (uint)(_stream >> 32), (uint)_seed, (uint)(_seed >> 32),
                    out uint word0, out _word1, out _word2, out _word3);
                _block = unchecked(_block + 1);
                _wordsLeft = 3;
                return word0;
        }
    }

    /// <summary>
    /// Returns a random integer from 0 to <paramref name="bound"/> - 1, all equally likely. Method of Lemire, "Fast Random Integer
    /// Generation in an Interval", ACM TOMACS 2019: multiply, and reject the few words that would bias the result.
    /// </summary>
    /// <param name="bound">Exclusive upper bound; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is below 1.</exception>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            uint surplus = unchecked(0u - (uint)bound) % (uint)bound;
            while ((uint)product < surplus)
            {
                product = (ulong)NextUInt32() * (uint)bound;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>Returns a random multiple of 2^-24, at least 0 and below 1, all equally likely.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>Returns a random multiple of 2^-53, at least 0 and below 1, all equally likely. Uses two words.</summary>
    public double NextDouble()
    {
        ulong high = NextUInt32() >> 5;
        return ((high << 26) | (NextUInt32() >> 6)) * (1.0 / (1L << 53));
    }

    /// <summary>
    /// Returns a random number with standard normal distribution (mean 0, standard deviation 1), from -6.34 to 6.34. Uses one word.
    /// </summary>
    public float NextNormal() => (float)NormalQuantile.Compute(((NextUInt32() + 0.5) * (1.0 / (1L << 32))) - 0.5);

    /// <summary>Shuffles the values in place, every order equally likely (Fisher and Yates). Allocates nothing.</summary>
    /// <param name="values">The values to shuffle.</param>
    public void Shuffle(Span<int> values)
    {
        for (int last = values.Length - 1; last > 0; last--)
        {
            int other = Next(last + 1);
            (values[last], values[other]) = (values[other], values[last]);
        }
    }
}
