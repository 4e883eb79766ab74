using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>The exponential moving average of the weights.</summary>
public sealed class AverageTests
{
    [Fact]
    public void The_first_update_copies_and_each_later_one_averages()
    {
        Trainer<NormedNet> trainer = Create(0.75f);
        Step(trainer);
        float[] first = trainer.Network.Parameters.ToArray();
        Assert.Equal(first, trainer.AveragedNetwork!.Parameters.ToArray());

        Step(trainer);

        float[] second = trainer.Network.Parameters.ToArray();
        Assert.NotEqual(first, second);
        Assert.Equal(
            first.Zip(second, (a, b) => (0.75f * a) + (0.25f * b)), trainer.AveragedNetwork.Parameters.ToArray(), (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void Running_statistics_are_copied()
    {
        Trainer<NormedNet> trainer = Create(0.9f);

        Step(trainer);
        Step(trainer);

        Assert.Equal(trainer.Network.Buffers.ToArray(), trainer.AveragedNetwork!.Buffers.ToArray());
    }

    [Fact]
    public void Training_is_that_without_an_average()
    {
        Trainer<NormedNet> averaged = Create(0.9f);
        Trainer<NormedNet> plain = Create(null);

        for (int step = 0; step < 3; step++)
        {
            Step(averaged);
            Step(plain);
        }

        Assert.Equal(plain.Network.State(), averaged.Network.State());
        Assert.Null(plain.AveragedNetwork);
    }

    [Fact]
    public void Evaluate_and_validation_use_the_average_if_asked()
    {
        DataSet data = TrainingData.WithLabels(8);
        Trainer<NormedNet> trainer = Create(0.9f);
        Step(trainer);
        Step(trainer);
        float ofNetwork = trainer.Evaluate(data).Loss;

        trainer.EvaluateAverage = true;

        float ofAverage = trainer.Evaluate(data).Loss;
        Assert.NotEqual(ofNetwork, ofAverage);
        var other = new Trainer<NormedNet>(trainer.AveragedNetwork!, new SoftmaxCrossEntropy(), new Adam(), 8);
        Assert.Equal(other.Evaluate(data).Loss, ofAverage);
        EpochResult epoch = trainer.Fit(data, new FitOptions { Epochs = 1, Validation = data }).Epochs[0];
        Assert.Equal(trainer.Evaluate(data).Loss, epoch.Validation!.Loss);
    }

    [Fact]
    public void Early_stopping_restores_the_average_of_the_best_epoch()
    {
        DataSet data = TrainingData.WithLabels(8);
        Trainer<NormedNet> trainer = Create(0.5f, rate: 3);
        trainer.EvaluateAverage = true;

        History history = trainer.Fit(data, new FitOptions
        {
            Epochs = 30,
            Validation = data,
            EarlyStopping = new EarlyStopping { Patience = 3, RestoreBest = true },
        });

        Assert.Equal(history.Epochs[history.BestEpoch - 1].Validation!.Loss, trainer.Evaluate(data).Loss);
    }

    [Fact]
    public void The_average_can_be_saved()
    {
        Trainer<NormedNet> trainer = Create(0.9f);
        Step(trainer);
        Step(trainer);
        using var file = new MemoryStream();

        trainer.AveragedNetwork!.Save(file);

        file.Position = 0;
        Assert.Equal(trainer.AveragedNetwork.State(), NormedNet.Load(file).State());
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1f)]
    [InlineData(float.NaN)]
    public void A_decay_out_of_range_is_rejected(float decay) =>
        Assert.Throws<ArgumentOutOfRangeException>("AverageDecay", () => Create(decay));

    private static Trainer<NormedNet> Create(float? decay, float rate = 0.1f) =>
        new(new NormedNet(seed: 1), new SoftmaxCrossEntropy(), new Sgd { LearningRate = rate }, 8) { AverageDecay = decay };

    private static void Step(Trainer<NormedNet> trainer)
    {
        DataSet data = TrainingData.WithLabels(8);
        trainer.Step(data.Inputs, data.Labels);
    }
}
