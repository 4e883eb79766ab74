namespace FcGen.Generator.Planning;

/// <summary>Rows of the network's own buffers are whole vectors of 256 bits; lanes past the width hold zero.</summary>
internal static class Padding
{
    public const int Lanes = 8;

    public static int RoundUp(int width) => (width + Lanes - 1) / Lanes * Lanes;
}
