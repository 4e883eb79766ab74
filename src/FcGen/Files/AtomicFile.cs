using FcGen.Messages;

namespace FcGen.Files;

/// <summary>Writes files atomically: after a failure or a crash, the content is either complete or unchanged.</summary>
internal static class AtomicFile
{
    private const int BufferLength = 1 << 16;

    /// <summary>
    /// Writes a regular file under a temporary name in the same folder, flushes it to disk, and then renames it. A FIFO, a character device
    /// or a descriptor such as /dev/stdout is never replaced; it receives the bytes directly. Any other type of file is rejected before
    /// anything is written. Messages contain the path of the caller.
    /// </summary>
    /// <remarks>
    /// A replaced file keeps its owner, its group, its Unix permissions and the symbolic links to it. Other hard links keep the old
    /// content. A new file has the default permissions of the process.
    /// </remarks>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">
    /// The file is read-only, its owner cannot be preserved, or the process may not write to its folder.
    /// </exception>
    /// <exception cref="IOException">The path is not a writable type of file, or writing failed.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        if (Path.EndsInDirectorySeparator(path))
        {
            throw new IOException($"{MessageText.Path(path)} cannot be written: expected a file, but the path ends with a separator.");
        }

        FileStatus status = FileStatus.Of(path);
        switch (status.Type)
        {
            case FileType.Fifo or FileType.CharacterDevice:
                WriteThrough(path, write);
                return;

            case FileType.Missing or FileType.Regular:
                if (SymbolicLinks.Resolve(path) is { } target)
                {
                    Replace(path, target, status, write);
                }
                else
                {
                    WriteThrough(path, write);
                }

                return;

            default:
                throw new IOException($"{MessageText.Path(path)} cannot be written: expected a file, but it is {status.Type.Describe()}.");
        }
    }

    /// <summary>
    /// Writes to an existing file. Truncating creates no file if the device has gone, and empties a file behind a descriptor.
    /// </summary>
    private static void WriteThrough(string path, Action<FileStream> write)
    {
        using var stream = new FileStream(path, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite, BufferLength);
        write(stream);
    }

    private static void Replace(string path, string target, FileStatus status, Action<FileStream> write)
    {
        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"{MessageText.Path(path)} cannot be written: there is no folder {MessageText.Path(folder)}.");
        }

        if (status.Type == FileType.Regular && IsReadOnly(target))
        {
            throw new UnauthorizedAccessException($"{MessageText.Path(path)} cannot be written: the file is read-only.");
        }

        using var replacement = new Replacement(path, target, status, BufferLength);
        replacement.Write(write);
        replacement.Commit();
    }

    /// <summary>Whether the permissions make the file read-only. The system itself lets root write every file.</summary>
    private static bool IsReadOnly(string path) => OperatingSystem.IsWindows()
        ? File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly)
        : !File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserWrite);
}
