using System.Runtime.Intrinsics;

namespace FcGen.Tests.Networks;

/// <summary>No call allocates, after the first one of a thread.</summary>
public sealed class AllocationTests
{
    /// <summary>Without vectors in the hardware a call takes up to a hundred times as long.</summary>
    private static readonly int Calls = Vector128.IsHardwareAccelerated ? 500 : 50;

    [Fact]
    public void Every_layer() => AllocatesNothing<EveryLayer>(batchSize: 13);

    [Fact]
    public void Every_activation() => AllocatesNothing<EveryActivation>(batchSize: 13);

    [Fact]
    public void Norms_and_residuals() => AllocatesNothing<Residual>(batchSize: 13, shortBatch: 2);

    [Fact]
    public void More_scratch_than_the_stack_should_hold() => AllocatesNothing<Wide>(batchSize: 2);

    [Fact]
    public void No_dense_layer() => AllocatesNothing<SquareElementwise>(batchSize: 13);

    [Fact]
    public void Sequences() => AllocatesNothing<LargeSequence>(batchSize: 13);

    [Fact]
    public void Signals() => AllocatesNothing<LargeSignal>(batchSize: 13);

    [Fact]
    public void Images() => AllocatesNothing<LargeImage>(batchSize: 13);

    [Fact]
    public void Recurrent_layers() => AllocatesNothing<LargeRecurrent>(batchSize: 13);

    [Fact]
    public void Gated_layers() => AllocatesNothing<LargeGated>(batchSize: 13);

    [Fact]
    public void Convolutions() => AllocatesNothing<LargeConvolution>(batchSize: 13);

    [Fact]
    public void Threads_that_share_one_image()
    {
        var network = new SharedImage { MaxDegreeOfParallelism = 2 };
        float[] image = Samples.Random(SharedImage.InputSize);
        var output = new float[SharedImage.OutputSize];
        AssertNone("Forward", () => network.Forward(image, output));
        AssertNone("ForwardBatch", () => network.ForwardBatch(image, output));
        AssertNone("Classify", () => network.Classify(image));
    }

    private static void AllocatesNothing<TNetwork>(int batchSize, int shortBatch = 1)
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        var network = new TNetwork();
        float[] inputs = Samples.Random(batchSize * TNetwork.InputSize);
        var outputs = new float[batchSize * TNetwork.OutputSize];
        var labels = new int[batchSize];
        var targets = new float[outputs.Length];
        var gradients = new float[network.Parameters.Length];
        var inputGradients = new float[inputs.Length];
        TrainingWorkspace workspace = TNetwork.CreateWorkspace(batchSize);
        var classifier = new Trainer<TNetwork>(network, new SoftmaxCrossEntropy(), new Adam(), batchSize);
        var regressor = new Trainer<TNetwork>(network, new MeanSquaredError(), new Sgd { LearningRate = 0.01f, Momentum = 0.9f }, batchSize);

        AssertNone("Forward", () => network.Forward(inputs.AsSpan(0, TNetwork.InputSize), outputs.AsSpan(0, TNetwork.OutputSize)));
        AssertNone("ForwardBatch", () => network.ForwardBatch(inputs, outputs));
        AssertNone("Classify", () => network.Classify(inputs.AsSpan(0, TNetwork.InputSize)));
        AssertNone("ForwardTraining", () => network.ForwardTraining(inputs, outputs, workspace));
        AssertNone("Backward", () => network.Backward(inputs, outputs, workspace, gradients));
        AssertNone("Backward with input gradients", () => network.Backward(inputs, outputs, workspace, gradients, inputGradients));
        AssertNone("ComputeGradients", () => classifier.ComputeGradients(inputs, labels));
        AssertNone("ApplyGradients", classifier.ApplyGradients);
        AssertNone("Step with labels", () => classifier.Step(inputs, labels));
        AssertNone("Step with targets", () => regressor.Step(inputs, targets));
        AssertNone("Step with a short batch", () => regressor.Step(inputs.AsSpan(0, shortBatch * TNetwork.InputSize), targets.AsSpan(0, shortBatch * TNetwork.OutputSize)));
        AssertNone("Parameters and Tensors", () => _ = network.Parameters.Length + network.Tensors.Count);
    }

    private static void AssertNone(string what, Action call)
    {
        long allocated = LeastAllocated(Calls, call);
        Assert.True(allocated == 0, $"{Calls} calls of {what} allocated {allocated} bytes.");
    }

    /// <summary>
    /// Bytes that some calls allocate. The least of three times: a collection that another thread causes in between may count a whole
    /// allocation context, 8 KiB, while what a call allocates it allocates every time.
    /// </summary>
    internal static long LeastAllocated(int calls, Action call)
    {
        call();
        long least = long.MaxValue;
        for (int time = 0; time < 3; time++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < calls; i++)
            {
                call();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
