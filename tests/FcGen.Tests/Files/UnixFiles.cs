using System.Diagnostics;

namespace FcGen.Tests.Files;

/// <summary>Special files, which .NET does not create.</summary>
internal static class UnixFiles
{
    public static string CreateFifo(string path)
    {
        Assert.Equal(0, Run("mkfifo", path));
        return path;
    }

    /// <summary>
    /// Returns the path of a null device: a new device for root, who could replace the system's device, otherwise the system's.
    /// </summary>
    public static string NullDevice(string path) =>
        Environment.IsPrivilegedProcess && Run("mknod", path, "c", "1", "3") == 0 ? path : "/dev/null";

    /// <summary>Runs a program of the system.</summary>
    /// <returns>Its exit code.</returns>
    public static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
