using System.Diagnostics;
using FcGen.Generator;

namespace FcGen.Benchmarks;

/// <summary>
/// The compiler of the SDK, which is precompiled, with the generator and its analyzers. It runs in a new process each time, or in the server
/// that stays in memory between builds.
/// </summary>
internal sealed class SdkCompiler : IDisposable
{
    private readonly string _folder = FindFolder();
    private readonly string _work = Directory.CreateTempSubdirectory("fcgen").FullName;
    private readonly string _server = $"fcgen{Environment.ProcessId}";

    /// <summary>The folder of the shared runtimes and the SDKs.</summary>
    private static string DotnetRoot =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    /// <summary>Measures the milliseconds of a build from the sources to the assembly.</summary>
    /// <param name="useServer">Whether to use the server, which the first build starts.</param>
    /// <param name="sources">The content of the C# files.</param>
    /// <exception cref="InvalidOperationException">The compiler reports an error.</exception>
    public double Build(bool useServer, params string[] sources)
    {
        string[] files = [.. sources.Select((source, i) => Path.Combine(_work, $"Source{i}.cs"))];
        foreach ((string file, string source) in files.Zip(sources))
        {
            File.WriteAllText(file, source);
        }

        string response = Path.Combine(_work, "build.rsp");
        File.WriteAllLines(
            response,
            [
                "-nologo", "-nostdlib", "-target:library", "-optimize", "-debug:portable", "-nullable:enable", "-deterministic",
                .. Compiler.ReferencePaths.Select(path => $"-reference:\"{path}\""),
                $"-analyzer:\"{typeof(FcGenGenerator).Assembly.Location}\"",
                $"-out:\"{Path.Combine(_work, "out.dll")}\"",
                .. files.Select(file => $"\"{file}\""),
            ]);
        string[] how = useServer ? [$"-shared:{_server}", "-keepalive:60"] : [];
        long start = Clock.Now;
        Run("csc.dll", ["-noconfig", .. how, $"@{response}"]);
        return Clock.Since(start).TotalMilliseconds;
    }

    public void Dispose()
    {
        Run("VBCSCompiler.dll", ["-shutdown", $"-pipename:{_server}"]);
        Directory.Delete(_work, recursive: true);
    }

    private static string FindFolder()
    {
        string sdks = Path.Combine(DotnetRoot, "sdk");
        string newest = Directory.EnumerateDirectories(sdks)
            .Where(sdk => Version.TryParse(Path.GetFileName(sdk), out _) && File.Exists(Path.Combine(sdk, "Roslyn", "bincore", "csc.dll")))
            .MaxBy(sdk => Version.Parse(Path.GetFileName(sdk)))
            ?? throw new InvalidOperationException($"No SDK with a compiler exists in {sdks}.");
        return Path.Combine(newest, "Roslyn", "bincore");
    }

    private void Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(DotnetRoot, "dotnet"), ["exec", Path.Combine(_folder, program), .. arguments])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with code {process.ExitCode}: {output.Trim()}");
        }
    }
}
