using FcGen.Files;
using FcGen.Messages;
using Microsoft.Win32.SafeHandles;

namespace FcGen.Data;

/// <summary>A file that is read piece by piece at any place, from several threads if they like. Nothing of it is kept.</summary>
internal sealed class BinaryFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    public BinaryFile(string path)
    {
        DataFile.CheckExists(path);
        FileType type = FileStatus.Of(path).Type;
        if (type != FileType.Regular)
        {
            throw new InvalidDataException($"{MessageText.Path(path)}: expected a regular file, which is read in any order, but it is {type.Describe()}.");
        }

        Source = MessageText.Path(path);

        // Others may append samples meanwhile; a file that is cut is noticed when it is read.
        _handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        Length = RandomAccess.GetLength(_handle);
    }

    /// <summary>The file in messages: its path in quotes.</summary>
    public string Source { get; }

    /// <summary>Number of bytes when the file was opened.</summary>
    public long Length { get; }

    /// <summary>Fills a span from a place on.</summary>
    /// <exception cref="InvalidDataException">The file has become shorter.</exception>
    public void Read(long position, Span<byte> destination)
    {
        int length = destination.Length;
        for (int done = 0; done < length;)
        {
            int read = RandomAccess.Read(_handle, destination[done..], position + done);
            if (read == 0)
            {
                throw new InvalidDataException(
                    $"{Source}: expected {Length} bytes as when it was opened, but found {position + done}: the file has been cut.");
            }

            done += read;
        }
    }

    /// <summary>Reads as many bytes from the start as identify a format.</summary>
    public byte[] ReadStart()
    {
        var start = new byte[(int)Math.Min(FileFormat.StartLength, Length)];
        Read(0, start);
        return start;
    }

    public void Dispose() => _handle.Dispose();
}
