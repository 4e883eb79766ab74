using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>A trainer on standardized targets: the loss is that of the standardized values, and metrics are in the original units.</summary>
public sealed class TargetScaleTests
{
    [Fact]
    public void After_training_the_metrics_are_those_of_predictions_in_the_original_units()
    {
        (DataSet train, DataSet test) = Houses(120).Split(0.75, seed: 1);
        (DataSet scaledTrain, Standardizer standardizer) = train.StandardizeTargets();
        Trainer<HouseNet> trainer = Create();
        trainer.Fit(scaledTrain, epochs: 30);

        EvaluationResult result = trainer.Evaluate(standardizer.ApplyToTargets(test), new Rmse(), new Mae(), new R2Score());

        float[] predictions = new float[test.Targets.Length];
        trainer.Network.ForwardBatch(test.Inputs, predictions);
        standardizer.Undo(predictions);
        double[] rmse = [.. new[] { 0, 1 }.Select(column => Math.Sqrt(Errors(column).Average(error => error * error)))];
        Assert.Equal(rmse.Average(), result["rmse"], 1e-4 * rmse.Average());
        Assert.Equal(Errors(0).Concat(Errors(1)).Average(Math.Abs), result["mae"], 1e-4 * rmse.Average());
        Assert.InRange(result["r2"], 0.8, 1);
        Assert.True(rmse[1] > 1000, "The second target is a price in thousands, so its error shows the units.");

        IEnumerable<double> Errors(int column) => Enumerable.Range(0, test.Count).Select(i => (double)predictions[(2 * i) + column] - test.GetTarget(i)[column]);
    }

    [Fact]
    public void The_loss_is_that_of_the_standardized_values()
    {
        DataSet scaled = Houses(20).StandardizeTargets().Data;
        Trainer<HouseNet> trainer = Create();

        Assert.Equal(trainer.Evaluate(new DataSet(scaled.Inputs, scaled.Targets, 20)).Loss, trainer.Evaluate(scaled, new Rmse()).Loss);
        Assert.InRange(trainer.Evaluate(scaled).Loss, 0, 10);
    }

    [Fact]
    public void Fit_validates_and_monitors_in_the_original_units()
    {
        (DataSet train, DataSet test) = Houses(60).StandardizeTargets().Data.Split(0.5);
        Trainer<HouseNet> trainer = Create();
        var rmse = new Rmse();

        History history = trainer.Fit(train, new FitOptions { Epochs = 2, Validation = test, Metrics = [rmse, new Mae()], Monitor = rmse });

        EvaluationResult last = history.Epochs[^1].Validation!;
        Assert.Equal(trainer.Evaluate(test, new Rmse(), new Mae()), last);
        Assert.InRange(last["rmse"], 1000, double.MaxValue);
    }

    [Fact]
    public void Evaluation_changes_neither_the_data_nor_the_network_and_allocates_nothing_per_batch()
    {
        DataSet few = Houses(24).StandardizeTargets().Data;
        DataSet many = Houses(2400).StandardizeTargets().Data;
        Trainer<HouseNet> trainer = Create();
        Metric[] metrics = [new Rmse(), new Mae(), new R2Score()];
        float[] before = few.Targets.ToArray();

        EvaluationResult first = trainer.Evaluate(few, metrics);

        Assert.Equal(before, few.Targets);
        Assert.Equal(first, trainer.Evaluate(few, metrics));
        Assert.Equal(
            AllocationTests.LeastAllocated(10, () => trainer.Evaluate(few, metrics)),
            AllocationTests.LeastAllocated(10, () => trainer.Evaluate(many, metrics)));
    }

    [Fact]
    public void A_validation_set_with_another_scale_is_refused_before_training()
    {
        DataSet houses = Houses(20);
        (DataSet train, Standardizer standardizer) = houses.StandardizeTargets();
        double[] otherDeviations = [standardizer.StandardDeviation[0], 7];
        DataSet other = new Standardizer(standardizer.Mean, otherDeviations).ApplyToTargets(houses);
        DataSet same = new Standardizer(standardizer.Mean, standardizer.StandardDeviation).ApplyToTargets(houses);
        Trainer<HouseNet> trainer = Create();

        Assert.Contains("but they are not standardized", Message(train, houses));
        Assert.Contains("whose targets are not standardized as in the training set, but they are standardized (column 0: mean", Message(houses, train));
        Assert.Contains("deviation 7)", Message(train, other));
        Assert.Equal(new HouseNet(seed: 1).Parameters, trainer.Network.Parameters);
        trainer.Fit(train, new FitOptions { Epochs = 1, Validation = same });

        string Message(DataSet data, DataSet validation) => Assert.Throws<ArgumentException>(
            "options", () => trainer.Fit(data, new FitOptions { Validation = validation })).Message;
    }

    private static Trainer<HouseNet> Create() =>
        new(new HouseNet(seed: 1), new MeanSquaredError(), new Adam { LearningRate = 1e-2f }, batchSize: 8);

    /// <summary>Inputs from -1 to 1, a number of rooms and a price.</summary>
    private static DataSet Houses(int count)
    {
        var random = new Random(4);
        float[] inputs = [.. Enumerable.Range(0, 3 * count).Select(_ => (2 * random.NextSingle()) - 1)];
        float[] targets =
        [
            .. Enumerable.Range(0, count).SelectMany(i => new[]
            {
                4 + (2 * inputs[3 * i]) + (0.3f * random.NextSingle()),
                300_000 + (100_000 * inputs[(3 * i) + 1]) - (50_000 * inputs[3 * i] * inputs[(3 * i) + 2]) + (20_000 * random.NextSingle()),
            }),
        ];
        return new DataSet(inputs, targets, count);
    }
}
