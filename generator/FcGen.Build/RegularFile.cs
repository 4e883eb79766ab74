using System.Reflection;

namespace FcGen.Build;

/// <summary>
/// Opens files that hold data. To open a FIFO would wait for a writer without end, and to open a device may have effects of its own.
/// </summary>
internal static class RegularFile
{
    /// <summary>
    /// Follows links to the end. Only .NET Framework lacks the method, which runs on Windows, where opening a file follows links and no
    /// FIFO has a place in a folder.
    /// </summary>
    private static readonly MethodInfo? ResolveLinkTarget = typeof(FileSystemInfo).GetMethod("ResolveLinkTarget", [typeof(bool)]);

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <exception cref="IOException">There is no such file, it is none that holds data, or it cannot be opened.</exception>
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

        // No platform says more than the length, and a FIFO, a socket or a device has none.
        if (target.Length == 0)
        {
            throw new IOException("expected a safetensors file, but this is empty or no regular file");
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
