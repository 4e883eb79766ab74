using FcGen.Tests.Training;

namespace FcGen.Tests.Networks;

/// <summary>A span that is written shares nothing with another one: every pair of spans, whichever way they overlap.</summary>
public sealed class SpanOverlapTests
{
    /// <summary>Samples of a batch.</summary>
    private const int Rows = 2;

    private const int Inputs = Rows * SmallNet.InputSize;
    private const int Outputs = Rows * SmallNet.OutputSize;

    private static readonly int Gradients = new SmallNet(1).Parameters.Length;

    public static TheoryData<string, string> BackwardPairs { get; } = new()
    {
        { "inputs", "parameterGradients" },
        { "inputs", "inputGradients" },
        { "outputGradients", "parameterGradients" },
        { "outputGradients", "inputGradients" },
        { "parameterGradients", "inputGradients" },
    };

    [Theory]
    [MemberData(nameof(BackwardPairs))]
    public void Backward_refuses_every_overlap_of_what_it_writes(string first, string second)
    {
        var network = new SmallNet(1);
        TrainingWorkspace workspace = SmallNet.CreateWorkspace(Rows);
        var lengths = new Dictionary<string, int>
        {
            ["inputs"] = Inputs,
            ["outputGradients"] = Outputs,
            ["parameterGradients"] = Gradients,
            ["inputGradients"] = Inputs,
        };
        network.ForwardTraining(Samples.Random(Inputs), new float[Outputs], workspace);

        foreach ((Memory<float> a, Memory<float> b, bool overlap) in Places(lengths[first], lengths[second]))
        {
            var spans = lengths.ToDictionary(pair => pair.Key, pair => pair.Key == first ? a : pair.Key == second ? b : new float[pair.Value]);
            CheckRefused(a, b, overlap, () => network.Backward(
                spans["inputs"].Span, spans["outputGradients"].Span, workspace, spans["parameterGradients"].Span, spans["inputGradients"].Span),
                parameter: second);
        }
    }

    [Theory]
    [InlineData("parameterGradients")]
    [InlineData("inputGradients")]
    public void Backward_does_not_write_into_the_network(string written)
    {
        var network = new NormedXorNet(1);
        TrainingWorkspace workspace = NormedXorNet.CreateWorkspace(2);
        var gradients = new float[network.Parameters.Length];
        network.ForwardTraining(new float[4], new float[4], workspace);
        float[] before = network.State();

        var exception = Assert.Throws<ArgumentException>(() => network.Backward(
            new float[4],
            new float[4],
            workspace,
            written == "parameterGradients" ? network.Edit().Parameters : gradients,
            written == "inputGradients" ? network.Edit().Buffers[..4] : new float[4]));

        Assert.Equal(written, exception.ParamName);
        Assert.Equal(before, network.State());
    }

    [Fact]
    public void Backward_may_read_one_span_twice()
    {
        float[] memory = Samples.Random(Outputs);
        var network = new SmallNet(1);
        TrainingWorkspace workspace = SmallNet.CreateWorkspace(Rows);
        var together = new float[Gradients];
        var apart = new float[Gradients];
        network.ForwardTraining(memory.AsSpan(0, Inputs), new float[Outputs], workspace);

        network.Backward(memory.AsSpan(0, Inputs), memory, workspace, together);
        network.Backward(memory[..Inputs], [.. memory], workspace, apart);

        Assert.Equal(apart, together);
    }

    [Fact]
    public void ForwardTraining_refuses_every_overlap()
    {
        var network = new SmallNet(1);
        TrainingWorkspace workspace = SmallNet.CreateWorkspace(Rows);
        foreach ((Memory<float> a, Memory<float> b, bool overlap) in Places(Inputs, Outputs))
        {
            CheckRefused(a, b, overlap, () => network.ForwardTraining(a.Span, b.Span, workspace), "outputs");
        }
    }

    [Fact]
    public void ForwardTraining_does_not_write_into_the_network_or_over_its_inputs()
    {
        var network = new NormedXorNet(1);
        TrainingWorkspace workspace = NormedXorNet.CreateWorkspace(2);
        float[] before = network.State();

        Assert.Throws<ArgumentException>("outputs", () => network.ForwardTraining(new float[4], network.Edit().Parameters[^4..], workspace));
        Assert.Throws<ArgumentException>("outputs", () => network.ForwardTraining(new float[4], network.Edit().Buffers[..4], workspace));
        Assert.Throws<ArgumentException>("inputs", () => network.ForwardTraining(network.Buffers[^4..], new float[4], workspace));

        Assert.Equal(before, network.State());
        Assert.Equal((0, 0), (workspace.Samples, workspace.Step));
        network.ForwardTraining(network.Parameters[..4], new float[4], workspace);
    }

    [Fact]
    public void Predictions_refuse_every_overlap_but_that_of_one_span()
    {
        var network = new SquareDeep();
        foreach ((Memory<float> a, Memory<float> b, bool overlap) in Places(6, 6).Where(place => !place.A.Span.Overlaps(place.B.Span, out int offset) || offset != 0))
        {
            CheckRefused(a, b, overlap, () => network.Forward(a.Span, b.Span), "output");
        }

        foreach ((Memory<float> a, Memory<float> b, bool overlap) in Places(12, 12).Where(place => !place.A.Span.Overlaps(place.B.Span, out int offset) || offset != 0))
        {
            CheckRefused(a, b, overlap, () => network.ForwardBatch(a.Span, b.Span), "output");
        }
    }

    [Fact]
    public void ForwardBatch_does_not_write_into_the_network()
    {
        var network = new NormedXorNet(1);
        float[] before = network.State();
        int[] places = [0, 1, network.Parameters.Length - 2];
        foreach (int place in places)
        {
            Assert.Throws<ArgumentException>("outputs", () => network.ForwardBatch(new float[2], network.Edit().Parameters.Slice(place, 2)));
        }

        Assert.Throws<ArgumentException>("outputs", () => network.ForwardBatch(new float[2], network.Edit().Buffers[^2..]));

        Assert.Equal(before, network.State());
        network.Forward(network.Parameters[..2], new float[2]);
        network.ForwardBatch(network.Parameters[..0], network.Edit().Parameters[..0]);
    }

    [Fact]
    public void A_tensor_is_copied_from_and_to_memory_of_another()
    {
        var network = new SmallNet(1);
        TensorInfo bias = network.Tensors.Single(tensor => tensor.Name == "0.bias");
        float[] values = Samples.Random(5);
        network.SetTensor("0.bias", values);
        foreach (int distance in new[] { -4, -1, 0, 1, 4 })
        {
            int start = bias.Offset + distance;
            Assert.Throws<ArgumentException>("destination", () => network.GetTensor("0.bias", network.Edit().Parameters.Slice(start, 5)));
            Assert.Throws<ArgumentException>("values", () => network.SetTensor("0.bias", network.Parameters.Slice(start, 5)));
        }

        Assert.Equal(values, network.Parameters.Slice(bias.Offset, 5));
        network.GetTensor("0.bias", network.Edit().Parameters.Slice(bias.Offset - 5, 5));
        Assert.Equal(values, network.Parameters.Slice(bias.Offset - 5, 5));
        network.SetTensor("0.bias", network.Parameters.Slice(bias.Offset - 5, 5));
    }

    [Fact]
    public void A_gradient_is_not_copied_into_itself()
    {
        Trainer<SmallNet> trainer = Trainer();
        trainer.ComputeGradients(Samples.Random(Inputs), new int[Rows]);
        TensorInfo bias = trainer.Network.Tensors.Single(tensor => tensor.Name == "0.bias");

        Assert.Throws<ArgumentException>("destination", () => trainer.GetGradient("0.bias", trainer.Gradients.Slice(bias.Offset - 1, 5)));
        trainer.GetGradient("0.bias", trainer.Gradients.Slice(bias.Offset - 5, 5));
    }

    [Fact]
    public void A_trainer_refuses_samples_in_memory_that_it_writes()
    {
        Trainer<SmallNet> trainer = Trainer();
        float[] before = [.. trainer.Network.Parameters];
        float[] inputs = Samples.Random(Inputs);
        float[] targets = Samples.Random(Outputs);

        Assert.Throws<ArgumentException>("inputs", () => trainer.Step(trainer.Gradients[..Inputs], new int[Rows]));
        Assert.Throws<ArgumentException>("inputs", () => trainer.Step(trainer.Gradients[^Inputs..], targets));
        Assert.Throws<ArgumentException>("targets", () => trainer.Step(inputs, trainer.Gradients[^Outputs..]));
        Assert.Throws<ArgumentException>("targets", () => trainer.ComputeGradients(inputs, trainer.Gradients.Slice(1, Outputs)));
        Assert.Equal(before, trainer.Network.Parameters);

        var normed = new Trainer<NormedXorNet>(new NormedXorNet(1), new MeanSquaredError(), new Sgd { LearningRate = 0.1f }, batchSize: 2);
        float[] state = normed.Network.State();
        Assert.Throws<ArgumentException>("inputs", () => normed.Step(normed.Network.Buffers[..4], new float[4]));
        Assert.Throws<ArgumentException>("targets", () => normed.Step(new float[4], normed.Network.Buffers[^4..]));
        Assert.Equal(state, normed.Network.State());
    }

    [Fact]
    public void A_trainer_may_read_samples_from_the_parameters()
    {
        Trainer<SmallNet> trainer = Trainer();
        Trainer<SmallNet> apart = Trainer();
        float[] inputs = [.. trainer.Network.Parameters[..Inputs]];
        float[] targets = [.. trainer.Network.Parameters[1..(1 + Outputs)]];

        float loss = trainer.Step(trainer.Network.Parameters[..Inputs], trainer.Network.Parameters[1..(1 + Outputs)]);

        Assert.Equal(apart.Step(inputs, targets), loss);
        Assert.Equal(apart.Network.Parameters, trainer.Network.Parameters);
    }

    [Fact]
    public void Losses_refuse_every_overlap_of_the_gradients()
    {
        Loss[] withTargets = [new MeanSquaredError(), new MeanAbsoluteError(), new Huber(1), new SoftmaxCrossEntropy(), new BinaryCrossEntropyWithLogits(), new BinaryCrossEntropy()];
        foreach ((Memory<float> a, Memory<float> gradients, bool overlap) in Places(12, 12))
        {
            foreach (Loss loss in withTargets)
            {
                a.Span.Fill(0.5f);
                CheckRefused(a, gradients, overlap, () => loss.Compute(a.Span, Half(12), 4, gradients.Span), "gradients");
                a.Span.Fill(0.5f);
                CheckRefused(a, gradients, overlap, () => loss.Compute(Half(12), a.Span, 4, gradients.Span), "gradients");
            }

            foreach (Loss loss in new Loss[] { new SoftmaxCrossEntropy(), new NegativeLogLikelihood() })
            {
                CheckRefused(a, gradients, overlap, () => loss.Compute(a.Span, new int[3], 4, gradients.Span), "gradients");
            }
        }

        new MeanSquaredError().Compute(Half(4), Half(4), 4, []);

        static float[] Half(int count) => [.. Enumerable.Repeat(0.5f, count)];
    }

    [Fact]
    public void Optimizers_refuse_every_overlap_but_that_of_one_span()
    {
        foreach (Func<Optimizer> create in new Func<Optimizer>[]
        {
            () => new Sgd { LearningRate = 0.1f, Momentum = 0.9f }, () => new Adam(), () => new AdamW(), () => new RmsProp(), () => new Adagrad(),
        })
        {
            Optimizer optimizer = create();
            optimizer.Initialize(43);
            foreach ((Memory<float> a, Memory<float> b, bool overlap) in Places(43, 43).Where(place => !place.A.Equals(place.B)))
            {
                CheckRefused(a, b, overlap, () => optimizer.Step(a.Span, b.Span), "parameters");
            }

            float[] together = Samples.Random(43);
            float[] apart = [.. together];
            optimizer.Initialize(43);
            optimizer.Step(together, together);
            optimizer.Initialize(43);
            optimizer.Step(apart, Samples.Random(43));
            Assert.Equal(apart, together);
        }
    }

    private static void CheckRefused(Memory<float> a, Memory<float> b, bool overlap, Action call, string parameter)
    {
        float[] before = [.. a.Span, .. b.Span];
        if (!overlap)
        {
            call();
            return;
        }

        Assert.Equal(parameter, Assert.Throws<ArgumentException>(call).ParamName);
        float[] after = [.. a.Span, .. b.Span];
        Assert.Equal(before, after);
    }

    /// <summary>Spans of two lengths in one piece of memory: one float in common at either end, one within the other, and neighbors.</summary>
    private static IEnumerable<(Memory<float> A, Memory<float> B, bool Overlap)> Places(int a, int b)
    {
        const int Margin = 200;
        int inside = Math.Max(a, b) / 2 - Math.Min(a, b) / 2;
        int[] distances = [1 - b, a - 1, 0, a - b, a >= b ? inside : -inside, -b, a];
        foreach (int distance in distances)
        {
            float[] memory = Samples.Random((2 * Margin) + a + b);
            yield return (memory.AsMemory(Margin, a), memory.AsMemory(Margin + distance, b), distance > -b && distance < a);
        }
    }

    private static Trainer<SmallNet> Trainer() => new(new SmallNet(1), new MeanSquaredErrorOrEntropy(), new Adam(), batchSize: Rows);

    /// <summary>A loss for targets and labels.</summary>
    private sealed class MeanSquaredErrorOrEntropy : Loss
    {
        public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients) =>
            new MeanSquaredError().Compute(outputs, targets, outputSize, gradients);

        public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients) =>
            new SoftmaxCrossEntropy().Compute(outputs, labels, outputSize, gradients);
    }
}
