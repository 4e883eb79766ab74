using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace FcGen.Runtime;

/// <summary>Work in independent parts, which any thread may do in any order.</summary>
internal interface IParts
{
    /// <summary>Does one part of the work.</summary>
    void Run(int part);
}

/// <summary>
/// A thread with work in parts, and the thread pool threads that help it. It uses no locks and, after the first call, allocates nothing.
/// The thread works itself and waits only for parts that a helper has begun. A busy pool therefore slows work down but never blocks it.
/// </summary>
internal sealed unsafe class ThreadTeam : IThreadPoolWorkItem
{
    /// <summary>
    /// Time that a helper looks for the next work before it returns to the pool. Between two passes of a training step the loss is
    /// computed, or another thread finishes. Waking a thread pool thread takes tens of microseconds.
    /// </summary>
    private const int PatienceMicroseconds = 200;

    /// <summary>Number of bits of a part index.</summary>
    private const int PartBits = 24;

    /// <summary>Maximum number of parts.</summary>
    public const int MostParts = (1 << PartBits) - 1;

    private static readonly long Patience = Stopwatch.Frequency * PatienceMicroseconds / 1_000_000;

    [ThreadStatic]
    private static ThreadTeam? _ofThread;

    private static ThreadTeam OfThread => _ofThread ??= new ThreadTeam();

    // The work to do. Written while no part is left to claim, read by threads that have claimed a part.
    private delegate*<void*, int, void> _run;
    private void* _work;
    private int _mostHelpers;
    private bool _isRunning;
    private Exception? _exception;

    /// <summary>
    /// Parts that no thread has claimed: the first part in the lowest 24 bits, the end in the next 24, and a work counter above. From the
    /// counter a late helper detects that it would join other work. The calling thread claims parts from the front and helpers from the
    /// back. The next work then often finds its data in the cache of the core.
    /// </summary>
    private long _unclaimed;

    /// <summary>Number of unfinished parts.</summary>
    private int _unfinished;

    /// <summary>Number of helpers that work, look for work, or wait in the queue of the pool.</summary>
    private int _helpers;

    /// <summary>Does all parts of some work, and returns when all are done. Nested work runs on the calling thread.</summary>
    /// <param name="work">The work. The parts see this copy of it.</param>
    /// <param name="parts">Number of parts, at most <see cref="MostParts"/>.</param>
    /// <param name="threads">Maximum number of threads, including the calling thread.</param>
    public static void Run<TWork>(TWork work, int parts, int threads)
        where TWork : unmanaged, IParts
    {
        ThreadTeam team = OfThread;
        if (!team._isRunning)
        {
            team.Run(&RunPart<TWork>, &work, parts, threads);
            return;
        }

        for (int part = 0; part < parts; part++)
        {
            work.Run(part);
        }
    }

    /// <summary>Runs a helper. Nested work stays on the helper's thread, as on the calling thread.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        ThreadTeam own = OfThread;
        bool wasRunning = own._isRunning;
        own._isRunning = true;
        Help();
        own._isRunning = wasRunning;
    }

    /// <summary>Works, looks for more work for a while, and returns.</summary>
    private void Help()
    {
        long idleSince = Stopwatch.GetTimestamp();
        while (true)
        {
            long unclaimed = Volatile.Read(ref _unclaimed);
            if (First(unclaimed) < End(unclaimed))
            {
                if (TryLeave())
                {
                    return;
                }

                ClaimParts(WorkNumber(unclaimed), isHelper: true);
                idleSince = Stopwatch.GetTimestamp();
            }
            else if (Stopwatch.GetTimestamp() - idleSince < Patience)
            {
                Thread.SpinWait(1);
            }
            else
            {
                // New work may have relied on this helper.
                Interlocked.Decrement(ref _helpers);
                unclaimed = Volatile.Read(ref _unclaimed);
                if (First(unclaimed) >= End(unclaimed) || !TryAddHelper(_mostHelpers))
                {
                    return;
                }
            }
        }
    }

    /// <summary>Adds a helper, if there are fewer than the maximum.</summary>
    private bool TryAddHelper(int most)
    {
        int helpers;
        do
        {
            helpers = Volatile.Read(ref _helpers);
        }
        while (helpers < most && Interlocked.CompareExchange(ref _helpers, helpers + 1, helpers) != helpers);
        return helpers < most;
    }

    /// <summary>Removes a helper, if there are too many because previous work allowed more.</summary>
    private bool TryLeave()
    {
        // Read once: if it grew between the count and the result, a removed helper would stay.
        int most = Volatile.Read(ref _mostHelpers);
        int helpers;
        do
        {
            helpers = Volatile.Read(ref _helpers);
            if (helpers <= most)
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref _helpers, helpers - 1, helpers) != helpers);
        return true;
    }

    private static void RunPart<TWork>(void* work, int part)
        where TWork : unmanaged, IParts => ((TWork*)work)->Run(part);

    private void Run(delegate*<void*, int, void> run, void* work, int parts, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, MostParts);
        _isRunning = true;
        _run = run;
        _work = work;
        _mostHelpers = threads - 1;
        _unfinished = parts;
        int number = (short)(WorkNumber(_unclaimed) + 1);
        Interlocked.Exchange(ref _unclaimed, ((long)number << (2 * PartBits)) | ((long)parts << PartBits));
        try
        {
            while (TryAddHelper(Math.Min(parts, threads) - 1))
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }
        finally
        {
            ClaimParts(number, isHelper: false);
            var wait = default(SpinWait);
            while (Volatile.Read(ref _unfinished) > 0)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }

            _isRunning = false;
        }

        if (_exception is { } exception)
        {
            _exception = null;
            ExceptionDispatchInfo.Throw(exception);
        }
    }

    /// <summary>Does parts of the work with a number until none is left to claim. An exception is stored for the calling thread.</summary>
    private void ClaimParts(int number, bool isHelper)
    {
        while (TryClaim(number, isHelper, out int part))
        {
            try
            {
                _run(_work, part);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref _exception, exception, null);
            }

            Interlocked.Decrement(ref _unfinished);
        }
    }

    private bool TryClaim(int number, bool isHelper, out int part)
    {
        long unclaimed = Volatile.Read(ref _unclaimed);
        while (true)
        {
            part = isHelper ? End(unclaimed) - 1 : First(unclaimed);
            if (First(unclaimed) >= End(unclaimed) || WorkNumber(unclaimed) != number)
            {
                return false;
            }

            long seen = Interlocked.CompareExchange(ref _unclaimed, isHelper ? unclaimed - (1L << PartBits) : unclaimed + 1, unclaimed);
            if (seen == unclaimed)
            {
                return true;
            }

            unclaimed = seen;
        }
    }

    private static int First(long unclaimed) => (int)unclaimed & ((1 << PartBits) - 1);

    private static int End(long unclaimed) => (int)(unclaimed >> PartBits) & ((1 << PartBits) - 1);

    private static int WorkNumber(long unclaimed) => (int)(unclaimed >> (2 * PartBits));
}
