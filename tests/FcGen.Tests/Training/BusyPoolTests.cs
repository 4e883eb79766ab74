using FcGen.Runtime;
using FcGen.Tests.ChildProcesses;
using FcGen.Tests.Data;
using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>Nothing waits for a free thread of the pool.</summary>
public sealed class BusyPoolTests
{
    [Fact]
    public void Everything_finishes_with_the_same_bits_while_all_threads_of_the_pool_are_blocked() => ChildProcess.Run(CompareWithBlockedPool);

    private static void CompareWithBlockedPool()
    {
        Parallelism.Processors = 4;
        using var folder = new TemporaryFolder();
        float[][] expected = [.. Work(folder).Select(work => work())];

        using var release = new ManualResetEventSlim();
        BlockPool(release);

        Func<float[]>[] again = Work(folder);
        for (int i = 0; i < again.Length; i++)
        {
            Assert.Equal(expected[i], again[i]());
        }

        Assert.Equal(0, ThreadPool.CompletedWorkItemCount - CompletedBefore);
        release.Set();
    }

    private static long CompletedBefore { get; set; }

    private static Func<float[]>[] Work(TemporaryFolder folder) =>
    [
        () => FitStreamed(new NumberedSource(200), shuffle: true),
        () => FitStreamed(new NumberedSource(200), shuffle: false),
        () => FitOnSeveralThreads(),
        () => PredictOnSeveralThreads(),
        () => ConvertAndEvaluate(folder),
        () => FailInTheSource(),
    ];

    private static float[] FitStreamed(DataSource source, bool shuffle)
    {
        var trainer = new Trainer<SmallNet>(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam(), batchSize: 4);
        trainer.Fit(source, new FitOptions { Epochs = 3, BufferedSamples = 40, Shuffle = shuffle, Validation = source });
        return [.. trainer.Network.Parameters];
    }

    private static float[] FitOnSeveralThreads()
    {
        float[] inputs = Samples.Random(64 * OddAndLarge.InputSize);
        float[] targets = Samples.Random(64 * OddAndLarge.OutputSize);
        var trainer = new Trainer<OddAndLarge>(new OddAndLarge(1), new MeanSquaredError(), new Adam(), batchSize: 64)
        {
            MaxDegreeOfParallelism = 4,
        };
        trainer.Fit(new DataSet(inputs, targets, 64), new FitOptions { Epochs = 3 });
        return [.. trainer.Network.Parameters];
    }

    private static float[] PredictOnSeveralThreads()
    {
        var network = new OddAndLarge(1) { MaxDegreeOfParallelism = 4 };
        var outputs = new float[500 * OddAndLarge.OutputSize];
        network.ForwardBatch(Samples.Random(500 * OddAndLarge.InputSize), outputs);
        return outputs;
    }

    private static float[] ConvertAndEvaluate(TemporaryFolder folder)
    {
        string text = folder.Path("data.csv");
        File.WriteAllLines(text, Enumerable.Range(0, 50).Select(i => $"{i},{i % 7},{i % 3},{i % 4}"));
        using StreamedDataSet data = StreamedDataSet.ConvertCsv(text, folder.Path("data.f32"));
        EvaluationResult result = new Trainer<SmallNet>(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam(), batchSize: 4).Evaluate(data);
        return [(float)result.Loss, .. FitStreamed(data, shuffle: true)];
    }

    private static float[] FailInTheSource()
    {
        var source = new NumberedSource(200) { Reading = first => _ = first == 120 ? throw new InvalidDataException("sample 120 is damaged") : 0 };
        var trainer = new Trainer<SmallNet>(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam(), batchSize: 4);
        var exception = Assert.Throws<InvalidDataException>(
            () => trainer.Fit(source, new FitOptions { BufferedSamples = 32, Shuffle = false }));
        Assert.Equal("sample 120 is damaged", exception.Message);
        float[] parameters = [.. trainer.Network.Parameters];

        using var cancellation = new CancellationTokenSource();
        var cancelling = new NumberedSource(200) { Reading = first => CancelFrom(80, first) };
        var cancelled = Assert.Throws<OperationCanceledException>(() => trainer.Fit(
            cancelling, new FitOptions { BufferedSamples = 32, Shuffle = false }, cancellation.Token));
        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
        return parameters;

        void CancelFrom(int sample, int first)
        {
            if (first >= sample)
            {
                cancellation.Cancel();
            }
        }
    }

    /// <summary>Limits the pool to as many threads as there are processors, and blocks each of them.</summary>
    private static void BlockPool(ManualResetEventSlim release)
    {
        int threads = Environment.ProcessorCount;
        Assert.True(ThreadPool.SetMinThreads(threads, 1) && ThreadPool.SetMaxThreads(threads, threads));

        // Helpers may still be looking for work.
        Assert.True(SpinWait.SpinUntil(() => ThreadPool.PendingWorkItemCount == 0, TimeSpan.FromSeconds(30)));
        using var blocked = new CountdownEvent(threads);
        for (int i = 0; i < threads; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                blocked.Signal();
                release.Wait();
            }, null);
        }

        Assert.True(blocked.Wait(TimeSpan.FromSeconds(30)));
        CompletedBefore = ThreadPool.CompletedWorkItemCount;
    }
}
