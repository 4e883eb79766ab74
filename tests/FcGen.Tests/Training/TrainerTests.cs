#pragma warning disable FCG010 // What happens at run time is tested here.

namespace FcGen.Tests.Training;

/// <summary>Single steps: what they compute, what they refuse, what they allocate.</summary>
public class TrainerTests
{
    private const int BatchSize = 8;

    private readonly SmallNet _network = new(seed: 1);
    private readonly Trainer<SmallNet> _labeled;
    private readonly Trainer<SmallNet> _targeted;

    public TrainerTests()
    {
        _labeled = new Trainer<SmallNet>(_network, new SoftmaxCrossEntropy(), new Adam(), BatchSize);
        _targeted = new Trainer<SmallNet>(_network, new MeanSquaredError(), new Sgd(), BatchSize);
    }

    [Fact]
    public void A_step_is_compute_gradients_and_apply_gradients()
    {
        var other = new Trainer<SmallNet>(new SmallNet(seed: 1), new SoftmaxCrossEntropy(), new Adam(), BatchSize);
        for (int i = 0; i < 3; i++)
        {
            float loss = _labeled.Step(TrainingData.Inputs(5), TrainingData.Labels(5));

            Assert.Equal(loss, other.ComputeGradients(TrainingData.Inputs(5), TrainingData.Labels(5)));
            other.ApplyGradients();
            Assert.Equal(_network.Parameters, other.Network.Parameters);
        }
    }

    [Fact]
    public void An_optimizer_serves_one_trainer_only()
    {
        var optimizer = new Adam();
        _ = new Trainer<SmallNet>(_network, new SoftmaxCrossEntropy(), optimizer, BatchSize);

        var exception = Assert.Throws<InvalidOperationException>(
            () => new Trainer<SmallNet>(new SmallNet(), new SoftmaxCrossEntropy(), optimizer, BatchSize));

        Assert.StartsWith("This Adam is already attached to a trainer", exception.Message);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-1f)]
    [InlineData(float.PositiveInfinity)]
    public void A_learning_rate_that_makes_no_sense_is_refused_at_once(float rate) =>
        Assert.Throws<ArgumentOutOfRangeException>("LearningRate", () => new Sgd().LearningRate = rate);

    [Fact]
    public void Compute_gradients_leaves_the_parameters_alone()
    {
        float[] before = [.. _network.Parameters];

        _labeled.ComputeGradients(TrainingData.Inputs(5), TrainingData.Labels(5));
        _targeted.ComputeGradients(TrainingData.Inputs(5), TrainingData.Targets(5));

        Assert.Equal(before, _network.Parameters);
    }

    [Fact]
    public void Gradients_are_central_differences_of_the_loss()
    {
        float[] inputs = TrainingData.Inputs(BatchSize);
        float[] targets = TrainingData.Targets(BatchSize);
        _targeted.ComputeGradients(inputs, targets);
        var gradients = _network.Tensors.ToDictionary(tensor => tensor.Name, tensor => Gradient(_targeted, tensor));

        foreach (TensorInfo tensor in _network.Tensors)
        {
            float[] values = new float[tensor.Length];
            _network.GetTensor(tensor.Name, values);
            for (int i = 0; i < values.Length; i++)
            {
                float value = values[i];
                double difference = LossAt(value + 1e-2f) - LossAt(value - 1e-2f);
                LossAt(value);
                Assert.Equal(difference / 2e-2, gradients[tensor.Name][i], 2e-3);

                double LossAt(float changed)
                {
                    values[i] = changed;
                    _network.SetTensor(tensor.Name, values);
                    return _targeted.ComputeGradients(inputs, targets);
                }
            }
        }
    }

    [Fact]
    public void Gradients_may_be_changed_before_they_are_applied()
    {
        float[] before = [.. _network.Parameters];
        _labeled.ComputeGradients(TrainingData.Inputs(5), TrainingData.Labels(5));
        _labeled.Gradients.Clear();
        _labeled.ApplyGradients();

        Assert.Equal(_network.Parameters.Length, _labeled.Gradients.Length);
        Assert.Equal(before, _network.Parameters);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(BatchSize)]
    public void A_batch_may_be_smaller_than_the_largest(int rows)
    {
        var exact = new Trainer<SmallNet>(new SmallNet(seed: 1), new SoftmaxCrossEntropy(), new Adam(), rows);

        Assert.Equal(
            exact.ComputeGradients(TrainingData.Inputs(rows), TrainingData.Labels(rows)),
            _labeled.ComputeGradients(TrainingData.Inputs(rows), TrainingData.Labels(rows)));
        Assert.Equal(exact.Gradients, _labeled.Gradients);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        float[] inputs = TrainingData.Inputs(5);
        int[] labels = TrainingData.Labels(5);
        float[] targets = TrainingData.Targets(5);
        float[] gradient = new float[20];
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            _labeled.Step(inputs, labels);
            _targeted.Step(inputs, targets);
            _labeled.GetGradient("2.weight", gradient);
        }
    }

    [Fact]
    public void NaN_in_the_data_is_reported_as_the_loss()
    {
        float[] inputs = TrainingData.Inputs(5);
        inputs[7] = float.NaN;

        Assert.Equal(float.NaN, _labeled.ComputeGradients(inputs, TrainingData.Labels(5)));
        Assert.Equal(float.NaN, _targeted.ComputeGradients(inputs, TrainingData.Targets(5)));
    }

    [Fact]
    public void Wrong_lengths_are_named()
    {
        AssertMessage(
            "Expected 1 to 8 samples of 3 inputs, but got 27 values (9 samples).",
            () => _labeled.Step(new float[27], new int[9]));
        AssertMessage("Expected 1 to 8 samples of 3 inputs, but got 0 values (0 samples).", () => _labeled.Step([], Array.Empty<int>()));
        AssertMessage("Expected 1 to 8 samples of 3 inputs, but got 7 values", () => _targeted.Step(new float[7], new float[8]));
        AssertMessage("Expected 2 labels, one per sample, but got 3.", () => _labeled.Step(new float[6], new int[3]));
        AssertMessage("Expected 8 targets (2 samples of 4), but got 6.", () => _targeted.Step(new float[6], new float[6]));
        AssertMessage("The network has no tensor '1.weight'", () => _labeled.GetGradient("1.weight", new float[1]));
        AssertMessage("has 20 values, but the span has 19", () => _labeled.GetGradient("2.weight", new float[19]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer<SmallNet>(_network, new MeanSquaredError(), new Sgd(), 0));
    }

    [Fact]
    public void A_label_out_of_range_is_named_and_the_parameters_are_unchanged()
    {
        float[] before = [.. _network.Parameters];

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => _labeled.Step(new float[6], [0, 4]));

        Assert.Contains("The label of sample 1 is 4, but labels must be from 0 to 3.", exception.Message);
        Assert.Equal(before, _network.Parameters);
    }

    [Fact]
    public void The_seed_decides_the_dropout()
    {
        float[] first = Train(seed: 3);

        Assert.Equal(first, Train(seed: 3));
        Assert.NotEqual(first, Train(seed: 4));

        static float[] Train(int seed)
        {
            var trainer = new Trainer<DropoutNet>(new DropoutNet(seed: 1), new SoftmaxCrossEntropy(), new Sgd(), BatchSize) { Seed = seed };
            return
            [
                trainer.Step(TrainingData.Inputs(8), TrainingData.Labels(8)),
                trainer.Step(TrainingData.Inputs(8), TrainingData.Labels(8)),
            ];
        }
    }

    private static float[] Gradient(Trainer<SmallNet> trainer, TensorInfo tensor)
    {
        float[] gradient = new float[tensor.Length];
        trainer.GetGradient(tensor.Name, gradient);
        return gradient;
    }

    private static void AssertMessage(string expected, Action action) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(action).Message);
}
