using System.Runtime.Versioning;
using FcGen.Messages;

namespace FcGen.Files;

/// <summary>
/// New content of a file, written under a temporary name in the same folder until it is complete. The temporary file is locked during the
/// write. The system releases the lock when the process ends, so unlocked files are abandoned by dead processes. The next replacement
/// deletes them.
/// </summary>
internal sealed class Replacement : IDisposable
{
    /// <summary>Maximum number of attempts. Another process may delete a new file as abandoned before it is locked.</summary>
    private const int MostAttempts = 4;

    private readonly string _path;
    private readonly string _target;
    private readonly string _temporary;
    private readonly FileStream _stream;
    private bool _isCommitted;

    /// <summary>Creates an empty file with the permissions and the owner of the file to replace.</summary>
    /// <param name="path">The path of the caller, for messages.</param>
    /// <param name="target">The file to replace, not a link.</param>
    /// <param name="status">The status of the target. The target may be missing.</param>
    /// <param name="bufferLength">Size of the write buffer in bytes.</param>
    public Replacement(string path, string target, FileStatus status, int bufferLength)
    {
        (_path, _target) = (path, target);
        bool exists = status.Type == FileType.Regular;
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = bufferLength,

            // On Unix the lock is kept until the file is renamed. It must not exclude readers then.
            Share = OperatingSystem.IsWindows() ? FileShare.None : FileShare.Read,
        };
        if (exists && !OperatingSystem.IsWindows())
        {
            // Never more than the target allows, and no group permissions before the file has the group of the target.
            options.UnixCreateMode = File.GetUnixFileMode(target) & (UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (_temporary, _stream) = Create(options);
        try
        {
            if (exists && !OperatingSystem.IsWindows())
            {
                CopyPermissions(status.Owner);
            }

            TemporaryNames.DeleteAbandoned(_target, _temporary);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Calls the caller's function to write the content.</summary>
    public void Write(Action<FileStream> write)
    {
        try
        {
            write(_stream);
        }
        catch (Exception exception) when (IsFileError(exception) && exception.Message.Contains(_temporary, StringComparison.Ordinal))
        {
            throw Named(exception, _temporary);
        }
    }

    /// <summary>Flushes the content to disk, so that it survives a power failure, and renames the file.</summary>
    public void Commit()
    {
        try
        {
            _stream.Flush(flushToDisk: true);
            if (OperatingSystem.IsWindows())
            {
                // An open file cannot be renamed.
                _stream.Dispose();
            }

            File.Move(_temporary, _target, overwrite: true);
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            throw Named(exception, _temporary);
        }

        _isCommitted = true;
    }

    /// <summary>Closes the file, and deletes it unless it has been renamed.</summary>
    public void Dispose()
    {
        if (_isCommitted)
        {
            _stream.Dispose();
            return;
        }

        // The original failure is reported, not the failure to write the rest of the buffer.
        Try(_stream.Dispose);
        Try(() => File.Delete(_temporary));

        static void Try(Action action)
        {
            try
            {
                action();
            }
            catch (Exception exception) when (IsFileError(exception))
            {
            }
        }
    }

    private static bool IsFileError(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private (string Temporary, FileStream Stream) Create(FileStreamOptions options)
    {
        for (int attempt = 1; ; attempt++)
        {
            string temporary = TemporaryNames.Create(_target);
            try
            {
                var stream = new FileStream(temporary, options);
                if (File.Exists(temporary))
                {
                    return (temporary, stream);
                }

                stream.Dispose();
            }
            catch (UnauthorizedAccessException)
            {
                throw new UnauthorizedAccessException(
                    $"{MessageText.Path(_path)} cannot be written: "
                    + $"this process may not create files in {MessageText.Path(Path.GetDirectoryName(_target)!)}.");
            }
            catch (IOException exception)
            {
                if (attempt == MostAttempts)
                {
                    throw Named(exception, temporary);
                }
            }
        }
    }

    [UnsupportedOSPlatform("windows")]
    private void CopyPermissions(FileOwner? owner)
    {
        if (owner is { } expected && FileStatus.Of(_temporary).Owner != expected && !expected.TryTake(_stream.SafeFileHandle))
        {
            throw new UnauthorizedAccessException(
                $"{MessageText.Path(_path)} cannot be written: it belongs to user {expected.User} and group {expected.Group}, "
                + "and this process may not change the owner of a new file.");
        }

        UnixFileMode mode = File.GetUnixFileMode(_target);
        if (File.GetUnixFileMode(_stream.SafeFileHandle) != mode)
        {
            File.SetUnixFileMode(_stream.SafeFileHandle, mode);
        }
    }

    /// <summary>Returns the exception with the caller's path in its message.</summary>
    private Exception Named(Exception exception, string temporary)
    {
        string message = exception.Message.Replace(temporary, _path, StringComparison.Ordinal);
        bool isNamed = message.Contains(_path, StringComparison.Ordinal);
        message = MessageText.Escape(message);
        if (!isNamed)
        {
            message = $"{MessageText.Path(_path)} cannot be written: {message}";
        }

        return exception is UnauthorizedAccessException
            ? new UnauthorizedAccessException(message)
            : new IOException(message, exception.HResult);
    }
}
