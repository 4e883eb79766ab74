using System.Reflection;

namespace FcGen.Build;

/// <summary>
/// Opens regular files only. Opening a FIFO would wait indefinitely for a writer, and opening a device may have side effects.
/// </summary>
internal static class RegularFile
{
    /// <summary>
    /// Resolves links. Only .NET Framework lacks this method. .NET Framework runs on Windows, where opening a file follows links and directories
    /// contain no FIFOs.
    /// </summary>
    private static readonly MethodInfo? ResolveLinkTarget = typeof(FileSystemInfo).GetMethod("ResolveLinkTarget", [typeof(bool)]);

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <exception cref="IOException">The file does not exist, is not a regular file, or cannot be opened.</exception>
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("expected a file, but this is a directory");
        }

        var file = new FileInfo(path);
        if (!file.Exists || Target(file) is not { Exists: true } target)
        {
            throw new FileNotFoundException("the file does not exist");
        }

        // No portable API reports the file type. The length of a FIFO, a socket or a device is 0.
        if (target.Length == 0)
        {
            throw new IOException("expected a safetensors file, but this is empty or not a regular file");
        }

        return new FileStream(target.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    private static FileInfo? Target(FileInfo file)
    {
        if ((file.Attributes & FileAttributes.ReparsePoint) == 0 || ResolveLinkTarget is null)
        {
            return file;
        }

        try
        {
            return ResolveLinkTarget.Invoke(file, [true]) is FileSystemInfo target ? new FileInfo(target.FullName) : file;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"the link cannot be followed: {exception.InnerException.Message}", exception.InnerException);
        }
    }
}
