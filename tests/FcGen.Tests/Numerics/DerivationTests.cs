using FcGen.Runtime;

namespace FcGen.Tests.Numerics;

/// <summary>Values that predictions derive from parameters belong to the newest parameters, wherever a thread is delayed.</summary>
public sealed class DerivationTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    /// <summary>Time that a thread would need to overtake another one, if it could.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void A_thread_that_was_held_up_does_not_store_older_numbers_over_newer_ones()
    {
        var model = new Model();
        using var mayStore = new ManualResetEventSlim();
        using var hasStored = new ManualResetEventSlim();
        int late = 0;
        Thread heldUp = HoldUp(model, mayStore);
        model.Write(2);

        // Another one derives from the new parameter; if it can do so now, the first one stores before it has finished.
        var other = new Thread(() => late = model.Predict(beforeFinish: () =>
        {
            hasStored.Set();
            mayStore.Set();
            heldUp.Join(Long);
        }));
        other.Start();
        hasStored.Wait(Moment);
        mayStore.Set();
        Assert.True(heldUp.Join(Long) && other.Join(Long));

        Assert.Equal(2, late);
        Assert.Equal(2, model.Predict());
    }

    [Fact]
    public void A_prediction_after_the_last_change_never_uses_older_numbers()
    {
        var model = new Model();
        using var mayStore = new ManualResetEventSlim();
        Thread heldUp = HoldUp(model, mayStore);
        model.Write(2);
        int[] predictions = new int[4];
        Thread[] threads = [.. predictions.Select((_, t) => new Thread(() => predictions[t] = model.Predict(beforeUse: () => heldUp.Join(Long))))];
        Array.ForEach(threads, thread => thread.Start());
        Thread.Sleep(Moment);
        mayStore.Set();
        Array.ForEach(threads, thread => Assert.True(thread.Join(Long)));

        Assert.Equal([2, 2, 2, 2], predictions);
    }

    [Fact]
    public void A_change_while_numbers_are_derived_makes_them_out_of_date()
    {
        var model = new Model();

        model.Predict(beforeStore: () => model.Write(3));

        Assert.False(model.IsCurrent);
        Assert.Equal(3, model.Predict());
        Assert.True(model.IsCurrent);
    }

    /// <summary>Starts a thread that reads the parameter and is then held up, before it stores what it has derived.</summary>
    private static Thread HoldUp(Model model, ManualResetEventSlim mayStore)
    {
        var hasRead = new ManualResetEventSlim();
        var thread = new Thread(() => model.Predict(beforeStore: () =>
        {
            hasRead.Set();
            mayStore.Wait(Long);
        }));
        thread.Start();
        Assert.True(hasRead.Wait(Long));
        return thread;
    }

    /// <summary>A parameter and a number derived from it, used as generated code does.</summary>
    private sealed class Model
    {
        private Derivation _derivation;
        private int _parameter = 1;
        private int _derived;

        public bool IsCurrent => _derivation.IsCurrent;

        public void Write(int value)
        {
            Volatile.Write(ref _parameter, value);
            _derivation.Reset();
        }

        public int Predict(Action? beforeStore = null, Action? beforeFinish = null, Action? beforeUse = null)
        {
            if (!_derivation.IsCurrent && _derivation.TryBegin())
            {
                int value = Volatile.Read(ref _parameter);
                beforeStore?.Invoke();
                Volatile.Write(ref _derived, value);
                beforeFinish?.Invoke();
                _derivation.Finish();
            }

            beforeUse?.Invoke();
            return Volatile.Read(ref _derived);
        }
    }
}
