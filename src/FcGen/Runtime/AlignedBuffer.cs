using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FcGen.Runtime;

/// <summary>Zero-initialized memory for floats, aligned to 64 bytes and pinned. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AlignedBuffer
{
    private const int Alignment = 64;

    /// <summary>Maximum length of a buffer in floats.</summary>
    internal static readonly int MaxLength = Array.MaxLength - (Alignment / sizeof(float));

    private readonly float[] _array;
    private readonly int _start;

    /// <summary>Allocates a buffer on the pinned heap.</summary>
    /// <param name="length">Number of floats, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="length"/> is negative or larger than the limit of an array.
    /// </exception>
    public unsafe AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxLength);
        _array = GC.AllocateArray<float>(length + (Alignment / sizeof(float)), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _start = (int)((Alignment - (address % Alignment)) % Alignment) / sizeof(float);
        Length = length;
    }

    /// <summary>Number of floats.</summary>
    public int Length { get; }

    /// <summary>The floats.</summary>
    public Span<float> Span => _array.AsSpan(_start, Length);

    /// <summary>The first float.</summary>
    public ref float Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);
    }
}
