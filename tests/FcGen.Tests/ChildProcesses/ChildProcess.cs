using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FcGen.Tests.ChildProcesses;

/// <summary>Runs code in a separate process, because it could end the process or disturb other tests in it.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>Runs a static method, and fails with what the process wrote if it does not return in time.</summary>
    public static void Run(Action method)
    {
        Assert.True(method.Method.IsStatic);
        string dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        string[] arguments = ["exec", typeof(ChildProcess).Assembly.Location, method.Method.DeclaringType!.FullName!, method.Method.Name];
        using Process process = Process.Start(new ProcessStartInfo(dotnet, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        bool hasEnded = process.WaitForExit(Timeout);
        if (!hasEnded)
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.True(
            hasEnded && process.ExitCode == 0,
            $"{method.Method.Name} {(hasEnded ? $"ended with {process.ExitCode}" : "did not end")}: {output.Result}{error.Result}");
    }
}
