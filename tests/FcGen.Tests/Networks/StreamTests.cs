using System.Diagnostics;
using System.Runtime.Intrinsics;
using Xunit.Abstractions;

namespace FcGen.Tests.Networks;

/// <summary>Networks on sequences that run step by step.</summary>
/// <param name="output">Receives the times.</param>
public sealed class StreamTests(ITestOutputHelper output)
{
    private const int Threads = 8;

    /// <summary>Without vectors in the hardware a call takes up to a hundred times as long.</summary>
    private static readonly int LongRun = Vector128.IsHardwareAccelerated ? 1_000_000 : 20_000;

    private delegate void Run<in TState>(ReadOnlySpan<float> features, Span<float> outputs, TState state);

    [Fact]
    public void Steps_give_the_bits_of_Forward()
    {
        var network = new ForecastStream(1);
        float[] inputs = Samples.Random(ForecastStream.InputSize);
        ForecastStream.State state = network.CreateState();
        var result = new float[ForecastStream.OutputSize];
        for (int step = 0; step < 40; step++)
        {
            network.Step(inputs.AsSpan(3 * step, 3), result, state);
        }

        Assert.Equal(network.Predict(inputs), result);
    }

    [Fact]
    public void Features_and_outputs_may_be_one_span()
    {
        var network = new ForgetfulStream(1);
        float[] values = Samples.Random(ForgetfulStream.InputSize);
        float[] expected = network.Predict(values);
        network.Steps(values, values, network.CreateState());
        Assert.Equal(expected, values);
    }

    [Fact]
    public void Reset_begins_a_new_stream()
    {
        var network = new ConvolutionStream(1);
        float[] inputs = Samples.Random(ConvolutionStream.InputSize);
        ConvolutionStream.State state = network.CreateState();
        var first = new float[ConvolutionStream.OutputSize];
        var second = new float[first.Length];
        network.Steps(inputs, first, state);
        state.Reset();
        network.Steps(inputs, second, state);
        Assert.Equal(first, second);
    }

    [Fact]
    public void A_copy_continues_the_stream_and_leaves_the_original_alone()
    {
        var network = new ConvolutionStream(1);
        float[] inputs = Samples.Random(ConvolutionStream.InputSize);
        float[] expected = network.Predict(inputs);
        ConvolutionStream.State state = network.CreateState();
        ConvolutionStream.State copy = network.CreateState();
        var outputs = new float[expected.Length];
        network.Steps(inputs.AsSpan(0, 2 * 70), outputs.AsSpan(0, 70), state);
        state.CopyTo(copy);
        foreach (ConvolutionStream.State other in new[] { copy, state })
        {
            outputs.AsSpan(70).Clear();
            network.Steps(inputs.AsSpan(2 * 70), outputs.AsSpan(70), other);
            Assert.Equal(expected, outputs);
        }
    }

    [Fact]
    public void A_stream_is_longer_than_any_counter()
    {
        var network = new ConvolutionStream(1);
        ConvolutionStream.State state = network.CreateState();
        state.Advance(int.MaxValue - 20);
        float[] inputs = Samples.Random(ConvolutionStream.InputSize);
        var outputs = new float[ConvolutionStream.OutputSize];
        network.Steps(inputs, outputs, state);
        Assert.Equal(network.Predict(inputs), outputs);
    }

    [Fact]
    public void Threads_with_a_state_each_share_a_network()
    {
        var network = new RecurrentStream(1);
        var wrong = new bool[Threads];
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(t => new Thread(() =>
        {
            float[] inputs = Samples.Random(RecurrentStream.InputSize, t);
            float[] expected = network.Predict(inputs);
            RecurrentStream.State state = network.CreateState();
            start.SignalAndWait();
            for (int round = 0; round < 20; round++)
            {
                var outputs = new float[expected.Length];
                for (int step = 0; step < 40; step++)
                {
                    network.Step(inputs.AsSpan(3 * step, 3), outputs.AsSpan(2 * step, 2), state);
                }

                wrong[t] |= !outputs.SequenceEqual(expected);
                state.Reset();
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.DoesNotContain(true, wrong);
    }

    [Fact]
    public void Settle_equals_a_long_run_of_the_same_features()
    {
        var recurrent = new RecurrentStream(1);
        Settles(recurrent.CreateState, recurrent.Step, recurrent.Settle, 3, 2);
        var convolution = new ConvolutionStream(1);
        Settles(convolution.CreateState, convolution.Step, convolution.Settle, 2, 1);
        var forecast = new ForecastStream(1);
        Settles(forecast.CreateState, forecast.Step, forecast.Settle, 3, 2);
        var forgetful = new ForgetfulStream(1);
        Settles(forgetful.CreateState, forgetful.Step, forgetful.Settle, 3, 3);
    }

    [Fact]
    public void Settle_tells_if_a_state_never_does()
    {
        var network = new SummingStream();
        network.SetTensor("sum.weight_ih_l0", [1f]);
        network.SetTensor("sum.weight_hh_l0", [1.01f]);
        Assert.False(network.Settle([1f], network.CreateState()));
        network.SetTensor("sum.weight_hh_l0", [0.99f]);
        SummingStream.State state = network.CreateState();
        Assert.True(network.Settle([1f], state));
        float[] next = [0];
        network.Step([1f], next, state);
        Assert.Equal(100f, next[0], 1e-3f);
    }

    [Fact]
    public void What_a_stream_remembers_of_an_impulse_vanishes_without_subnormal_numbers()
    {
        var network = new DecayingStream(1);
        DecayingStream.State state = network.CreateState();
        var result = new float[9];
        network.Step([1f], result, state);
        for (int step = 0; step < 2000; step++)
        {
            network.Step([0f], result, state);
            Assert.DoesNotContain(result, float.IsSubnormal);
            Assert.DoesNotContain(state.Recurrent.ToArray(), float.IsSubnormal);
        }

        Assert.All(state.Recurrent.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_million_steps_allocate_nothing()
    {
        var network = new ForecastStream(1);
        ForecastStream.State state = network.CreateState();
        float[] inputs = Samples.Random(3 * 64);
        var result = new float[2];
        var times = new long[LongRun];
        network.Step(inputs.AsSpan(0, 3), result, state);
        int collections = GC.CollectionCount(0);
        int at = 0;
        long bytes = AllocationTests.LeastAllocated(LongRun / 4, () =>
        {
            long start = Stopwatch.GetTimestamp();
            network.Step(inputs.AsSpan(3 * (at & 63), 3), result, state);
            times[at++ % LongRun] = Stopwatch.GetTimestamp() - start;
        });
        Assert.Equal(0, bytes);
        times = times[..Math.Min(at, LongRun)];
        Array.Sort(times);
        string all = string.Join(", ", new[] { 0.5, 0.99, 0.999, 1 }.Select(part => $"p{100 * part} {Nanoseconds(times[(int)(part * (times.Length - 1))]):0} ns"));
        output.WriteLine($"{all}; {GC.CollectionCount(0) - collections} collections by other tests.");
        Assert.All(result, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Blocks_allocate_nothing()
    {
        var network = new ConvolutionStream(1);
        ConvolutionStream.State state = network.CreateState();
        float[] inputs = Samples.Random(ConvolutionStream.InputSize);
        var outputs = new float[ConvolutionStream.OutputSize];
        Assert.Equal(0, AllocationTests.LeastAllocated(20, () => network.Steps(inputs, outputs, state)));
        Assert.Equal(0, AllocationTests.LeastAllocated(20, () =>
        {
            state.Reset();
            state.CopyTo(state);
        }));
    }

    [Fact]
    public void Wrong_lengths_change_nothing()
    {
        var network = new RecurrentStream(1);
        RecurrentStream.State state = network.CreateState();
        var two = new float[2];
        Message("Expected 3 values, but 'features' has 4.", () => network.Step(new float[4], two, state));
        Message("Expected 2 values, but 'output' has 3.", () => network.Step(new float[3], new float[3], state));
        Message("Expected a multiple of 3 values (3 for each sample), but 'features' has 7.", () => network.Steps(new float[7], new float[4], state));
        Message("Expected 3 values, but 'features' has 2.", () => network.Settle(two, state));
        Assert.Throws<ArgumentNullException>(() => network.Step(new float[3], two, null!));
        Assert.Throws<ArgumentNullException>(() => network.Steps(new float[3], two, null!));
        Assert.Throws<ArgumentNullException>(() => network.Settle(new float[3], null!));
        Assert.Throws<ArgumentNullException>(() => state.CopyTo(null!));
        Assert.All(state.Recurrent.ToArray(), value => Assert.Equal(0, value));

        static void Message(string expected, Action call) => Assert.StartsWith(expected, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_steps_are_no_error()
    {
        var network = new RecurrentStream(1);
        network.Steps([], [], network.CreateState());
    }

    private static double Nanoseconds(long ticks) => ticks * 1e9 / Stopwatch.Frequency;

    /// <summary>Checks a state that has seen other steps before.</summary>
    private static void Settles<TState>(Func<TState> create, Run<TState> step, Func<ReadOnlySpan<float>, TState, bool> settle, int features, int outputs)
    {
        float[] values = Samples.Random(features, 7);
        TState settled = create();
        TState run = create();
        var expected = new float[outputs];
        step(Samples.Random(features, 8), expected, settled);
        Assert.True(settle(values, settled));
        for (int i = 0; i < 20_000; i++)
        {
            step(values, expected, run);
        }

        var actual = new float[outputs];
        step(values, actual, settled);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }
}
