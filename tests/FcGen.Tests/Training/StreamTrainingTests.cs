using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>Truncated backpropagation through time: each window continues the state of the stream.</summary>
public sealed class StreamTrainingTests
{
    private const int Features = 3;

    [Fact]
    public void Gradients_are_those_of_a_window_that_begins_with_the_state()
    {
        var network = new CarriedState(3);
        CarriedState.State state = network.CreateState();
        network.Steps(Samples.Random(50 * Features, 1), new float[50 * 2], state);
        float[] inputs = Samples.Random(CarriedState.InputSize, 2);
        float[] targets = Samples.Random(CarriedState.OutputSize, 3);
        CarriedState.State before = network.CreateState();
        state.CopyTo(before);

        var trainer = new Trainer<CarriedState>(network, new MeanSquaredError(), new Sgd { LearningRate = 1e-12f }, 1);
        float loss = trainer.Step(inputs, targets, state);
        Assert.Equal(LossOf(network, before, inputs, targets), loss, 1e-5);
        foreach (TensorInfo tensor in network.Tensors)
        {
            var gradient = new float[tensor.Length];
            trainer.GetGradient(tensor.Name, gradient);
            AssertIsSlope(network, tensor.Name, gradient, () => LossOf(network, before, inputs, targets));
        }
    }

    [Fact]
    public void A_window_of_a_new_stream_trains_as_a_sample()
    {
        (var one, var other) = (new CarriedState(4), new CarriedState(4));
        float[] inputs = Samples.Random(CarriedState.InputSize, 2);
        float[] targets = Samples.Random(CarriedState.OutputSize, 3);
        float loss = CreateTrainer(one).Step(inputs, targets, one.CreateState());
        Assert.Equal(CreateTrainer(other).Step(inputs, targets), loss);
        Assert.Equal(other.Parameters.ToArray(), one.Parameters.ToArray());
    }

    [Fact]
    public void A_step_leaves_the_state_where_predictions_before_it_would()
    {
        (var trained, var network) = (new CarriedState(4), new CarriedState(4));
        float[] inputs = Samples.Random(CarriedState.InputSize, 2);
        (CarriedState.State state, CarriedState.State expected) = (trained.CreateState(), network.CreateState());
        CreateTrainer(trained).Step(inputs, Samples.Random(CarriedState.OutputSize, 3), state);
        network.Steps(inputs, new float[CarriedState.OutputSize], expected);
        Assert.True(state.Memory.SequenceEqual(expected.Memory));
        Assert.Equal(expected.Position, state.Position);
    }

    [Fact]
    public void A_window_that_is_not_finite_leaves_state_and_parameters()
    {
        var network = new CarriedState(4);
        CarriedState.State state = network.CreateState();
        Trainer<CarriedState> trainer = CreateTrainer(network);
        float[] inputs = Samples.Random(CarriedState.InputSize, 2);
        float[] targets = Samples.Random(CarriedState.OutputSize, 3);
        trainer.Step(inputs, targets, state);
        float[] memory = state.Memory.ToArray();
        float[] parameters = network.Parameters.ToArray();
        inputs[5] = float.NaN;
        Assert.Throws<NotFiniteNumberException>(() => trainer.Step(inputs, targets, state));
        Assert.Equal(memory, state.Memory.ToArray());
        Assert.Equal(parameters, network.Parameters.ToArray());
    }

    [Fact]
    public void A_stream_learns_labels_one_step_at_a_time()
    {
        var network = new CarriedClasses(4);
        CarriedClasses.State state = network.CreateState();
        var trainer = new Trainer<CarriedClasses>(network, new SoftmaxCrossEntropy(), new Adam { LearningRate = 0.01f }, 1);
        var random = new Random(6);
        float last = 0;
        for (int step = 0; step < 3000; step++)
        {
            // The class of a step is its sign.
            int sign = random.Next(2);
            float loss = trainer.Step([(2f * sign) - 1], [sign], state);
            last += step >= 2900 ? loss / 100 : 0;
        }

        Assert.True(last < 0.1, $"The loss ended at {last}.");
    }

    [Fact]
    public void No_step_allocates()
    {
        var network = new CarriedState(4);
        CarriedState.State state = network.CreateState();
        Trainer<CarriedState> trainer = CreateTrainer(network);
        float[] inputs = Samples.Random(CarriedState.InputSize, 2);
        float[] targets = Samples.Random(CarriedState.OutputSize, 3);
        Assert.Equal(0, AllocationTests.LeastAllocated(20, () => trainer.Step(inputs, targets, state)));
    }

    [Fact]
    public void Wrong_arguments_are_rejected()
    {
        var network = new CarriedState(4);
        Trainer<CarriedState> trainer = CreateTrainer(network);
        var inputs = new float[CarriedState.InputSize];
        var targets = new float[CarriedState.OutputSize];
        CarriedState.State state = network.CreateState();
        Assert.Throws<ArgumentNullException>(() => trainer.Step(inputs, targets, (CarriedState.State)null!));
        Assert.StartsWith(
            "Expected a state of CarriedState, but got one of RecurrentStream.",
            Assert.Throws<ArgumentException>(() => trainer.Step(inputs, targets, new RecurrentStream().CreateState())).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Expected one window of 36 inputs, but got 72 values.",
            Assert.Throws<ArgumentException>(() => trainer.Step(new float[72], targets, state)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => trainer.Step(inputs, new float[3], state));
        Assert.All(state.Memory.ToArray(), value => Assert.Equal(0, value));
    }

    private static Trainer<CarriedState> CreateTrainer(CarriedState network) => new(network, new MeanSquaredError(), new Adam(), 1);

    private static double LossOf(CarriedState network, CarriedState.State before, float[] inputs, float[] targets)
    {
        CarriedState.State state = network.CreateState();
        before.CopyTo(state);
        var outputs = new float[targets.Length];
        network.Steps(inputs, outputs, state);
        return outputs.Zip(targets).Average(pair => Math.Pow((double)pair.First - pair.Second, 2));
    }

    /// <summary>Compares gradients with finite differences, for some values of a tensor.</summary>
    private static void AssertIsSlope(CarriedState network, string name, float[] gradient, Func<double> loss)
    {
        const float Distance = 0.02f;
        float[] values = network.GetTensor(name);
        for (int i = 0; i < values.Length; i += 1 + (values.Length / 25))
        {
            double slope = (At(Distance) - At(-Distance)) / (2 * Distance);
            Assert.True(Math.Abs(slope - gradient[i]) <= 5e-4 + (0.02 * Math.Abs(slope)), $"{name}[{i}]: gradient {gradient[i]}, slope {slope}.");

            double At(float distance)
            {
                float[] moved = [.. values];
                moved[i] += distance;
                network.SetTensor(name, moved);
                double result = loss();
                network.SetTensor(name, values);
                return result;
            }
        }
    }
}

/// <summary>Every layer that remembers.</summary>
[Network]
[Sequence(12, 3)]
[Conv1d(6, 3, Causal = true, Dilation = 2, Init = Init.XavierUniform), Tanh, LSTM(5, Layers = 2), Conv1d(5, 4, Causal = true, Groups = 5), GRU(6), RNN(7), Conv1d(1, 9, Causal = true), Concat("input"), Dense(2)]
internal sealed partial class CarriedState;

[Network]
[Sequence(1, 1)]
[GRU(8), Last, Dense(2)]
internal sealed partial class CarriedClasses;
