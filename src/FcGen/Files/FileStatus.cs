using System.Runtime.InteropServices;
using FcGen.Messages;

namespace FcGen.Files;

/// <summary>
/// Type, identity and owner of the file at a path. The file is not opened, because opening a FIFO can block, and opening a device can have
/// side effects. .NET does not distinguish a FIFO or a device from a regular file, so Linux uses a system call.
/// </summary>
/// <param name="Type">The type of the file.</param>
/// <param name="Identity">Equal for two paths only if they name the same file, also through links. On Windows hard links differ.</param>
/// <param name="Owner">The user and the group, or null if they are unknown.</param>
internal sealed partial record FileStatus(FileType Type, string Identity, FileOwner? Owner)
{
    private static readonly FileStatus Missing = new(FileType.Missing, string.Empty, null);

    /// <summary>Reads the status of a file.</summary>
    /// <param name="path">The file; it may be missing.</param>
    /// <param name="followsLink">Whether to follow symbolic links. Otherwise a link is <see cref="FileType.Missing"/>.</param>
    /// <exception cref="PathTooLongException">The path or a name in it is too long for the file system.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not search a folder of the path.</exception>
    /// <exception cref="IOException">Links form a cycle.</exception>
    public static FileStatus Of(string path, bool followsLink = true)
    {
        string fullPath = Path.GetFullPath(path);
        return OfLinux(path, fullPath, followsLink) ?? OfAnySystem(fullPath, followsLink);
    }

    private static FileStatus OfAnySystem(string path, bool followsLink)
    {
        // Windows: NUL, CON and other devices have full paths such as \\.\NUL.
        FileType type = OperatingSystem.IsWindows() && path.StartsWith(@"\\.\", StringComparison.Ordinal) ? FileType.CharacterDevice
            : !followsLink && new FileInfo(path).LinkTarget is not null ? FileType.Missing
            : Directory.Exists(path) ? FileType.Folder
            : File.Exists(path) ? FileType.Regular
            : FileType.Missing;
        return type == FileType.Regular
            ? new FileStatus(type, (SymbolicLinks.Resolve(path) ?? path).ToUpperInvariant(), null)
            : Missing with { Type = type };
    }

    /// <summary>Calls the kernel; returns null if this is not Linux or the call is not available.</summary>
    private static FileStatus? OfLinux(string path, string fullPath, bool followsLink)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            if (Statx(CurrentFolder, fullPath, followsLink ? 0 : NoFollow, BasicStatistics, out StatxResult result) == 0)
            {
                return new FileStatus(
                    TypeOf(result.Mode),
                    $"{result.DeviceMajor}:{result.DeviceMinor}:{result.Inode}",
                    new FileOwner(result.User, result.Group));
            }
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before 2018.
            return null;
        }

        int error = Marshal.GetLastPInvokeError();
        string message = $"{MessageText.Path(path)}: {Marshal.GetPInvokeErrorMessage(error)}.";
        return error switch
        {
            NoEntry or NotAFolder => Missing,
            AccessDenied => throw new UnauthorizedAccessException(message),
            NameTooLong => throw new PathTooLongException(message),
            TooManyLinks => throw new IOException(message),
            _ => null,
        };
    }
}
