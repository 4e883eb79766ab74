using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace FcGen.Benchmarks;

/// <summary>The machine on which the results were measured.</summary>
internal static partial class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";
    private const string CacheFolder = "/sys/devices/system/cpu/cpu0/cache";

    public static string Processor
    {
        get
        {
            const string key = "model name";
            string? line = File.Exists(CpuInfo)
                ? File.ReadLines(CpuInfo).FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal))
                : null;
            return line is null ? $"{RuntimeInformation.ProcessArchitecture} processor" : line[(line.IndexOf(':') + 1)..].Trim();
        }
    }

    /// <summary>The level, kind and size of the caches of the first core, if the system provides them.</summary>
    public static string Caches => !Directory.Exists(CacheFolder)
        ? "caches unknown"
        : string.Join(", ", Directory.EnumerateDirectories(CacheFolder, "index*").Order()
            .Select(index => $"L{Read(index, "level")} {Read(index, "type").ToLowerInvariant()} {Read(index, "size")}"));

    public static string Vectors => PeakLoop.WidthInUse == 128 ? "portable kernels" : $"vectors of {PeakLoop.WidthInUse} bits";

    public static string Platform => $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>The processor and the vector width as a file name without extension.</summary>
    public static string Name
    {
        get
        {
            string processor = Trademarks().Replace(Processor, string.Empty);
            return $"{NotInFileNames().Replace(processor, "-").Trim('-').ToLowerInvariant()}-{PeakLoop.WidthInUse}";
        }
    }

    private static string Read(string folder, string file) => File.ReadAllText(Path.Combine(folder, file)).Trim();

    [GeneratedRegex(@"\((R|TM)\)")]
    private static partial Regex Trademarks();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NotInFileNames();
}
