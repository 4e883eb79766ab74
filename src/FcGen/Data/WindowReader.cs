using FcGen.Numerics;

namespace FcGen.Data;

/// <summary>
/// Batches of samples that may not fit in memory. The source is cut into blocks; an epoch takes the blocks in random order, a window of
/// several at a time, and the samples of a window in random order. There are two windows: while one is trained on, a thread of the pool
/// fills the other. They share nothing, and change places only when the one is used up and the other is full.
/// </summary>
internal sealed class WindowReader : BatchReader
{
    /// <summary>Blocks that are mixed with each other, or a few more: enough that a source sorted by class gives batches of many classes.</summary>
    private const int BlocksPerWindow = 16;

    private readonly DataSource _source;
    private readonly bool _shuffle;
    private readonly int _seed;
    private readonly int _blockSize;
    private readonly int[] _blocks;
    private readonly Action _fillNext;
    private Window _current;
    private Window _next;
    private PhiloxRandom _random;
    private int _blocksRead;
    private int _position;
    private Task? _filling;

    public WindowReader(DataSource source, FitOptions options)
    {
        if (options.BufferedSamples < 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.BufferedSamples, $"BufferedSamples has to be at least 2, but is {options.BufferedSamples}.");
        }

        (_source, _shuffle, _seed) = (source, options.Shuffle, options.Seed);
        int windowSize = Math.Min(options.BufferedSamples / 2, source.Count);
        int most = BatchBuffer.MostSamples(source);
        if (windowSize > most)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                options.BufferedSamples,
                $"BufferedSamples has to be at most {(2L * most) + 1} for samples of {source.InputSize} inputs and {source.TargetSize} targets, "
                + $"but is {options.BufferedSamples}.");
        }

        _blockSize = Math.Max(windowSize / BlocksPerWindow, 1);
        _blocks = new int[((source.Count - 1) / _blockSize) + 1];
        _current = new Window(source, windowSize);
        _next = new Window(source, windowSize);
        _fillNext = FillNext;
    }

    public override int Count => _source.Count;

    public override void BeginEpoch(int epoch)
    {
        Order.SetSequential(_blocks);

        _random = OrderOf(epoch, _seed);
        if (_shuffle)
        {
            _random.Shuffle(_blocks);
        }

        (_blocksRead, _position, _current.Count) = (0, 0, 0);
        StartFilling();
    }

    public override void Read(SampleBatch destination)
    {
        int count;
        for (int done = 0; done < destination.Count; done += count)
        {
            if (_position == _current.Count)
            {
                TakeNext();
            }

            count = Math.Min(destination.Count - done, _current.Count - _position);
            destination.Slice(done, count).Gather(_current.Samples, _current.Rows.AsSpan(_position, count));
            _position += count;
        }
    }

    /// <summary>Waits until the source is at rest. What the last reading met no longer matters: nothing of it was used.</summary>
    public override void EndEpoch()
    {
        if (_filling is not null)
        {
            Task.WaitAny(_filling);
        }
    }

    private void TakeNext()
    {
        _filling!.GetAwaiter().GetResult();
        (_current, _next, _position) = (_next, _current, 0);
        StartFilling();
    }

    private void StartFilling() => _filling = _blocksRead < _blocks.Length ? Task.Run(_fillNext) : null;

    /// <summary>Runs on another thread, which alone uses the next window, the random numbers and the place in the order of blocks meanwhile.</summary>
    private void FillNext()
    {
        _next.Count = 0;
        while (_blocksRead < _blocks.Length)
        {
            int first = _blocks[_blocksRead] * _blockSize;
            int count = Math.Min(_blockSize, _source.Count - first);
            if (_next.Count + count > _next.Rows.Length)
            {
                break;
            }

            _source.Read(first, _next.Samples.Slice(_next.Count, count));
            _next.Count += count;
            _blocksRead++;
        }

        Span<int> rows = _next.Rows.AsSpan(0, _next.Count);
        Order.SetSequential(rows);
        if (_shuffle)
        {
            _random.Shuffle(rows);
        }
    }

    /// <summary>Some blocks of samples, and the order in which they are taken.</summary>
    private sealed class Window
    {
        private readonly BatchBuffer _buffer = new();

        public Window(DataSource source, int size)
        {
            _buffer.MakeRoom(source, size);
            Rows = new int[size];
        }

        public int Count { get; set; }

        /// <summary>Indices of the samples, in the order in which they are trained on.</summary>
        public int[] Rows { get; }

        public SampleBatch Samples => _buffer.Take(Rows.Length);
    }
}
