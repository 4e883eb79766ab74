using System.Diagnostics;
using System.Reflection;

namespace FcGen.Benchmarks;

/// <summary>Starts this program in a new process, so that nothing is compiled yet.</summary>
internal static class OwnProcess
{
    /// <summary>Runs the program with arguments and returns its output.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="environment">Variables in addition to those of this process.</param>
    /// <exception cref="InvalidOperationException">The program failed.</exception>
    public static string Run(IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");

        // Started as "dotnet FcGen.Benchmarks.dll"?
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        string[] all = [.. isHost ? [Assembly.GetExecutingAssembly().Location] : Array.Empty<string>(), .. arguments];
        var start = new ProcessStartInfo(program, all) { RedirectStandardOutput = true };
        foreach ((string name, string value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} could not be started.");
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? text
            : throw new InvalidOperationException(
                $"'{program} {string.Join(' ', all)}' ended with code {process.ExitCode} and printed '{text.Trim()}'.");
    }
}
