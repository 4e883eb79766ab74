namespace FcGen.Benchmarks;

/// <summary>
/// RTNeural (C++ templates, https://github.com/jatinchowdhury18/RTNeural) is not available as a package, so the program cannot measure it. It was
/// built and measured once beside an earlier version of FcGen.
/// </summary>
internal static class RtNeural
{
    public const string Explanation =
        "RTNeural is not measured here, because it is not available as a package. It was measured once beside an earlier version of FcGen\n"
        + "on one core of an AMD EPYC (Zen 4): xsimd 14.3, 256-bit vectors, g++ -O3 -march=native -ffast-math, one sample.\n"
        + "FcGen and RTNeural in nanoseconds: 4-16-3 8.5 and 10.5, 16-32-32-4 49.4 and 48.6, 32-64-64-8 153 and 152, 64-128-10 324 and 353,\n"
        + "784-128-10 3,564 and 3,610.";
}
