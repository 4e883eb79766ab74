using FcGen.Files;
using FcGen.Messages;
using Microsoft.Win32.SafeHandles;

namespace FcGen.Data;

/// <summary>A file for random access, thread-safe. Nothing is cached.</summary>
internal sealed class BinaryFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    public BinaryFile(string path)
    {
        DataFile.CheckExists(path);
        FileType type = FileStatus.Of(path).Type;
        if (type != FileType.Regular)
        {
            throw new InvalidDataException(
                $"{MessageText.Path(path)}: expected a regular file, which allows random access, but it is {type.Describe()}.");
        }

        Source = MessageText.Path(path);

        // Other processes may append samples meanwhile. A truncated file is detected when it is read.
        _handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        Length = RandomAccess.GetLength(_handle);
    }

    /// <summary>Name of the file in messages: its path in quotes.</summary>
    public string Source { get; }

    /// <summary>Length of the file in bytes when it was opened.</summary>
    public long Length { get; }

    /// <summary>Fills a span from a position of the file.</summary>
    /// <exception cref="InvalidDataException">The file has been truncated.</exception>
    public void Read(long position, Span<byte> destination)
    {
        int length = destination.Length;
        for (int done = 0; done < length;)
        {
            int read = RandomAccess.Read(_handle, destination[done..], position + done);
            if (read == 0)
            {
                throw new InvalidDataException(
                    $"{Source}: expected {Length} bytes as when it was opened, but found {position + done}: the file has been truncated.");
            }

            done += read;
        }
    }

    /// <summary>Reads the first bytes, which identify a format.</summary>
    public byte[] ReadStart()
    {
        var start = new byte[(int)Math.Min(FileFormat.StartLength, Length)];
        Read(0, start);
        return start;
    }

    public void Dispose() => _handle.Dispose();
}
