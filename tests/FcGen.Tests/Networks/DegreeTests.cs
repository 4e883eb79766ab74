#pragma warning disable FCG020 // A network that works through every layer is not meant to learn.

namespace FcGen.Tests.Networks;

/// <summary>The number of threads changes how long a call takes, and nothing else.</summary>
public sealed class DegreeTests
{
    private const int Steps = 3;

    public static readonly TheoryData<int> Degrees = [2, 3, 8, -1];

    [Theory]
    [MemberData(nameof(Degrees))]
    public void Training_gives_the_same_bits(int degree)
    {
        foreach (int batchSize in new[] { 37, 64 })
        {
            Assert.Equal(Train<OddAndLarge>(1, batchSize, new Adam()), Train<OddAndLarge>(degree, batchSize, new Adam()));
            Assert.Equal(Train<NarrowAndWide>(1, batchSize * 5, Momentum()), Train<NarrowAndWide>(degree, batchSize * 5, Momentum()));
        }

        Assert.Equal(Train<WideSquare>(1, 37, Momentum()), Train<WideSquare>(degree, 37, Momentum()));
        Assert.Equal(Train<ActivationsAndLarge>(1, 64, Momentum()), Train<ActivationsAndLarge>(degree, 64, Momentum()));
        Assert.Equal(Train<Residual>(1, 151, Momentum()), Train<Residual>(degree, 151, Momentum()));
        Assert.Equal(Train<LargeSequence>(1, 37, Momentum()), Train<LargeSequence>(degree, 37, Momentum()));
        Assert.Equal(Train<LargeSignal>(1, 64, Momentum()), Train<LargeSignal>(degree, 64, Momentum()));
        Assert.Equal(Train<LargeImage>(1, 64, Momentum()), Train<LargeImage>(degree, 64, Momentum()));
        Assert.Equal(Train<LargeRecurrent>(1, 64, Momentum()), Train<LargeRecurrent>(degree, 64, Momentum()));
        Assert.Equal(Train<LargeGated>(1, 64, Momentum()), Train<LargeGated>(degree, 64, Momentum()));
        Assert.Equal(Train<LargeConvolution>(1, 64, Momentum()), Train<LargeConvolution>(degree, 64, Momentum()));
        Assert.Equal(Train<SharedImage>(1, 5, Momentum()), Train<SharedImage>(degree, 5, Momentum()));
    }

    [Theory]
    [MemberData(nameof(Degrees))]
    public void Every_optimizer_gives_the_same_bits_with_penalties_and_clipping(int degree)
    {
        Func<Optimizer>[] optimizers = [() => new AdamW(), () => new RmsProp { Centered = true, Momentum = 0.5f }, () => new Adagrad()];
        foreach (Func<Optimizer> create in optimizers)
        {
            Assert.Equal(Train<OddAndLarge>(1, 37, create(), penalty: 1e-3f), Train<OddAndLarge>(degree, 37, create(), penalty: 1e-3f));
        }
    }

    [Theory]
    [MemberData(nameof(Degrees))]
    public void Gradients_of_inputs_have_the_same_bits(int degree)
    {
        Assert.Equal(InputGradients<OddAndLarge>(1), InputGradients<OddAndLarge>(degree));
        Assert.Equal(InputGradients<NarrowAndWide>(1), InputGradients<NarrowAndWide>(degree));
        Assert.Equal(InputGradients<WideSquare>(1), InputGradients<WideSquare>(degree));
        Assert.Equal(InputGradients<ActivationsAndLarge>(1), InputGradients<ActivationsAndLarge>(degree));
        Assert.Equal(InputGradients<Residual>(1), InputGradients<Residual>(degree));
        Assert.Equal(InputGradients<LargeSequence>(1), InputGradients<LargeSequence>(degree));
        Assert.Equal(InputGradients<LargeSignal>(1), InputGradients<LargeSignal>(degree));
        Assert.Equal(InputGradients<LargeImage>(1), InputGradients<LargeImage>(degree));
        Assert.Equal(InputGradients<LargeRecurrent>(1), InputGradients<LargeRecurrent>(degree));
        Assert.Equal(InputGradients<LargeGated>(1), InputGradients<LargeGated>(degree));
        Assert.Equal(InputGradients<LargeConvolution>(1), InputGradients<LargeConvolution>(degree));
    }

    [Theory]
    [MemberData(nameof(Degrees))]
    public void Predictions_have_the_same_bits(int degree)
    {
        foreach (int samples in new[] { 0, 1, 5, 6, 50, 97 })
        {
            Assert.Equal(Predict<OddAndLarge>(1, samples), Predict<OddAndLarge>(degree, samples));
            Assert.Equal(Predict<WideSquare>(1, samples), Predict<WideSquare>(degree, samples));
            Assert.Equal(Predict<ActivationsAndLarge>(1, samples), Predict<ActivationsAndLarge>(degree, samples));
            Assert.Equal(Predict<Residual>(1, samples), Predict<Residual>(degree, samples));
            Assert.Equal(Predict<LargeSequence>(1, samples), Predict<LargeSequence>(degree, samples));
            Assert.Equal(Predict<LargeSignal>(1, samples), Predict<LargeSignal>(degree, samples));
            Assert.Equal(Predict<LargeImage>(1, samples), Predict<LargeImage>(degree, samples));
            Assert.Equal(Predict<LargeRecurrent>(1, samples), Predict<LargeRecurrent>(degree, samples));
            Assert.Equal(Predict<LargeGated>(1, samples), Predict<LargeGated>(degree, samples));
            Assert.Equal(Predict<LargeConvolution>(1, samples), Predict<LargeConvolution>(degree, samples));
        }
    }

    [Theory]
    [MemberData(nameof(Degrees))]
    public void Threads_that_share_one_image_give_the_same_bits(int degree)
    {
        float[] image = Samples.Random(SharedImage.InputSize);
        var (alone, shared) = (new SharedImage(), new SharedImage { MaxDegreeOfParallelism = degree });
        Assert.Equal(alone.Predict(image), shared.Predict(image));
        Assert.Equal(alone.Classify(image), shared.Classify(image));
        foreach (int samples in new[] { 1, 2, 3, 7, 9 })
        {
            Assert.Equal(Predict<SharedImage>(1, samples), Predict<SharedImage>(degree, samples));
        }
    }

    [Fact]
    public void Inputs_may_be_overwritten_by_outputs()
    {
        var network = new WideSquare(1) { MaxDegreeOfParallelism = 2 };
        float[] values = Samples.Random(100 * WideSquare.InputSize);
        var expected = new float[values.Length];
        network.ForwardBatch(values, expected);
        network.ForwardBatch(values, values);
        Assert.Equal(expected, values);
    }

    [Fact]
    public void Several_threads_predict_with_several_threads()
    {
        const int Callers = 4;
        var network = new WideSquare(1) { MaxDegreeOfParallelism = 2 };
        float[][] inputs = [.. Enumerable.Range(0, Callers).Select(caller => Samples.Random(60 * WideSquare.InputSize, caller))];
        float[][] expected = [.. inputs.Select(input => Predict(new WideSquare(1), input))];
        var wrong = new int[Callers];
        Thread[] threads = [.. Enumerable.Range(0, Callers).Select(caller => new Thread(() =>
        {
            for (int round = 0; round < 8; round++)
            {
                wrong[caller] += Predict(network, inputs[caller]).SequenceEqual(expected[caller]) ? 0 : 1;
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

        Assert.All(wrong, count => Assert.Equal(0, count));
    }

    [Fact]
    public void The_default_is_one_thread()
    {
        var network = new OddAndLarge();
        Assert.Equal(1, network.MaxDegreeOfParallelism);
        Assert.Equal(1, new Trainer<OddAndLarge>(network, new SoftmaxCrossEntropy(), new Adam(), 2).MaxDegreeOfParallelism);
        Assert.Equal(1, OddAndLarge.CreateWorkspace(2).MaxDegreeOfParallelism);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(int.MinValue)]
    public void Other_numbers_than_positive_ones_and_minus_one_are_refused(int degree)
    {
        var network = new OddAndLarge();
        var trainer = new Trainer<OddAndLarge>(network, new SoftmaxCrossEntropy(), new Adam(), 2);
        Action[] sets =
        [
            () => network.MaxDegreeOfParallelism = degree,
            () => trainer.MaxDegreeOfParallelism = degree,
            () => OddAndLarge.CreateWorkspace(2).MaxDegreeOfParallelism = degree,
        ];
        foreach (Action set in sets)
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>(set);
            Assert.Contains($"at least 1, or -1 for all processors, but is {degree}.", exception.Message);
        }
    }

    private static Sgd Momentum() => new() { LearningRate = 0.01f, Momentum = 0.9f };

    /// <summary>Parameters, buffers and losses after some steps; with a penalty, gradients are clipped, too.</summary>
    private static float[] Train<TNetwork>(int degree, int batchSize, Optimizer optimizer, float penalty = 0)
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        var network = new TNetwork();
        var trainer = new Trainer<TNetwork>(network, new MeanSquaredError(), optimizer, batchSize)
        {
            MaxDegreeOfParallelism = degree,
            Seed = 5,
            L1 = penalty,
            L2 = penalty,
            ClipNorm = penalty > 0 ? 0.1f : float.PositiveInfinity,
            ClipValue = penalty > 0 ? 0.01f : float.PositiveInfinity,
        };
        float[] inputs = Samples.Random(batchSize * TNetwork.InputSize);
        float[] targets = Samples.Random(batchSize * TNetwork.OutputSize, 7);
        float[] losses = [.. Enumerable.Range(0, Steps).Select(_ => trainer.Step(inputs, targets))];
        return [.. network.State(), .. losses, trainer.GradientNorm];
    }

    private static float[] InputGradients<TNetwork>(int degree)
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        const int Rows = 151;
        var network = new TNetwork();
        TrainingWorkspace workspace = TNetwork.CreateWorkspace(Rows + 3);
        workspace.MaxDegreeOfParallelism = degree;
        float[] inputs = Samples.Random(Rows * TNetwork.InputSize);
        var outputs = new float[Rows * TNetwork.OutputSize];
        var inputGradients = new float[inputs.Length];
        var gradients = new float[network.Parameters.Length];
        network.ForwardTraining(inputs, outputs, workspace);
        network.Backward(inputs, Samples.Random(outputs.Length, 3), workspace, gradients, inputGradients);
        return [.. outputs, .. gradients, .. inputGradients];
    }

    private static float[] Predict<TNetwork>(int degree, int samples)
        where TNetwork : class, INetwork<TNetwork>, new() =>
        Predict(new TNetwork { MaxDegreeOfParallelism = degree }, Samples.Random(samples * TNetwork.InputSize));

    private static float[] Predict<TNetwork>(TNetwork network, float[] inputs)
        where TNetwork : class, INetwork<TNetwork>
    {
        var outputs = new float[inputs.Length / TNetwork.InputSize * TNetwork.OutputSize];
        network.ForwardBatch(inputs, outputs);
        return outputs;
    }
}
