namespace FcGen;

/// <content>One call at a time: a second thread and a nested call are rejected before anything changes.</content>
public sealed partial class Trainer<TNetwork>
{
    // The running member, or None. An integer, because a reference would slow a small step down by one percent.
    private int _running;

    // The thread that a callback of Fit runs on; 0 outside of them.
    private int _callbackThread;

    /// <summary>Members that run one at a time.</summary>
    private enum Member
    {
        None,
        Step,
        ComputeGradients,
        ApplyGradients,
        GetGradient,
        EndEpoch,
        Evaluate,
        Fit,
        Prepare,
    }

    /// <summary>Begins a call of a public member.</summary>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    private Call BeginCall(Member member) => Interlocked.CompareExchange(ref _running, (int)member, (int)Member.None) == (int)Member.None
        ? new Call(this, callbackThread: 0)
        : BeginInnerCall(member);

    private Call BeginInnerCall(Member member)
    {
        int thread = Environment.CurrentManagedThreadId;
        if (member is not (Member.Evaluate or Member.GetGradient) || _callbackThread != thread)
        {
            throw new InvalidOperationException(
                $"{member} was called while {(Member)_running} is running. A trainer runs one call at a time: "
                + "give each thread its own trainer and network. "
                + $"In the callbacks of {nameof(Fit)}, only {nameof(Evaluate)} and {nameof(GetGradient)} can be called.");
        }

        _running = (int)member;
        _callbackThread = 0;
        return new Call(this, thread);
    }

    /// <summary>Calls a callback of <c>Fit</c>.</summary>
    private void CallBack<T>(Action<T>? callback, T value)
    {
        if (callback is not null)
        {
            _callbackThread = Environment.CurrentManagedThreadId;
            callback(value);
            _callbackThread = 0;
        }
    }

    /// <summary>A running call.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="callbackThread">The thread of the <c>Fit</c> callback that made the call; 0 for none.</param>
    private readonly ref struct Call(Trainer<TNetwork> trainer, int callbackThread)
    {
        /// <summary>Ends the call.</summary>
        public void Dispose()
        {
            trainer._callbackThread = callbackThread;
            if (callbackThread == 0)
            {
                Volatile.Write(ref trainer._running, (int)Member.None);
            }
            else
            {
                trainer._running = (int)Member.Fit;
            }
        }
    }
}
