namespace FcGen.Generator.Kernels;

/// <summary>Rounds rows in the network's memory to whole vectors of 256 bits. Lanes past the width are zero.</summary>
internal static class Padding
{
    public const int Lanes = 8;

    public static int RoundUp(int width) => RoundUp(width, Lanes);

    /// <summary>
    /// Returns the distance between rows of weights. Rows longer than 256 bits are whole vectors of 512 bits, so that no vector
    /// crosses a cache line. 100 x 100 was slower by 1.3 with rows of 104.
    /// </summary>
    public static int WeightStride(int width) => width <= Lanes ? Lanes : RoundUp(width, 2 * Lanes);

    /// <summary>Every tensor and every value begins at a multiple of this many floats: 64 bytes.</summary>
    public static int Align(int floats) => RoundUp(floats, 2 * Lanes);

    private static int RoundUp(int width, int lanes) => checked(width + lanes - 1) / lanes * lanes;
}
