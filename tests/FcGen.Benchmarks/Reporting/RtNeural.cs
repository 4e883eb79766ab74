namespace FcGen.Benchmarks;

/// <summary>
/// RTNeural (C++ templates, https://github.com/jatinchowdhury18/RTNeural) comes in no package, and is not measured here. It was once, on
/// one core of such a server; what both runs know is the peak of multiply-adds of 256 bits, and beside that they can be compared.
/// </summary>
internal static class RtNeural
{
    public const string Explanation =
        "RTNeural is not measured here: it comes in no package. Its figures are indirect: FcGen's speed as a share of the FMA peak of\n"
        + "256 bits, now, divided by RTNeural's best (xsimd at 512 bits) as a share of that peak in an earlier run on one core of a\n"
        + "server with AVX-512. Memory and caches may differ more than the peak.";

    /// <summary>
    /// Peak of that run in floating-point operations per nanosecond: there 13,312 of them in 188 ns were 92 % of it, and 18,944 in 300 ns
    /// 88 %.
    /// </summary>
    private const double EarlierPeak = 74.4;

    /// <summary>Nanoseconds of one sample in that run.</summary>
    private static readonly Dictionary<string, double> EarlierNanoseconds = new()
    {
        ["4-16-3"] = 17.8,
        ["16-32-32-4"] = 89,
        ["32-64-64-8"] = 246,
        ["64-128-10"] = 439,
        ["784-128-10"] = 5808,
    };

    /// <summary>Share of the peak that RTNeural reached.</summary>
    /// <param name="network">Name of the network.</param>
    /// <param name="flops">Floating-point operations of one sample.</param>
    public static double ShareOfPeak(string network, double flops) => flops / EarlierNanoseconds[network] / EarlierPeak;
}
