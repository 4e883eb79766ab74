using System.Runtime.CompilerServices;
using FcGen.Tests.ChildProcesses;

namespace FcGen.Tests.Networks;

/// <summary>Networks with much memory between their layers run on threads with a small stack, or little of it left.</summary>
public sealed class SmallStackTests
{
    private const int Rows = 7;

    [Fact]
    public void Predictions_and_training_on_threads_with_small_stacks() => ChildProcess.Run(UseSmallStacks);

    [Fact]
    public void Predictions_at_the_end_of_a_stack() => ChildProcess.Run(UseEndOfStack);

    [Fact]
    public void Nothing_is_allocated_after_the_first_call_of_a_thread() => ChildProcess.Run(CountAllocations);

    private static void UseSmallStacks()
    {
        foreach (int kilobytes in new[] { 64, 96, 128, 192, 256 })
        {
            OnThread(kilobytes, Check<Xor>);
            OnThread(kilobytes, Check<EveryLayer>);
            OnThread(kilobytes, Check<Residual>);
            OnThread(kilobytes, Check<Between1000>);
            OnThread(kilobytes, Check<Between5000>);
            OnThread(kilobytes, Check<Between15900>);
            OnThread(kilobytes, Check<Outputs15900>);
            OnThread(kilobytes, Check<Between20000>);
        }
    }

    private static void UseEndOfStack()
    {
        OnThread(512, Deep<Xor>);
        OnThread(512, Deep<Between1000>);
        OnThread(512, Deep<Between5000>);
        OnThread(512, Deep<Between15900>);
        OnThread(512, Deep<Outputs15900>);
    }

    private static void CountAllocations() => OnThread(64, () =>
    {
        var network = new Between15900();
        float[] inputs = Samples.Random(Rows * Between15900.InputSize);
        var outputs = new float[Rows * Between15900.OutputSize];
        Action count = () =>
        {
            Assert.Equal(0, AllocationTests.LeastAllocated(3, () => network.Forward(inputs.AsSpan(0, Between15900.InputSize), outputs.AsSpan(0, Between15900.OutputSize))));
            Assert.Equal(0, AllocationTests.LeastAllocated(3, () => network.ForwardBatch(inputs, outputs)));
            Assert.Equal(0, AllocationTests.LeastAllocated(3, () => network.Classify(inputs.AsSpan(0, Between15900.InputSize))));
        };
        count();
        return count;
    });

    /// <summary>Prepares something on a thread that has stack enough for the JIT, and then does it on one that has little.</summary>
    private static void OnThread(int kilobytes, Func<Action> prepare)
    {
        Action action = prepare();
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action), kilobytes * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private static Action Check<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        var network = new TNetwork();
        var trainer = new Trainer<TNetwork>(network, new MeanSquaredError(), new Sgd { LearningRate = 0 }, Rows);
        float[] inputs = Samples.Random(Rows * TNetwork.InputSize);
        float[] targets = Samples.Random(Rows * TNetwork.OutputSize);
        float[] expected = Samples.ForwardEach(network, inputs);
        var expectedBatch = new float[expected.Length];
        network.ForwardBatch(inputs, expectedBatch);
        int expectedClass = network.Classify(inputs.AsSpan(0, TNetwork.InputSize));
        var outputs = new float[expected.Length];
        var before = new TNetwork();
        before.CopyFrom(network);
        Action check = () =>
        {
            Assert.Equal(expected, Samples.ForwardEach(network, inputs));
            network.ForwardBatch(inputs, outputs);
            Assert.Equal(expectedBatch, outputs);
            Assert.Equal(expectedClass, network.Classify(inputs.AsSpan(0, TNetwork.InputSize)));
            trainer.Step(inputs, targets);
            network.CopyFrom(before);
        };
        check();
        return check;
    }

    private static Action Predict<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        var network = new TNetwork();
        float[] inputs = Samples.Random(Rows * TNetwork.InputSize);
        var outputs = new float[Rows * TNetwork.OutputSize];
        return () =>
        {
            network.Forward(inputs.AsSpan(0, TNetwork.InputSize), outputs.AsSpan(0, TNetwork.OutputSize));
            network.ForwardBatch(inputs, outputs);
            network.Classify(inputs.AsSpan(0, TNetwork.InputSize));
        };
    }

    /// <summary>Predicts when some 40 KiB of a stack of 512 KiB are left.</summary>
    private static Action Deep<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        Action predict = Predict<TNetwork>();
        predict();
        return () => Descend((512 - 40) * 1024, AddressOfLocal(), predict);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Descend(nint bytes, nint start, Action action)
    {
        if (start - AddressOfLocal() < bytes)
        {
            Descend(bytes, start, action);
            GC.KeepAlive(action);
        }
        else
        {
            action();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe nint AddressOfLocal()
    {
        int local = 0;
        return (nint)(&local);
    }
}

/// <summary>1,000 values between the layers of one sample: 4 KiB.</summary>
[Network]
[Input(3)]
[Dense(1000), ReLU, Dense(2)]
internal sealed partial class Between1000;

/// <summary>5,000 values between the layers of one sample: 20 KiB.</summary>
[Network]
[Input(3)]
[Dense(5000), ReLU, Dense(2)]
internal sealed partial class Between5000;

/// <summary>15,900 values between the layers of one sample: 62 KiB.</summary>
[Network]
[Input(3)]
[Dense(15_900), ReLU, Dense(2)]
internal sealed partial class Between15900;

/// <summary>15,900 outputs, which only Classify keeps.</summary>
[Network]
[Input(3)]
[Dense(15_900)]
internal sealed partial class Outputs15900;

/// <summary>20,000 values between the layers of one sample: 78 KiB, too much for any stack.</summary>
[Network]
[Input(3)]
[Dense(20_000), ReLU, Dense(2)]
internal sealed partial class Between20000;
