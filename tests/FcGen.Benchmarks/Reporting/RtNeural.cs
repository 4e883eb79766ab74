namespace FcGen.Benchmarks;

/// <summary>
/// RTNeural (C++ templates, https://github.com/jatinchowdhury18/RTNeural) comes in no package, and is not measured here. Its place
/// beside ONNX Runtime was measured once, on one core of a server with AVX-512; FcGen's place beside ONNX Runtime is measured now.
/// </summary>
internal static class RtNeural
{
    public const string Explanation =
        "RTNeural is not measured here: it comes in no package. Its figures are indirect: (ONNX Runtime / FcGen, now) divided by\n"
        + "(ONNX Runtime / RTNeural, in an earlier run on one core of a server with AVX-512, xsimd at 512 bits). How ONNX Runtime was\n"
        + "called in that run is not known: without bound buffers it takes 1.3 to 1.45 times as long as here, and so much too low these\n"
        + "figures may be.";

    /// <summary>Nanoseconds of one sample in that earlier run.</summary>
    private static readonly Dictionary<string, (double RtNeural, double OnnxRuntime)> EarlierRun = new()
    {
        ["4-16-3"] = (17.8, 4887),
        ["16-32-32-4"] = (89, 6104),
        ["32-64-64-8"] = (246, 3682),
        ["64-128-10"] = (439, 6050),
        ["784-128-10"] = (5808, 11297),
    };

    /// <summary>Share of ONNX Runtime's time that RTNeural took for one sample.</summary>
    public static double BesideOnnxRuntime(string network) => EarlierRun[network].RtNeural / EarlierRun[network].OnnxRuntime;
}
