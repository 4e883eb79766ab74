using System.ComponentModel;
using FcGen.Files;
using FcGen.Runtime;

namespace FcGen.Serialization;

/// <summary>Writes the tensors of a network as safetensors, block by block. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WeightsWriter
{
    private const int BlockLength = 1 << 14;

    /// <summary>Writes a file atomically: its content is either complete or unchanged.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors, in order.</param>
    /// <param name="state">Parameters, then buffers.</param>
    /// <param name="buffersOffset">Index of the first buffer.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    public static void Save(string path, IReadOnlyList<TensorInfo> tensors, AlignedBuffer state, int buffersOffset)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, file => Save(file, tensors, state, buffersOffset));
    }

    /// <summary>Writes to a stream, which is left open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="tensors">The tensors, in order.</param>
    /// <param name="state">Parameters, then buffers.</param>
    /// <param name="buffersOffset">Index of the first buffer.</param>
    public static void Save(Stream stream, IReadOnlyList<TensorInfo> tensors, AlignedBuffer state, int buffersOffset)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(SafetensorsHeaderWriter.Write(tensors));
        var values = new float[BlockLength];
        var bytes = new byte[BlockLength * sizeof(ulong)];
        foreach (TensorInfo tensor in tensors)
        {
            string type = TensorElements.WrittenType(tensor);
            ReadOnlySpan<float> packed = tensor.Kind == TensorKind.Buffer ? state.Span[buffersOffset..] : state.Span;
            for (int first = 0; first < tensor.Length; first += BlockLength)
            {
                Span<float> block = values.AsSpan(0, Math.Min(BlockLength, tensor.Length - first));
                tensor.UnpackPart(packed, first, block);
                Span<byte> encoded = bytes.AsSpan(0, block.Length * TensorElements.SizeOf(type));
                TensorElements.Encode(type, block, encoded);
                stream.Write(encoded);
            }
        }
    }
}
