namespace FcGen;

/// <content>One call at a time: a second thread, and a call from within another one, are refused before anything changes.</content>
public sealed partial class Trainer<TNetwork>
{
    private int _isRunning;

    // Name of the running call, for messages.
    private string? _call;

    // The thread that a callback of Fit runs on; 0 outside of them.
    private int _callbackThread;

    /// <summary>Begins a call of a public member.</summary>
    /// <param name="name">Name of the member.</param>
    /// <param name="isAllowedInCallbacks">Whether the callbacks of <see cref="Fit"/> may call it.</param>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    private Call BeginCall(string name, bool isAllowedInCallbacks = false)
    {
        if (Interlocked.CompareExchange(ref _isRunning, 1, 0) == 0)
        {
            _call = name;
            return new Call(this, callbackThread: 0);
        }

        return BeginInnerCall(name, isAllowedInCallbacks);
    }

    private Call BeginInnerCall(string name, bool isAllowedInCallbacks)
    {
        int thread = Environment.CurrentManagedThreadId;
        if (!isAllowedInCallbacks || _callbackThread != thread)
        {
            throw new InvalidOperationException(
                $"{name} was called while {_call} is running. A trainer runs one call at a time: "
                + "give each thread its own trainer and network. "
                + $"In the callbacks of {nameof(Fit)}, only {nameof(Evaluate)} and {nameof(GetGradient)} can be called.");
        }

        _call = name;
        _callbackThread = 0;
        return new Call(this, thread);
    }

    /// <summary>Calls a callback of <see cref="Fit"/>.</summary>
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
    /// <param name="callbackThread">The thread of the callback of <see cref="Fit"/> that the call is in; 0 for none.</param>
    private readonly ref struct Call(Trainer<TNetwork> trainer, int callbackThread)
    {
        /// <summary>Ends the call.</summary>
        public void Dispose()
        {
            trainer._callbackThread = callbackThread;
            if (callbackThread == 0)
            {
                Volatile.Write(ref trainer._isRunning, 0);
            }
            else
            {
                trainer._call = nameof(Fit);
            }
        }
    }
}
