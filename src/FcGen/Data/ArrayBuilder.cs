using System.Runtime.InteropServices;

namespace FcGen.Data;

/// <summary>
/// Collects an unknown number of values and copies them to an array. The values are stored in unmanaged blocks, and each block is freed as
/// soon as it is copied. Peak memory is therefore little more than the array; a growing list needs three times as much.
/// </summary>
internal sealed unsafe class ArrayBuilder<T> : IDisposable
    where T : unmanaged
{
    private const int SmallestBlock = 1 << 16;

    /// <summary>Larger than 32 MiB, above which glibc returns freed blocks to the system at once.</summary>
    private const int LargestBlock = 33 << 20;

    private readonly Queue<Block> _blocks = [];
    private Block _last;

    /// <summary>Number of values.</summary>
    public long Count { get; private set; }

    /// <summary>Adds values.</summary>
    public void Add(ReadOnlySpan<T> values)
    {
        while (!values.IsEmpty)
        {
            Span<T> room = GetRoom();
            int count = Math.Min(room.Length, values.Length);
            values[..count].CopyTo(room);
            Advance(count);
            values = values[count..];
        }
    }

    /// <summary>Returns a span for at least one more value. Call <see cref="Advance"/> to add the values written to it.</summary>
    public Span<T> GetRoom()
    {
        if (_last.Used == _last.Length)
        {
            int bytes = Math.Clamp(_last.Length * 2 * sizeof(T), SmallestBlock, LargestBlock);
            Keep();
            _last = new Block(bytes / sizeof(T));
        }

        return _last.Span[_last.Used..];
    }

    /// <summary>Adds the first values of the span that <see cref="GetRoom"/> returned.</summary>
    public void Advance(int count)
    {
        _last.Used += count;
        Count += count;
    }

    /// <summary>Moves all values into an array.</summary>
    public T[] ToArray()
    {
        T[] array = GC.AllocateUninitializedArray<T>(checked((int)Count));
        Keep();
        int done = 0;
        while (_blocks.TryDequeue(out Block block))
        {
            block.Span[..block.Used].CopyTo(array.AsSpan(done));
            done += block.Used;
            block.Free();
        }

        Count = 0;
        return array;
    }

    public void Dispose()
    {
        Keep();
        while (_blocks.TryDequeue(out Block block))
        {
            block.Free();
        }
    }

    private void Keep()
    {
        if (_last.Length > 0)
        {
            _blocks.Enqueue(_last);
            _last = default;
        }
    }

    private struct Block(int length)
    {
        private readonly T* _values = (T*)NativeMemory.Alloc((nuint)length, (nuint)sizeof(T));

        public readonly int Length => length;

        public int Used { get; set; }

        public readonly Span<T> Span => new(_values, length);

        public readonly void Free() => NativeMemory.Free(_values);
    }
}
