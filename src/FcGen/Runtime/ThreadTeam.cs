using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace FcGen.Runtime;

/// <summary>Work in parts that do not depend on each other, so that any thread may do any of them in any order.</summary>
internal interface IParts
{
    /// <summary>Does one part.</summary>
    void Run(int part);
}

/// <summary>
/// A thread that has work in parts, and the threads of the pool that help it. Nothing is locked and, after the first call, nothing
/// allocated. The thread works itself and waits only for parts that a helper has begun, so that a busy pool costs speed but never
/// stops it.
/// </summary>
internal sealed unsafe class ThreadTeam : IThreadPoolWorkItem
{
    /// <summary>
    /// How long a helper looks for the next work before it goes back to the pool. A loss lies between two passes of a training step, or
    /// what another thread still has to do; to wake a thread of the pool takes tens of microseconds.
    /// </summary>
    private const int PatienceMicroseconds = 200;

    /// <summary>Bits of the number of a part.</summary>
    private const int PartBits = 24;

    /// <summary>Most parts that work may have.</summary>
    public const int MostParts = (1 << PartBits) - 1;

    private static readonly long Patience = Stopwatch.Frequency * PatienceMicroseconds / 1_000_000;

    [ThreadStatic]
    private static ThreadTeam? _ofThread;

    private static ThreadTeam OfThread => _ofThread ??= new ThreadTeam();

    // What is to be done. Written while no part is left to claim, read by whoever has claimed one.
    private delegate*<void*, int, void> _run;
    private void* _work;
    private int _mostHelpers;
    private bool _isRunning;
    private Exception? _exception;

    /// <summary>
    /// Parts that no thread has claimed: the first in the lowest 24 bits, the end in the next 24, and above them a number of the work, by
    /// which a helper that comes late knows that it would join another one. The thread itself takes parts from the front and helpers
    /// from the back: what a core has in its cache from one work it often needs in the next.
    /// </summary>
    private long _unclaimed;

    /// <summary>Parts that are not done.</summary>
    private int _unfinished;

    /// <summary>Helpers that are at work, look for work, or wait in the queue of the pool.</summary>
    private int _helpers;

    /// <summary>Does all parts of some work, and returns when all are done. Work within work runs on the thread that calls.</summary>
    /// <param name="work">The work. The parts see this copy of it.</param>
    /// <param name="parts">Number of its parts, at most <see cref="MostParts"/>.</param>
    /// <param name="threads">Most threads that may be at it, this one included.</param>
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

    /// <summary>A helper's turn. Work within the work that it helps with is to stay on its thread, as on that of the team.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        ThreadTeam own = OfThread;
        bool wasRunning = own._isRunning;
        own._isRunning = true;
        Help();
        own._isRunning = wasRunning;
    }

    /// <summary>Works, looks for more for a while, and returns.</summary>
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
                // Work may have come that counted on this helper.
                Interlocked.Decrement(ref _helpers);
                unclaimed = Volatile.Read(ref _unclaimed);
                if (First(unclaimed) >= End(unclaimed) || !TryAddHelper(_mostHelpers))
                {
                    return;
                }
            }
        }
    }

    /// <summary>Counts one more helper, if there are fewer than the most.</summary>
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

    /// <summary>Counts one helper less, if there are too many: work before this one was allowed more.</summary>
    private bool TryLeave()
    {
        // Read once: if it grew between the count and the answer, a helper that has been taken off would stay.
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

    /// <summary>Does parts of the work of a number until none is left to claim. An exception waits for the thread whose work it is.</summary>
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
