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

    public const string Streams =
        "RTNeural on one core of an AMD EPYC (Zen 4), the best of nine builds, in nanoseconds per step (not measured here):\n"
        + "LSTM of 8, 16, 20, 32, 40 and 64: 42.9, 73.4, 154, 168, 288 and 628. GRU: 39.7, 59.9, 124, 145, 201 and 488.\n"
        + "Convolutions like Causal-8, Causal-16 and Causal-32, with as many features as channels and without dense layers: 132, 195 and 481.";
}
