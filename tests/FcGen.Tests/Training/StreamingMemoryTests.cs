using FcGen.Numerics;
using FcGen.Tests.ChildProcesses;
using FcGen.Tests.Data;

namespace FcGen.Tests.Training;

/// <summary>The memory that training on a file takes, on all threads together: those of the test runner would count, too.</summary>
public sealed class StreamingMemoryTests
{
    [Fact]
    public void A_file_of_50_buffers_takes_the_memory_of_one() => ChildProcess.Run(FitFile);

    private static void FitFile()
    {
        using var folder = new TemporaryFolder();
        const int Buffered = 2_000;
        const int Count = 50 * Buffered;
        const int Times = 5;
        StreamedDataSet.Write(folder.Path("rows"), new NumberedSource(Count));
        using StreamedDataSet file = StreamedDataSet.OpenLabeledRows(folder.Path("rows"), 3, NumberedSource.Classes);
        var trainer = new Trainer<SmallNet>(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam { LearningRate = 0 }, batchSize: 100);
        var seen = new int[Count];
        Fit();

        // The least of some times: threads of the pool allocate when they help for the first time.
        long allocated = long.MaxValue;
        for (int time = 1; time < Times; time++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Fit();
            allocated = Math.Min(allocated, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        // Inputs, label and index of each sample held, the order of the blocks, and a task for each of 100 windows.
        const int Held = (Buffered * ((3 * sizeof(float)) + sizeof(int) + sizeof(int))) + (Count / (Buffered / 2 / 16) * sizeof(int));
        Assert.InRange(allocated, Held, Held + 80_000);
        Assert.True(Count * 4 * sizeof(float) > 8 * allocated, $"The file has {Count * 4 * sizeof(float)} bytes, and {allocated} were allocated.");
        Assert.All(seen, times => Assert.Equal(Times, times));

        void Fit() => trainer.Fit(file, new FitOptions
        {
            Epochs = 1,
            BufferedSamples = Buffered,
            Augmentation = (SampleBatch batch, ref PhiloxRandom _) =>
            {
                for (int row = 0; row < batch.Count; row++)
                {
                    seen[(int)batch.GetInput(row)[0]]++;
                }
            },
        });
    }
}
