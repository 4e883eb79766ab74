namespace FcGen.Tests.Networks;

/// <summary>Many threads may use one instance at once.</summary>
public sealed class ThreadingTests
{
    private const int Threads = 8;
    private const int Rows = 50;

    [Fact]
    public void Every_layer() => ThreadsAgree<EveryLayer>(rounds: 40);

    [Fact]
    public void More_scratch_than_the_stack_should_hold() => ThreadsAgree<Wide>(rounds: 4);

    private static void ThreadsAgree<TNetwork>(int rounds)
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        var network = new TNetwork();
        float[][] inputs = [.. Enumerable.Range(0, Threads).Select(thread => Samples.Random(Rows * TNetwork.InputSize, thread))];
        float[][] expected = [.. inputs.Select(input => Samples.ForwardEach(network, input))];
        float[][] expectedBatch = [.. inputs.Select(input => Batch(network, input))];
        int[][] expectedClasses = [.. inputs.Select(input => Classes(network, input))];

        // Dedicated threads, released together: a pool might run them one after another.
        using var start = new Barrier(Threads);
        var wrong = new string?[Threads];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(t => new Thread(() =>
        {
            start.SignalAndWait();
            for (int round = 0; round < rounds && wrong[t] is null; round++)
            {
                wrong[t] = !Samples.ForwardEach(network, inputs[t]).SequenceEqual(expected[t]) ? "Forward"
                    : !Batch(network, inputs[t]).SequenceEqual(expectedBatch[t]) ? "ForwardBatch"
                    : !Classes(network, inputs[t]).SequenceEqual(expectedClasses[t]) ? "Classify"
                    : null;
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.All(wrong, Assert.Null);
    }

    private static float[] Batch<TNetwork>(TNetwork network, float[] inputs)
        where TNetwork : class, INetwork<TNetwork>
    {
        var outputs = new float[Rows * TNetwork.OutputSize];
        network.ForwardBatch(inputs, outputs);
        return outputs;
    }

    private static int[] Classes<TNetwork>(TNetwork network, float[] inputs)
        where TNetwork : class, INetwork<TNetwork> => [.. inputs.Chunk(TNetwork.InputSize).Select(input => network.Classify(input))];
}
