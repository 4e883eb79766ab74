using FcGen.Numerics;

namespace FcGen.Tests.Training;

/// <summary>Allocations of Fit from step to step.</summary>
public sealed class FitAllocationTests
{
    private const int Samples = 400;
    private const int BatchSize = 4;

    [Fact]
    public void A_step_in_memory_allocates_nothing_with_every_option_on()
    {
        long[] bytes = BytesAfterEachStep(TrainingData.WithLabels(Samples), new ClassBalancedSampler());

        Assert.Equal(0, bytes[^1] - bytes[0]);
    }

    [Fact]
    public void A_streamed_step_allocates_nothing()
    {
        const int Windows = 10;

        // The least of three times: the queue of the pool, which all tests share, may grow.
        long least = Enumerable.Range(0, 3).Min(_ =>
        {
            long[] bytes = BytesAfterEachStep(new NumberedSource(Samples), sampler: null, buffered: Samples / Windows * 2);
            return bytes[^1] - bytes[0];
        });

        Assert.Equal(0, least);
    }

    /// <summary>Bytes that this thread had allocated after each step of the last of three epochs.</summary>
    private static long[] BytesAfterEachStep(DataSource data, Sampler? sampler, int buffered = 2)
    {
        var bytes = new long[Samples / BatchSize];
        int batches = 0;
        var trainer = new Trainer<DropoutNet>(new DropoutNet(1), new SoftmaxCrossEntropy { ClassWeights = [1, 2, 3, 4] }, new Adam(), BatchSize);
        using var cancellation = new CancellationTokenSource();
        trainer.Fit(data, new FitOptions
        {
            Epochs = 3,
            Validation = data,
            Metrics = [new F1Score(), new TopKAccuracy(2)],
            Monitor = new Accuracy(),
            EarlyStopping = new EarlyStopping { Patience = 3 },
            Sampler = sampler,
            BufferedSamples = buffered,
            Augmentation = AddNoise,
            OnBatch = progress => batches += progress.Batch,
            OnEpoch = result => batches += result.Epoch,
            Progress = new ByteCounter(bytes),
        }, cancellation.Token);
        return bytes;

        static void AddNoise(SampleBatch batch, ref PhiloxRandom random)
        {
            foreach (ref float value in batch.Inputs)
            {
                value += 0.1f * random.NextNormal();
            }
        }
    }

    private sealed class ByteCounter(long[] bytes) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            if (value.Validation is null)
            {
                bytes[value.Batch - 1] = GC.GetAllocatedBytesForCurrentThread();
            }
        }
    }
}
