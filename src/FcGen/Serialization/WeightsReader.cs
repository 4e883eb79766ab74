using System.ComponentModel;
using FcGen.Messages;
using FcGen.Runtime;

namespace FcGen.Serialization;

/// <summary>Reads the tensors of a network from safetensors, block by block. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WeightsReader : IDisposable
{
    private const int BlockLength = 1 << 14;

    private readonly Stream _stream;
    private readonly bool _ownsStream;
    private readonly string _source;
    private readonly LoadOptions _options;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Names and allowed differences. Default: null, no differences.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    public WeightsReader(string path, LoadOptions? options = null)
        : this(Open(path), path, ownsStream: true, options)
    {
    }

    /// <summary>Initializes a reader of a stream, which is left open.</summary>
    /// <param name="stream">The stream, read from its current position to its end.</param>
    /// <param name="options">Names and allowed differences. Default: null, no differences.</param>
    public WeightsReader(Stream stream, LoadOptions? options = null)
        : this(stream, (stream as FileStream)?.Name, ownsStream: false, options)
    {
    }

    private WeightsReader(Stream stream, string? path, bool ownsStream, LoadOptions? options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _ownsStream = ownsStream;
        _source = path is null ? "The stream" : MessageText.Path(path);
        _options = options ?? new LoadOptions();
    }

    /// <summary>Seed of the initial weights of tensors that may be missing; null if none may be missing.</summary>
    public int? Seed => _options.AllowMissing ? _options.Seed : null;

    /// <summary>Reads the header and every tensor. After an exception some tensors may have been read.</summary>
    /// <param name="tensors">The tensors of the network.</param>
    /// <param name="state">Receives parameters, then buffers.</param>
    /// <param name="buffersOffset">Index of the first buffer.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, truncated, too long or not a safetensors file, its tensors do not match the network, or a value is invalid for
    /// its tensor.
    /// </exception>
    public void Read(IReadOnlyList<TensorInfo> tensors, AlignedBuffer state, int buffersOffset)
    {
        (SafetensorsHeader header, IReadOnlyList<(SafetensorsEntry Entry, TensorInfo? Tensor)> assigned) = ReadHeader(tensors);
        var values = new float[BlockLength];
        var bytes = new byte[BlockLength * sizeof(ulong)];
        foreach ((SafetensorsEntry entry, TensorInfo? tensor) in assigned)
        {
            if (tensor is null)
            {
                Skip(header, entry, bytes);
                continue;
            }

            Span<float> packed = tensor.Kind == TensorKind.Buffer ? state.Span[buffersOffset..] : state.Span;
            for (int first = 0; first < tensor.Length; first += BlockLength)
            {
                Span<float> block = values.AsSpan(0, Math.Min(BlockLength, tensor.Length - first));
                Span<byte> encoded = bytes.AsSpan(0, block.Length * TensorElements.SizeOf(entry.Type));
                ReadData(header, entry, encoded);
                TensorElements.Decode(entry.Type, encoded, block);
                if (tensor.FindInvalid(block, first) is { } invalid)
                {
                    throw new InvalidDataException($"{_source}: {invalid}.");
                }

                tensor.PackPart(block, packed, first);
            }
        }

        if (_stream.ReadByte() != -1)
        {
            throw new InvalidDataException($"{_source}: expected the end after {header.DataLength} bytes of data, but found more.");
        }
    }

    /// <summary>Closes the file, if this reader opened it.</summary>
    public void Dispose()
    {
        if (_ownsStream)
        {
            _stream.Dispose();
        }
    }

    private static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw Directory.Exists(path)
                ? new UnauthorizedAccessException($"{MessageText.Path(path)}: expected a safetensors file, but this is a directory.")
                : new FileNotFoundException($"The weights file {MessageText.Path(path)} does not exist.", path);
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
    }

    private (SafetensorsHeader Header, IReadOnlyList<(SafetensorsEntry Entry, TensorInfo? Tensor)> Assigned) ReadHeader(
        IReadOnlyList<TensorInfo> tensors)
    {
        var assignment = new TensorAssignment(tensors, _options, _source);
        SafetensorsHeader header;
        try
        {
            header = SafetensorsHeader.Read(_stream, assignment.MostTensors, assignment.LongestName);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{_source}: {exception.Message}.", exception);
        }

        return (header, assignment.Assign(header));
    }

    private void Skip(SafetensorsHeader header, SafetensorsEntry entry, byte[] buffer)
    {
        for (long left = entry.End - entry.Begin; left > 0; left -= buffer.Length)
        {
            ReadData(header, entry, buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
        }
    }

    private void ReadData(SafetensorsHeader header, SafetensorsEntry entry, Span<byte> destination)
    {
        int read = _stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        if (read < destination.Length)
        {
            throw new InvalidDataException(
                $"{_source}: expected {header.DataLength} bytes of data after the header, "
                + $"but found the end within {HeaderPart.Tensor(entry.Name)}.");
        }
    }
}
