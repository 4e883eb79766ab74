using System.Runtime.ExceptionServices;
using FcGen.Numerics;

namespace FcGen.Data;

/// <summary>
/// Batches of samples that may not fit in memory. The source is cut into blocks; an epoch takes the blocks in random order, a window of
/// several at a time, and the samples of a window in random order. There are two windows: while one is trained on, a thread of the pool
/// fills the other. They share nothing, and change places only when the one is used up and the other is full. The training thread fills a
/// window itself if no thread of the pool has begun by the time it is needed: a busy pool costs speed but never stops training.
/// </summary>
internal sealed class WindowReader : BatchReader, IThreadPoolWorkItem
{
    /// <summary>Blocks that are mixed with each other, or a few more: enough that a source sorted by class gives batches of many classes.</summary>
    private const int BlocksPerWindow = 16;

    private static readonly ContextCallback FillNextInContext = reader => ((WindowReader)reader!).FillNext();

    private readonly DataSource _source;
    private readonly bool _shuffle;
    private readonly int _seed;
    private readonly int _blockSize;
    private readonly int[] _blocks;
    private readonly CancellationToken _cancellationToken;

    // The source is read with the culture (and other asynchronous locals) of the training thread.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    // Guards _filling, _isQueued and _failure.
    private readonly object _gate = new();
    private Filling _filling;
    private bool _isQueued;
    private ExceptionDispatchInfo? _failure;
    private Window _current;
    private Window _next;
    private PhiloxRandom _random;
    private int _blocksRead;
    private int _position;

    public WindowReader(DataSource source, FitOptions options)
    {
        if (options.BufferedSamples < 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.BufferedSamples, $"BufferedSamples has to be at least 2, but is {options.BufferedSamples}.");
        }

        (_source, _shuffle, _seed, _cancellationToken) = (source, options.Shuffle, options.Seed, options.CancellationToken);
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
    }

    /// <summary>The filling of the next window.</summary>
    private enum Filling
    {
        /// <summary>Done, or the training thread does it, or there is nothing to fill.</summary>
        None,

        /// <summary>No thread has begun.</summary>
        Waiting,

        /// <summary>A thread of the pool has begun.</summary>
        Running,
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
    public override void EndEpoch() => ClaimOrWait();

    /// <summary>Fills the next window on a thread of the pool, unless that is no longer needed.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        lock (_gate)
        {
            _isQueued = false;
            if (_filling != Filling.Waiting)
            {
                return;
            }

            _filling = Filling.Running;
        }

        ExceptionDispatchInfo? failure = null;
        try
        {
            if (_context is null)
            {
                FillNext();
            }
            else
            {
                ExecutionContext.Run(_context, FillNextInContext, this);
            }
        }
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }

        lock (_gate)
        {
            (_filling, _failure) = (Filling.None, failure);
            Monitor.PulseAll(_gate);
        }
    }

    private void TakeNext()
    {
        if (ClaimOrWait())
        {
            FillNext();
        }
        else
        {
            _failure?.Throw();
        }

        (_current, _next, _position) = (_next, _current, 0);
        StartFilling();
    }

    private void StartFilling()
    {
        if (_blocksRead == _blocks.Length)
        {
            return;
        }

        lock (_gate)
        {
            _filling = Filling.Waiting;
            if (_isQueued)
            {
                // The pool has not come to the last window yet. It will find this one.
                return;
            }

            _isQueued = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Takes the filling of the next window from the pool or, if a thread of the pool has begun, waits until it is done.</summary>
    /// <returns>Whether no thread of the pool had begun: none will.</returns>
    private bool ClaimOrWait()
    {
        lock (_gate)
        {
            if (_filling == Filling.Waiting)
            {
                _filling = Filling.None;
                return true;
            }

            while (_filling == Filling.Running)
            {
                Monitor.Wait(_gate);
            }

            return false;
        }
    }

    /// <summary>
    /// Fills the next window. Its thread alone uses that window, the random numbers and the place in the order of blocks meanwhile.
    /// </summary>
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

            _cancellationToken.ThrowIfCancellationRequested();
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
