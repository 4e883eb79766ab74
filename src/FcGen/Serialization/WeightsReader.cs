using System.ComponentModel;
using FcGen.Numerics;

namespace FcGen.Serialization;

/// <summary>Reads the tensors of a network from safetensors, block by block. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WeightsReader : IDisposable
{
    private const int BlockLength = 1 << 14;

    private readonly Stream _stream;
    private readonly bool _ownsStream;
    private readonly string _source;
    private readonly SafetensorsHeader _header;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public WeightsReader(string path)
        : this(Open(path), path, ownsStream: true)
    {
    }

    /// <summary>Reads the header of a stream, which is left open.</summary>
    /// <param name="stream">The stream, read from its present position to its end.</param>
    /// <exception cref="InvalidDataException">The header is damaged.</exception>
    public WeightsReader(Stream stream)
        : this(stream, (stream as FileStream)?.Name, ownsStream: false)
    {
    }

    private WeightsReader(Stream stream, string? path, bool ownsStream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _ownsStream = ownsStream;
        _source = path is null ? "The stream" : $"'{path}'";
        try
        {
            _header = SafetensorsHeader.Read(stream);
        }
        catch (Exception exception)
        {
            Dispose();
            if (exception is InvalidDataException)
            {
                throw new InvalidDataException($"{_source}: {exception.Message}.", exception);
            }

            throw;
        }
    }

    /// <summary>Reads every tensor. After an exception some may have been read.</summary>
    /// <param name="tensors">The tensors of the network.</param>
    /// <param name="state">Receives parameters, then buffers.</param>
    /// <param name="buffersOffset">Index of the first buffer.</param>
    /// <exception cref="InvalidDataException">The file does not have exactly these tensors, or the data is cut or does not end.</exception>
    public void Read(IReadOnlyList<TensorInfo> tensors, AlignedBuffer state, int buffersOffset)
    {
        Dictionary<string, TensorInfo> expected = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        CheckTensors(tensors, expected);
        var values = new float[BlockLength];
        var bytes = new byte[BlockLength * sizeof(ulong)];
        foreach (SafetensorsEntry entry in _header.Tensors)
        {
            TensorInfo tensor = expected[entry.Name];
            Span<float> packed = tensor.Kind == TensorKind.Buffer ? state.Span[buffersOffset..] : state.Span;
            for (int first = 0; first < tensor.Length; first += BlockLength)
            {
                Span<float> block = values.AsSpan(0, Math.Min(BlockLength, tensor.Length - first));
                Span<byte> encoded = bytes.AsSpan(0, block.Length * TensorElements.SizeOf(entry.Type));
                ReadData(entry, encoded);
                TensorElements.Decode(entry.Type, encoded, block);
                tensor.PackPart(block, packed, first);
            }
        }

        if (_stream.ReadByte() != -1)
        {
            throw new InvalidDataException($"{_source}: expected the end after {_header.DataLength} bytes of data, but found more.");
        }
    }

    /// <summary>Closes the file, if it was opened here.</summary>
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
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
    }

    /// <summary>Compares what there is with what there should be, and tells of all differences at once.</summary>
    private void CheckTensors(IReadOnlyList<TensorInfo> tensors, Dictionary<string, TensorInfo> expected)
    {
        Dictionary<string, SafetensorsEntry> found = _header.Tensors.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var differences = new List<string>();
        foreach (TensorInfo tensor in tensors)
        {
            IReadOnlyList<string> types = TensorElements.TypesOf(tensor);
            if (!found.TryGetValue(tensor.Name, out SafetensorsEntry? entry))
            {
                differences.Add($"'{tensor.Name}' is missing: expected shape [{string.Join(", ", tensor.Shape)}]");
                continue;
            }

            if (!entry.Shape.SequenceEqual(tensor.Shape.Select(dimension => (long)dimension)))
            {
                differences.Add($"'{tensor.Name}': expected shape [{string.Join(", ", tensor.Shape)}], but found [{string.Join(", ", entry.Shape)}]");
            }

            if (!types.Contains(entry.Type))
            {
                differences.Add($"'{tensor.Name}': expected one of the dtypes {string.Join(", ", types)}, but found {entry.Type}");
            }
        }

        differences.AddRange(_header.Tensors
            .Where(entry => !expected.ContainsKey(entry.Name))
            .Select(entry => $"'{entry.Name}' is left over: expected no such tensor, but found {entry}"));
        if (differences.Count > 0)
        {
            throw new InvalidDataException($"{_source}: the tensors are not those of the network.\n  {string.Join("\n  ", differences)}");
        }
    }

    private void ReadData(SafetensorsEntry entry, Span<byte> destination)
    {
        int read = _stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        if (read < destination.Length)
        {
            throw new InvalidDataException(
                $"{_source}: expected {_header.DataLength} bytes of data after the header, but found the end within tensor '{entry.Name}'.");
        }
    }
}
