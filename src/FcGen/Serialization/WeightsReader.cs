using System.ComponentModel;
using FcGen.Messages;
using FcGen.Runtime;

namespace FcGen.Serialization;

/// <summary>Reads the tensors of a network from safetensors, block by block. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WeightsReader : IDisposable
{
    private const int BlockLength = 1 << 14;

    /// <summary>The header is not read further after this many tensors more than the network has.</summary>
    private const int MostLeftOver = 1000;

    /// <summary>The most differences that a message shows of the network's tensors, and of those left over.</summary>
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

    /// <summary>Reads from a stream, which is left open.</summary>
    /// <param name="stream">The stream, read from its present position to its end.</param>
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
    /// The file is damaged or no safetensors file, does not have exactly these tensors, or the data is cut or does not end, or holds a value
    /// that its tensor cannot have.
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
            return SafetensorsHeader.Read(_stream, tensors.Count + MostLeftOver, longestName);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{_source}: {exception.Message}.", exception);
        }
    }

    /// <summary>Compares the tensors of a file with those of the network, and names the first differences.</summary>
    private void CheckTensors(SafetensorsHeader header, IReadOnlyList<TensorInfo> tensors, Dictionary<string, TensorInfo> expected)
    {
        Dictionary<string, SafetensorsEntry> found = header.Tensors.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        string[] differences =
            [.. tensors.SelectMany(tensor => Differences(tensor, found.GetValueOrDefault(tensor.Name), header.IsComplete))];
        SafetensorsEntry[] leftOver = [.. header.Tensors.Where(entry => !expected.ContainsKey(entry.Name))];
        if (differences.Length + leftOver.Length > 0)
        {
            string[] shown =
            [
                .. differences.Take(Shown),
                .. leftOver.Take(Shown).Select(entry =>
                    $"{MessageText.Name(entry.Name)} is left over: expected no such tensor, but found {entry}"),
            ];
            throw new InvalidDataException($"{_source}: the tensors are not those of the network.\n  "
                + MessageText.Few(shown, differences.Length + leftOver.Length, "\n  ", isLeast: !header.IsComplete));
        }
    }

    /// <summary>The differences between a tensor of the network and that of the file, which is null if there is none.</summary>
    /// <param name="tensor">The tensor of the network.</param>
    /// <param name="entry">The tensor of the file.</param>
    /// <param name="isComplete">Whether a tensor that was not found is missing.</param>
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
