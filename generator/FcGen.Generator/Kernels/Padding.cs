namespace FcGen.Generator.Kernels;

/// <summary>Rows of the network's own buffers are whole vectors of 256 bits; lanes past the width hold zero.</summary>
internal static class Padding
{
    public const int Lanes = 8;

    public static int RoundUp(int width) => RoundUp(width, Lanes);

    /// <summary>
    /// Distance between rows of weights: past 256 bits whole vectors of 512, so that none of those crosses a cache line
    /// (100 x 100 was slower by 1.3 with rows of 104).
    /// </summary>
    public static int WeightStride(int width) => width <= Lanes ? Lanes : RoundUp(width, 2 * Lanes);

    /// <summary>Every tensor and every value begins at a multiple of this many floats: 64 bytes.</summary>
    public static int Align(int floats) => RoundUp(floats, 2 * Lanes);

    private static int RoundUp(int width, int lanes) => checked(width + lanes - 1) / lanes * lanes;
}
