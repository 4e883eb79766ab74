namespace FcGen.Benchmarks;

/// <summary>
/// RTNeural (C++ templates, https://github.com/jatinchowdhury18/RTNeural) is not available as a package, and is not measured here. It was
/// measured once on one core of a similar server. Both runs measured the peak of 256-bit multiply-adds, so the fractions of the peak can be
/// compared.
/// </summary>
internal static class RtNeural
{
    public const string Explanation =
        "RTNeural is not measured here, because it is not available as a package. Its results are indirect: the fraction of the 256-bit FMA\n"
        + "peak that FcGen reaches now, divided by the fraction that RTNeural's best variant (xsimd at 512 bits) reached in an earlier run\n"
        + "on one core of a server with AVX-512. Memory and caches may differ more than the peak.";

    /// <summary>
    /// The peak of that run in floating-point operations per nanosecond. In that run, 13,312 operations in 188 ns were 92 % of the peak, and
    /// 18,944 in 300 ns were 88 %.
    /// </summary>
    private const double EarlierPeak = 74.4;

    /// <summary>The nanoseconds per sample in that run.</summary>
    private static readonly Dictionary<string, double> EarlierNanoseconds = new()
    {
        ["4-16-3"] = 17.8,
        ["16-32-32-4"] = 89,
        ["32-64-64-8"] = 246,
        ["64-128-10"] = 439,
        ["784-128-10"] = 5808,
    };

    /// <summary>Returns the fraction of the peak that RTNeural reached.</summary>
    /// <param name="network">The name of the network.</param>
    /// <param name="flops">The floating-point operations per sample.</param>
    public static double ShareOfPeak(string network, double flops) => flops / EarlierNanoseconds[network] / EarlierPeak;
}
