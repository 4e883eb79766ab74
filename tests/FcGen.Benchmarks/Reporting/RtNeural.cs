namespace FcGen.Benchmarks;

/// <summary>
/// RTNeural (C++ templates, https://github.com/jatinchowdhury18/RTNeural) comes in no package, and is not measured here. Its place beside ONNX Runtime was measured
/// once, on one core of a server with AVX-512; FcGen's place beside ONNX Runtime is measured now.
/// </summary>
internal static class RtNeural
{
    public const string Explanation =
        "RTNeural is not measured here: it comes in no package. Its figures are indirect: (ONNX Runtime / FcGen, now) divided by\n"
        + "(ONNX Runtime / RTNeural, in an earlier run on one core of a server with AVX-512, xsimd at 512 bits).";

    /// <summary>Nanoseconds of one sample in that earlier run.</summary>
    private static readonly Dictionary<string, (double RtNeural, double OnnxRuntime)> EarlierRun = new()
    {
        ["4-16-3"] = (17.8, 4887),
        ["16-32-32-4"] = (89, 6104),
        ["32-64-64-8"] = (246, 3682),
        ["64-128-10"] = (439, 6050),
        ["784-128-10"] = (5808, 11297),
    };

    /// <summary>How many times as long as FcGen RTNeural would take.</summary>
    /// <param name="network">Name of the network.</param>
    /// <param name="onnxRuntime">How many times as long as FcGen ONNX Runtime takes, for one sample.</param>
    public static double TimesAsFast(string network, double onnxRuntime)
    {
        (double rtNeural, double onnxRuntimeThen) = EarlierRun[network];
        return onnxRuntime * rtNeural / onnxRuntimeThen;
    }
}
