using FcGen.Numerics;

namespace FcGen.Tests.Training;

/// <summary>What Fit allocates from step to step.</summary>
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
    public void A_streamed_step_allocates_nothing_and_each_part_of_the_buffer_one_task()
    {
        const int Windows = 10;
        long[] bytes = BytesAfterEachStep(new NumberedSource(Samples), sampler: null, buffered: Samples / Windows * 2);
        long[] increases = [.. bytes.Zip(bytes.Skip(1), (before, after) => after - before).Where(increase => increase != 0)];

        Assert.InRange(increases.Length, 1, Windows);
        Assert.InRange(increases.Sum(), 1, Windows * 400);
    }

    /// <summary>Bytes that this thread had allocated after each step of the last of three epochs.</summary>
    private static long[] BytesAfterEachStep(DataSource data, Sampler? sampler, int buffered = 2)
    {
        var bytes = new long[Samples / BatchSize];
        var trainer = new Trainer<DropoutNet>(new DropoutNet(1), new SoftmaxCrossEntropy { ClassWeights = [1, 2, 3, 4] }, new Adam(), BatchSize);
        using var cancellation = new CancellationTokenSource();
        trainer.Fit(data, new FitOptions
        {
            Epochs = 3,
            Validation = data,
            Metrics = [new F1Score(), new TopKAccuracy(2)],
            Watch = new Accuracy(),
            Patience = 3,
            Sampler = sampler,
            BufferedSamples = buffered,
            Augmentation = AddNoise,
            CancellationToken = cancellation.Token,
            Progress = new ByteCounter(bytes),
        });
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
