using System.ComponentModel;

namespace FcGen.Numerics;

/// <summary>
/// Philox4x32-10, a counter-based random number generator. Each block of four random words depends only on its counter and key. Any part of
/// a sequence can therefore be computed in any order, on any machine, with the same result. See Salmon, Moraes, Dror and Shaw, "Parallel
/// Random Numbers: As Easy as 1, 2, 3", SC 2011. Not cryptographically secure.
/// </summary>
[CLSCompliant(false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Philox
{
    internal const uint Multiplier0 = 0xD2511F53;
    internal const uint Multiplier1 = 0xCD9E8D57;

    /// <summary>First Weyl constant, the golden ratio, which is added to the first key word between rounds.</summary>
    internal const uint Weyl0 = 0x9E3779B9;

    /// <summary>Second Weyl constant, sqrt(3) - 1, which is added to the second key word between rounds.</summary>
    internal const uint Weyl1 = 0xBB67AE85;

    internal const int Rounds = 10;

    /// <summary>Computes one block: four independent, uniformly distributed words for one counter and key.</summary>
    /// <param name="counter0">Counter, least significant word.</param>
    /// <param name="counter1">Counter, second word.</param>
    /// <param name="counter2">Counter, third word.</param>
    /// <param name="counter3">Counter, most significant word.</param>
    /// <param name="key0">Key, low word.</param>
    /// <param name="key1">Key, high word.</param>
    /// <param name="r0">First random word.</param>
    /// <param name="r1">Second random word.</param>
    /// <param name="r2">Third random word.</param>
    /// <param name="r3">Fourth random word.</param>
    public static void Block(
        uint counter0, uint counter1, uint counter2, uint counter3, uint key0, uint key1, out uint r0, out uint r1, out uint r2, out uint r3)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * counter0;
            ulong product1 = (ulong)Multiplier1 * counter2;
            (counter0, counter1, counter2, counter3) = (
                (uint)(product1 >> 32) ^ counter1 ^ key0,
                (uint)product1,
                (uint)(product0 >> 32) ^ counter3 ^ key1,
                (uint)product0);
            key0 = unchecked(key0 + Weyl0);
            key1 = unchecked(key1 + Weyl1);
        }

        (r0, r1, r2, r3) = (counter0, counter1, counter2, counter3);
    }
}
