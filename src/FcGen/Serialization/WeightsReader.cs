using System.ComponentModel;
using FcGen.Messages;
using FcGen.Runtime;

namespace FcGen.Serialization;

/// <summary>Reads the tensors of a network from safetensors, block by block. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WeightsReader : IDisposable
{
    private const int BlockLength = 1 << 14;

    /// <summary>Maximum number of unexpected tensors; reading the header stops there.</summary>
    private const int MostUnexpected = 1000;

    /// <summary>Maximum number of differences in a message, for tensors of the network and for unexpected tensors.</summary>
    private const int Shown = 8;

    private readonly Stream _stream;
    private readonly bool _ownsStream;
    private readonly string _source;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    public WeightsReader(string path)
        : this(Open(path), path, ownsStream: true)
    {
    }

    /// <summary>Initializes a reader of a stream, which is left open.</summary>
    /// <param name="stream">The stream, read from its current position to its end.</param>
    public WeightsReader(Stream stream)
        : this(stream, (stream as FileStream)?.Name, ownsStream: false)
    {
    }

    private WeightsReader(Stream stream, string? path, bool ownsStream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _ownsStream = ownsStream;
        _source = path is null ? "The stream" : MessageText.Path(path);
    }

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
        Dictionary<string, TensorInfo> expected = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        SafetensorsHeader header = ReadHeader(tensors);
        CheckTensors(header, tensors, expected);
        var values = new float[BlockLength];
        var bytes = new byte[BlockLength * sizeof(ulong)];
        foreach (SafetensorsEntry entry in header.Tensors)
        {
            TensorInfo tensor = expected[entry.Name];
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

    private SafetensorsHeader ReadHeader(IReadOnlyList<TensorInfo> tensors)
    {
        try
        {
            int longestName = tensors.Select(tensor => tensor.Name.Length).Append(SafetensorsHeader.LongestName).Max();
            return SafetensorsHeader.Read(_stream, tensors.Count + MostUnexpected, longestName);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{_source}: {exception.Message}.", exception);
        }
    }

    /// <summary>Compares the tensors of a file with the network, and throws with the first differences.</summary>
    private void CheckTensors(SafetensorsHeader header, IReadOnlyList<TensorInfo> tensors, Dictionary<string, TensorInfo> expected)
    {
        Dictionary<string, SafetensorsEntry> found = header.Tensors.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        string[] differences =
            [.. tensors.SelectMany(tensor => Differences(tensor, found.GetValueOrDefault(tensor.Name), header.IsComplete))];
        SafetensorsEntry[] unexpected = [.. header.Tensors.Where(entry => !expected.ContainsKey(entry.Name))];
        if (differences.Length + unexpected.Length > 0)
        {
            string[] shown =
            [
                .. differences.Take(Shown),
                .. unexpected.Take(Shown).Select(entry =>
                    $"{MessageText.Name(entry.Name)} is unexpected: found {entry}, but the network has no such tensor"),
            ];
            throw new InvalidDataException($"{_source}: the tensors do not match the network.\n  "
                + MessageText.Few(shown, differences.Length + unexpected.Length, "\n  ", isLeast: !header.IsComplete));
        }
    }

    /// <summary>Lists the differences between a tensor of the network and the tensor of the file, which is null if not found.</summary>
    /// <param name="tensor">The tensor of the network.</param>
    /// <param name="entry">The tensor of the file.</param>
    /// <param name="isComplete">Whether all tensors of the file were read, so that a tensor that was not found is missing.</param>
    private static IEnumerable<string> Differences(TensorInfo tensor, SafetensorsEntry? entry, bool isComplete)
    {
        string name = MessageText.Name(tensor.Name);
        string shape = $"[{string.Join(", ", tensor.Shape)}]";
        if (entry is null)
        {
            return isComplete ? [$"{name} is missing: expected shape {shape}"] : [];
        }

        var differences = new List<string>();
        if (!entry.Shape.SequenceEqual(tensor.Shape.Select(dimension => (long)dimension)))
        {
            differences.Add($"{name}: expected shape {shape}, but found {MessageText.Shape(entry.Shape)}");
        }

        IReadOnlyList<string> types = TensorElements.TypesOf(tensor);
        if (!types.Contains(entry.Type))
        {
            differences.Add($"{name}: expected one of the dtypes {string.Join(", ", types)}, but found {entry.Type}");
        }

        return differences;
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
