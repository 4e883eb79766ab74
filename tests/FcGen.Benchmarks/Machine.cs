using System.Runtime.InteropServices;

namespace FcGen.Benchmarks;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";

    public static string Describe() =>
        $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, "
        + (PeakLoop.WidthInUse == 128 ? "portable kernels" : $"vectors of {PeakLoop.WidthInUse} bits");

    private static string Processor()
    {
        const string key = "model name";
        string? line = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal)) : null;
        return line is null ? $"{RuntimeInformation.OSDescription} on {RuntimeInformation.ProcessArchitecture}" : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
