namespace FcGen.Tests.Networks;

/// <summary>Calls that several threads share allocate nothing on any of them, after the first ones.</summary>
[Collection(nameof(RunsAlone))]
public sealed class HelperAllocationTests
{
    private const int BatchSize = 32;
    private const int Calls = 2;
    private const int Times = 100;

    [Fact]
    public void Nothing_is_allocated_on_any_thread()
    {
        var network = new OddAndLarge(1) { MaxDegreeOfParallelism = 2 };
        var trainer = new Trainer<OddAndLarge>(network, new SoftmaxCrossEntropy(), new Adam(), BatchSize) { MaxDegreeOfParallelism = 2 };
        float[] inputs = Samples.Random(BatchSize * OddAndLarge.InputSize);
        var outputs = new float[BatchSize * OddAndLarge.OutputSize];
        var labels = new int[BatchSize];
        long least = long.MaxValue;

        // The least of short times: a thread that helps for the first time, and the test runner, allocate now and then; a call would every time.
        for (int time = 0; time < Times; time++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int call = 0; call < Calls; call++)
            {
                trainer.Step(inputs, labels);
                network.ForwardBatch(inputs, outputs);
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);
    }
}

/// <summary>Tests that look at the whole process, and therefore run when no other test does.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
