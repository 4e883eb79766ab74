using System.Globalization;
using System.Runtime.InteropServices;
using FcGen.Numerics;

namespace FcGen.Tests.Training;

/// <summary>When training ends, and with which parameters.</summary>
public sealed class EarlyStoppingTests
{
    [Theory]
    [InlineData("5 4 3 3 3 2 1", 2, 5, 3)]
    [InlineData("5 4 3 3 3 2 1", 3, 7, 7)]
    [InlineData("1 2 3 4", 1, 2, 1)]
    [InlineData("4 3 2 1", 1, 4, 4)]
    [InlineData("5 NaN NaN 4 3", 3, 5, 5)]
    [InlineData("NaN 5 NaN NaN 1", 2, 4, 2)]
    [InlineData("NaN NaN 1", 2, 2, 0)]
    public void Training_ends_after_as_many_epochs_without_improvement_as_there_is_patience(string values, int patience, int epochs, int best)
    {
        Run run = Fit(new FitOptions { Epochs = Count(values), EarlyStopping = new EarlyStopping { Patience = patience }, Monitor = new Scripted(values), Validation = TrainingData.Xor });

        Assert.Equal((epochs, best), (run.History.Epochs.Count, run.History.BestEpoch));
        Assert.Equal(epochs < Count(values), run.History.StoppedEarly);
    }

    [Theory]
    [InlineData("5 4.5 4.1 3.9 3.4 3.1 2.8", 1, "1 4 7")]
    [InlineData("5 4 3 2", 1, "1 3")]
    public void An_improvement_is_one_by_more_than_the_least(string values, double minDelta, string improvements)
    {
        // Without stopping, the best epoch after n epochs is the last improvement among them.
        IEnumerable<int> best = Enumerable.Range(1, Count(values)).Select(epochs => Fit(
            new FitOptions
            {
                Epochs = epochs,
                EarlyStopping = new EarlyStopping { Patience = int.MaxValue, MinDelta = minDelta },
                Monitor = new Scripted(values),
                Validation = TrainingData.Xor,
            }).History.BestEpoch);

        Assert.Equal(improvements.Split(' ').Select(int.Parse), best.Distinct());
    }

    [Fact]
    public void Of_a_metric_that_is_better_when_larger_the_largest_value_is_the_best()
    {
        const string Values = "0.1 0.5 0.4 0.3 0.2 0.9";
        var options = new FitOptions
        {
            Epochs = 6,
            EarlyStopping = new EarlyStopping { Patience = 3 },
            Monitor = new Scripted(Values, higherIsBetter: true),
            Validation = TrainingData.Xor,
        };

        History history = Fit(options).History;

        Assert.Equal((5, 2), (history.Epochs.Count, history.BestEpoch));
    }

    [Fact]
    public void The_best_parameters_and_running_statistics_come_back_to_the_bit()
    {
        var options = new FitOptions
        {
            Epochs = 6,
            EarlyStopping = new EarlyStopping { Patience = 2 },
            Monitor = new Scripted("5 4 3 4 4 4"),
            Validation = TrainingData.Xor,
        };

        Run run = Fit<NormedXorNet>(options);

        Assert.Equal(5, run.StateAfter.Count);
        Assert.Equal(run.StateAfter[3 - 1], run.State);
        Assert.NotEqual(run.StateAfter[^1], run.State);
        Assert.NotEqual(run.StateAfter[^1].Buffers, run.State.Buffers);
    }

    [Fact]
    public void They_come_back_after_the_last_epoch_too_and_stay_away_when_not_wanted()
    {
        const string Values = "2 1 3";

        Run best = Fit(Options(new EarlyStopping { Patience = int.MaxValue }));
        Run kept = Fit(Options(new EarlyStopping { Patience = 3, RestoreBest = false }));
        Run neither = Fit(Options(stopping: null));

        Assert.Equal(best.StateAfter[1], best.State);
        Assert.Equal(kept.StateAfter[2], kept.State);
        Assert.Equal(neither.StateAfter[2], neither.State);
        Assert.Equal((2, 2, 2), (best.History.BestEpoch, kept.History.BestEpoch, neither.History.BestEpoch));
        Assert.False(best.History.StoppedEarly);

        static FitOptions Options(EarlyStopping? stopping) =>
            new() { Epochs = 3, EarlyStopping = stopping, Monitor = new Scripted(Values), Validation = TrainingData.Xor };
    }

    [Fact]
    public void They_come_back_when_the_loss_is_not_finite_any_more()
    {
        // Two steps in each epoch; nothing after the first one is an improvement, and the sixth step has a NaN.
        var trainer = new Trainer<NormedXorNet>(new NormedXorNet(seed: 1), new SoftmaxCrossEntropy(), new Sgd { LearningRate = 0.1f }, batchSize: 2);
        var states = new List<State>();
        int step = 0;
        var options = new FitOptions
        {
            EarlyStopping = new EarlyStopping { Patience = 10, MinDelta = 1000 },
            Progress = new Recorder(_ => states.Add(State.Of(trainer.Network))),
            Augmentation = (SampleBatch batch, ref PhiloxRandom _) => batch.Inputs[0] = ++step == 6 ? float.NaN : batch.Inputs[0],
        };

        Assert.Throws<NotFiniteNumberException>(() => trainer.Fit(TrainingData.Xor, options));

        Assert.Equal(5, states.Count);
        Assert.Equal(states[1], State.Of(trainer.Network));
        Assert.NotEqual(states[4], states[1]);
    }

    [Fact]
    public void The_validation_loss_is_monitored_and_without_a_validation_set_the_training_loss()
    {
        // A learning rate that is too large: the loss rises after some epochs, at different ones for different data.
        var stopping = new EarlyStopping { Patience = 4 };
        History validated = Trainer().Fit(
            TrainingData.WithLabels(24), new FitOptions { Epochs = 60, EarlyStopping = stopping, Validation = TrainingData.WithLabels(5) });
        History trained = Trainer().Fit(TrainingData.WithLabels(24), new FitOptions { Epochs = 60, EarlyStopping = stopping });

        AssertStopped(validated, epoch => epoch.Validation!.Loss);
        AssertStopped(trained, epoch => epoch.Loss);

        static void AssertStopped(History history, Func<EpochResult, float> monitored)
        {
            float[] losses = [.. history.Epochs.Select(monitored)];
            Assert.True(history.StoppedEarly);
            Assert.Equal(losses.Length - 4, history.BestEpoch);
            Assert.Equal(losses.Min(), losses[history.BestEpoch - 1]);
        }

        static Trainer<SmallNet> Trainer() => new(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam { LearningRate = 0.3f }, 4);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        AssertRefused<ArgumentOutOfRangeException>(() => new EarlyStopping { Patience = 0 }, "Patience must be at least 1, but is 0");
        AssertRefused<ArgumentOutOfRangeException>(
            () => new EarlyStopping { Patience = 1, MinDelta = -1 }, "MinDelta must be a finite number of at least 0, but is -1");
        AssertRefused<ArgumentOutOfRangeException>(() => new EarlyStopping { Patience = 1, MinDelta = double.NaN }, "but is NaN");
        AssertRefused<ArgumentException>(
            () => Fit(new FitOptions { Monitor = new F1Score() }), "(f1 (macro)) are measured on a validation set, but Validation is null");
        AssertRefused<ArgumentException>(() => Fit(new FitOptions { Metrics = [new Accuracy()] }), "Validation is null");

        static void AssertRefused<TException>(Func<object> refused, string message)
            where TException : ArgumentException =>
            Assert.Contains(message, Assert.Throws<TException>(refused).Message);
    }

    private static int Count(string values) => values.Split(' ').Length;

    private static Run Fit(FitOptions options) => Fit<XorNet>(options);

    private static Run Fit<TNetwork>(FitOptions options)
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        var states = new List<State>();
        var trainer = new Trainer<TNetwork>(new TNetwork(), new SoftmaxCrossEntropy(), new Sgd { LearningRate = 0.1f }, batchSize: 4);
        var recorder = new Recorder(report =>
        {
            if (report.Validation is not null)
            {
                states.Add(State.Of(trainer.Network));
            }
        });
        History history = trainer.Fit(TrainingData.Xor, new FitOptions
        {
            Epochs = options.Epochs,
            EarlyStopping = options.EarlyStopping,
            Monitor = options.Monitor,
            Metrics = options.Metrics,
            Validation = options.Validation,
            Progress = recorder,
        });
        return new Run(history, states, State.Of(trainer.Network));
    }

    /// <summary>A training, with the state after each epoch and in the end.</summary>
    private sealed record Run(History History, List<State> StateAfter, State State);

    /// <summary>All numbers of a network, as text that tells every bit.</summary>
    private sealed record State(string Parameters, string Buffers)
    {
        public static State Of<TNetwork>(TNetwork network)
            where TNetwork : class, INetwork<TNetwork> =>
            new(Bits(network.Parameters), Bits(network.Buffers));

        private static string Bits(ReadOnlySpan<float> values) => Convert.ToHexString(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Gives a value of a list after each epoch, whatever the network does.</summary>
    private sealed class Scripted(string values, bool higherIsBetter = false) : Metric
    {
        private readonly double[] _values = [.. values.Split(' ').Select(value => double.Parse(value, CultureInfo.InvariantCulture))];

        // The first time is the trial before the first step.
        private int _epoch = -1;

        public override string Name => "scripted";

        public override bool HigherIsBetter => higherIsBetter;

        public override double Value => _values[Math.Max(_epoch, 1) - 1];

        public override void Reset() => _epoch++;

        protected override void AddBatch(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize)
        {
        }
    }
}
