using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace FcGen.Tests.ChildProcesses;

/// <summary>Runs code in a separate process, because it could end the process or disturb other tests in it.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>Runs a static method, and fails with what the process wrote if it does not return in time.</summary>
    public static void Run(Action method) => Run(method.Method);

    /// <inheritdoc cref="Run(Action)"/>
    public static void Run(Action<string> method, string argument) => Run(method.Method, argument);

    private static void Run(MethodInfo method, params string[] argument)
    {
        Assert.True(method.IsStatic);
        string dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        string[] arguments = ["exec", typeof(ChildProcess).Assembly.Location, method.DeclaringType!.FullName!, method.Name, .. argument];
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
            $"{method.Name} {(hasEnded ? $"ended with {process.ExitCode}" : "did not end")}: {output.Result}{error.Result}");
    }
}
