using System.Runtime.ExceptionServices;
using FcGen.Numerics;

namespace FcGen.Data;

/// <summary>
/// Reads batches of samples that may not fit in memory. The source is divided into blocks. An epoch reads the blocks in random order, a
/// window of several at a time, and shuffles the samples of a window.
/// There are two windows: while one is used for training, a thread pool thread fills the other. They share nothing, and are swapped only
/// when one is used up and the other is full. If no thread pool thread has started by the time a window is needed, the training thread
/// fills the window. A busy pool therefore slows training down but never blocks it.
/// </summary>
internal sealed class WindowReader : BatchReader, IThreadPoolWorkItem
{
    /// <summary>Least number of blocks in a window: enough that a source sorted by class gives batches of many classes.</summary>
    private const int BlocksPerWindow = 16;

    private static readonly ContextCallback FillNextInContext = reader => ((WindowReader)reader!).FillNext();

    private readonly DataSource _source;
    private readonly bool _shuffle;
    private readonly int _seed;
    private readonly int _blockSize;
    private readonly int[] _blocks;
    private readonly CancellationToken _cancellationToken;

    // The source is read with the culture (and other async locals) of the training thread.
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

    public WindowReader(DataSource source, FitOptions options, CancellationToken cancellationToken)
    {
        if (options.BufferedSamples < 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.BufferedSamples, $"BufferedSamples must be at least 2, but is {options.BufferedSamples}.");
        }

        (_source, _shuffle, _seed, _cancellationToken) = (source, options.Shuffle, options.Seed, cancellationToken);
        int windowSize = Math.Min(options.BufferedSamples / 2, source.Count);
        int most = BatchBuffer.MostSamples(source);
        if (windowSize > most)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                options.BufferedSamples,
                $"BufferedSamples must be at most {(2L * most) + 1} for samples of {source.InputSize} inputs and {source.TargetSize} "
                + $"targets, but is {options.BufferedSamples}.");
        }

        _blockSize = Math.Max(windowSize / BlocksPerWindow, 1);
        _blocks = new int[((source.Count - 1) / _blockSize) + 1];
        _current = new Window(source, windowSize);
        _next = new Window(source, windowSize);
    }

    /// <summary>State of filling the next window.</summary>
    private enum Filling
    {
        /// <summary>Complete, or done by the training thread, or nothing to fill.</summary>
        None,

        /// <summary>Queued; no thread has started.</summary>
        Waiting,

        /// <summary>A thread pool thread has started.</summary>
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

    /// <summary>Waits until the source is idle. An exception of the last read is ignored, because its samples are not used.</summary>
    public override void EndEpoch() => ClaimOrWait();

    /// <summary>Fills the next window on a thread pool thread, unless that is no longer needed.</summary>
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
                // The queued work item of the previous window has not started yet. It will find this one.
                return;
            }

            _isQueued = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Claims filling the next window, or waits until the thread pool thread that has started is done.</summary>
    /// <returns>Whether no thread pool thread had started. None will start afterwards.</returns>
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
    /// Fills the next window. Meanwhile only this thread uses that window, the random numbers and the position in the order of blocks.
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

    /// <summary>Some blocks of samples, and the order of their samples.</summary>
    private sealed class Window
    {
        private readonly BatchBuffer _buffer = new();

        public Window(DataSource source, int size)
        {
            _buffer.MakeRoom(source, size);
            Rows = new int[size];
        }

        public int Count { get; set; }

        /// <summary>Indices of the samples, in training order.</summary>
        public int[] Rows { get; }

        public SampleBatch Samples => _buffer.Take(Rows.Length);
    }
}
