using FcGen.Messages;

namespace FcGen.Data;

/// <summary>
/// Content of a file or stream. Content that begins with the magic number of gzip is decompressed while it is read. Read-ahead buffers have
/// a constant size.
/// </summary>
internal sealed class DataFile : IDisposable
{
    private const int GzipMagicLength = 2;

    private readonly Stream? _owned;
    private byte[] _textStart = [];

    private DataFile(Stream stream, Stream? owned, string source)
    {
        (Source, _owned) = (source, owned);
        long? length = stream.CanSeek ? stream.Length - stream.Position : null;
        byte[] start = ReadStart(stream, GzipMagicLength);
        IsCompressed = GzipReader.IsGzip(start);
        Content = IsCompressed ? new GzipReader(start, stream, source) : new JoinedStream(start, stream, default);
        Length = IsCompressed ? null : length;
    }

    /// <summary>The content, from beginning to end.</summary>
    public Stream Content { get; }

    /// <summary>Length of <see cref="Content"/> in bytes, or null if it is unknown before reading.</summary>
    public long? Length { get; }

    /// <summary>Whether the content is decompressed.</summary>
    public bool IsCompressed { get; }

    /// <summary>Name of the file or stream in messages.</summary>
    public string Source { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static DataFile Open(string path)
    {
        CheckExists(path);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            return new DataFile(stream, stream, MessageText.Path(path));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Wraps a stream, which is left open.</summary>
    public static DataFile Of(Stream stream, string source) => new(stream, null, source);

    /// <summary>Rejects a path without a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static void CheckExists(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            string reason = Directory.Exists(path) ? "is a folder" : "does not exist";
            throw new FileNotFoundException($"The data file {MessageText.Path(path)} {reason}.", path);
        }
    }

    /// <summary>Reads the content as text, in UTF-8 or with a byte order mark.</summary>
    public StreamReader OpenText()
    {
        // A StreamReader detects a byte order mark only if its first read returns the whole mark.
        _textStart = ReadStart(Content, FileFormat.StartLength);
        return new StreamReader(new JoinedStream(_textStart, Content, default), bufferSize: 1 << 16);
    }

    /// <summary>Returns the format of the content that <see cref="OpenText"/> reads, or null if it is plain text or unknown.</summary>
    public FileFormat? RecognizeFormat() =>
        FileFormat.Recognize(_textStart, _textStart.Length) is { IsPlainText: false } format ? format : null;

    public void Dispose()
    {
        Content.Dispose();
        _owned?.Dispose();
    }

    private static byte[] ReadStart(Stream stream, int length)
    {
        var start = new byte[length];
        return start[..stream.ReadAtLeast(start, length, throwOnEndOfStream: false)];
    }
}
