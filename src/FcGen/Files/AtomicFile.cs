using FcGen.Messages;

namespace FcGen.Files;

/// <summary>Writes files whose content is complete or unchanged, after a failure and after a crash too.</summary>
internal static class AtomicFile
{
    private const int BufferLength = 1 << 16;

    /// <summary>
    /// Writes a regular file under a temporary name beside it, flushes it to disk, and then gives it its name. A FIFO, a character device
    /// or a descriptor such as /dev/stdout is never replaced: it receives the bytes as they are written. Everything else is refused before
    /// anything is written. Messages contain the caller's path.
    /// </summary>
    /// <remarks>
    /// A file that is replaced keeps its owner, its group, its Unix permissions and the symbolic links to it. Other hard links keep the
    /// old content. A new file has the permissions that the process gives to new files.
    /// </remarks>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">
    /// The file is read-only, its owner cannot be kept, or the system does not allow to write into its folder.
    /// </exception>
    /// <exception cref="IOException">The path names something that cannot be written, or writing failed.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        if (Path.EndsInDirectorySeparator(path))
        {
            throw new IOException($"{MessageText.Path(path)} cannot be written: expected a file, but the path ends as that of a folder.");
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

    /// <summary>Writes to what exists. Truncating creates no file if the device has gone, and empties a file behind a descriptor.</summary>
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

    /// <summary>Whether the permissions say so. The system itself lets root write every file.</summary>
    private static bool IsReadOnly(string path) => OperatingSystem.IsWindows()
        ? File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly)
        : !File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserWrite);
}
