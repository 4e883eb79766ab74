using FcGen.Data;
using FcGen.Numerics;
using FcGen.Tests.Data;

namespace FcGen.Tests.Training;

/// <summary>Training on samples that are not in memory.</summary>
public sealed class StreamingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 2)]
    [InlineData(10, 2)]
    [InlineData(10, 3)]
    [InlineData(100, 7)]
    [InlineData(100, 33)]
    [InlineData(1000, 100)]
    [InlineData(50, 5000)]
    public void Every_epoch_visits_every_sample_once_in_a_new_order_that_the_seed_determines(int count, int buffered)
    {
        var source = new NumberedSource(count);

        int[][] epochs = Epochs(source, buffered, seed: 1);
        int[][] others = Epochs(source, buffered, seed: 2);

        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(0, count), epoch.Order()));
        Assert.Equal(epochs, Epochs(source, buffered, seed: 1));
        if (count >= 50)
        {
            Assert.NotEqual(epochs[0], epochs[1]);
            Assert.NotEqual(epochs, others);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(33)]
    [InlineData(5000)]
    public void Without_shuffling_it_trains_as_in_memory(int buffered)
    {
        DataSet data = TrainingData.WithLabels(203);
        StreamedDataSet.Write(_folder.Path("rows"), data);
        using StreamedDataSet file = StreamedDataSet.OpenLabeledRows(_folder.Path("rows"), 3, 4);
        Trainer<SmallNet> streamed = Trainer();
        Trainer<SmallNet> inMemory = Trainer();

        History history = streamed.Fit(file, new FitOptions { Epochs = 3, Shuffle = false, BufferedSamples = buffered, Validation = file });
        History expected = inMemory.Fit(data, new FitOptions { Epochs = 3, Shuffle = false, Validation = data });

        Assert.Equal(inMemory.Network.Parameters, streamed.Network.Parameters);
        Assert.Equal(expected.Epochs.Select(epoch => (epoch.Loss, epoch.Validation)), history.Epochs.Select(epoch => (epoch.Loss, epoch.Validation)));
    }

    [Fact]
    public void Batches_of_a_source_that_is_sorted_are_mixed()
    {
        int[] order = Epochs(new NumberedSource(10_000), buffered: 2_000, seed: 1)[0];

        // In random order 16 samples of 10,000 span 8,824 on average; those of one place in the file would span 16.
        double[] spans = [.. order.Chunk(16).Select(batch => (double)(batch.Max() - batch.Min()))];
        Assert.InRange(spans.Average(), 7_500, 10_000);
    }

    [Fact]
    public void It_makes_no_difference_how_long_reading_takes()
    {
        Trainer<SmallNet> quick = Trainer();
        Trainer<SmallNet> slow = Trainer();
        var options = new FitOptions { Epochs = 2, BufferedSamples = 40 };

        quick.Fit(new NumberedSource(200), options);
        slow.Fit(new NumberedSource(200) { Reading = first => Thread.Sleep(first % 3) }, options);

        Assert.Equal(quick.Network.Parameters, slow.Network.Parameters);
    }

    [Fact]
    public void While_one_part_is_trained_on_another_thread_reads_the_next_one()
    {
        int trainingThread = Environment.CurrentManagedThreadId;
        using var read = new SemaphoreSlim(0);
        int readings = 0;
        var source = new NumberedSource(32)
        {
            // Two windows of 16 samples, of 16 blocks each: the 17th reading belongs to the second.
            Reading = _ =>
            {
                if (Interlocked.Increment(ref readings) == 17)
                {
                    read.Release();
                }
            },
        };

        bool readAhead = false;
        Trainer().Fit(source, new FitOptions
        {
            Epochs = 1,
            BufferedSamples = 32,
            Progress = new Recorder(report => readAhead |= report.Batch == 1 && read.Wait(TimeSpan.FromSeconds(30))),
        });

        Assert.True(readAhead, "After the first batch of four the second window was being read.");
        Assert.Equal(1, source.MostReadingsAtOnce);
    }

    [Fact]
    public void Damage_stops_training_after_the_last_finished_step_and_leaves_the_source_at_rest()
    {
        var source = new NumberedSource(200) { Reading = first => _ = first == 120 ? throw new InvalidDataException("sample 120 is damaged") : 0 };
        Trainer<SmallNet> trainer = Trainer();
        float[] last = [.. trainer.Network.Parameters];
        var progress = new Recorder(_ => last = [.. trainer.Network.Parameters]);

        var exception = Assert.Throws<InvalidDataException>(() => trainer.Fit(
            source, new FitOptions { Shuffle = false, BufferedSamples = 32, Progress = progress }));

        Assert.Equal("sample 120 is damaged", exception.Message);
        Assert.Equal(112 / 4, progress.Reports.Count);
        Assert.Equal(last, trainer.Network.Parameters);
        Assert.Equal(0, source.Readings);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Samples_that_are_left_over_do_not_reach_the_next_epoch(int buffered)
    {
        var source = new NumberedSource(43) { Reading = _ => Thread.Yield() };
        var options = new FitOptions { Epochs = 3, BufferedSamples = buffered, DropLast = true, Shuffle = false, Validation = source };
        Trainer<SmallNet> whole = Trainer();
        Trainer<SmallNet> cut = Trainer();

        cut.Fit(source, options);
        whole.Fit(new NumberedSource(40), new FitOptions { Epochs = 3, Shuffle = false });

        Assert.Equal(whole.Network.Parameters, cut.Network.Parameters);
        Assert.Equal(1, source.MostReadingsAtOnce);
    }

    [Fact]
    public void Cancellation_leaves_the_source_at_rest()
    {
        using var cancellation = new CancellationTokenSource();
        var source = new NumberedSource(200) { Reading = _ => Thread.Sleep(1) };

        Assert.Throws<OperationCanceledException>(() => Trainer().Fit(source, new FitOptions
        {
            BufferedSamples = 32,
            Progress = new Recorder(_ => cancellation.Cancel()),
        }, cancellation.Token));

        Assert.Equal(0, source.Readings);
    }

    [Fact]
    public void A_label_that_is_no_class_is_refused()
    {
        var source = new NumberedSource(20) { Label = i => i == 13 ? 4 : 0 };

        Assert.Contains(
            "Sample 13: expected a label from 0 to 3, but found 4",
            Assert.Throws<InvalidDataException>(() => Trainer().Evaluate(source)).Message);
    }

    [Fact]
    public void Options_that_do_not_fit_are_refused()
    {
        var source = new NumberedSource(20);

        Assert.Contains(
            "A sampler needs samples in memory, a DataSet, but the training set is a NumberedSource",
            Assert.Throws<ArgumentException>(() => Trainer().Fit(source, new FitOptions { Sampler = new RandomSampler() })).Message);
        Assert.Contains(
            "BufferedSamples must be at least 2, but is 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => Trainer().Fit(source, new FitOptions { BufferedSamples = 1 })).Message);
        Assert.Throws<ArgumentException>(() => new NumberedSource(1, classCount: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumberedSource(0));
    }

    [Fact]
    public void More_samples_than_fit_in_an_array_are_refused_with_the_most_that_fit()
    {
        var source = new NumberedSource(int.MaxValue);
        int most = BatchBuffer.MostSamples(source);

        Assert.InRange((long)most * source.InputSize, Array.MaxLength - 100, Array.MaxLength);
        Assert.Contains(
            $"BufferedSamples must be at most {(2L * most) + 1} for samples of 3 inputs and 0 targets, but is {int.MaxValue}.",
            Assert.Throws<ArgumentOutOfRangeException>(
                "options", () => Trainer().Fit(source, new FitOptions { BufferedSamples = int.MaxValue })).Message);
        Assert.Contains(
            $"At most {most} samples of 3 inputs and 0 targets fit in a buffer, but there are {most + 1}.",
            Assert.Throws<ArgumentOutOfRangeException>("count", () => new BatchBuffer().MakeRoom(source, most + 1)).Message);
    }

    private static Trainer<SmallNet> Trainer() => new(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam(), batchSize: 4);

    /// <summary>Numbers of the samples in the order in which two epochs take them.</summary>
    private static int[][] Epochs(NumberedSource source, int buffered, int seed)
    {
        List<int> numbers = [];
        var trainer = new Trainer<SmallNet>(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam { LearningRate = 0 }, batchSize: 16);
        trainer.Fit(source, new FitOptions
        {
            Epochs = 2,
            Seed = seed,
            BufferedSamples = buffered,
            Augmentation = (SampleBatch batch, ref PhiloxRandom _) =>
            {
                for (int row = 0; row < batch.Count; row++)
                {
                    numbers.Add((int)batch.GetInput(row)[0]);
                    Assert.Equal((int)batch.GetInput(row)[0] % NumberedSource.Classes, batch.Labels[row]);
                }
            },
        });
        return [.. numbers.Chunk(source.Count)];
    }
}
