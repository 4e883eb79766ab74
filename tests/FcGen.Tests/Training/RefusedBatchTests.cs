using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>A batch that is refused leaves parameters and running statistics as they were.</summary>
public sealed class RefusedBatchTests
{
    private readonly NormedXorNet _network = new(seed: 1);
    private readonly Trainer<NormedXorNet> _trainer;

    public RefusedBatchTests()
    {
        _trainer = new Trainer<NormedXorNet>(_network, new SoftmaxCrossEntropy(), new Adam(), batchSize: 4);
        _trainer.Step(TrainingData.Xor.Inputs, TrainingData.Xor.Labels);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_number_that_is_not_finite_in_the_data_of_fit(float bad)
    {
        float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1, 0, 0, 0, 1, 1, bad, 1, 1];
        var data = new DataSet(inputs, new[] { 0, 1, 1, 0, 0, 1, 1, 0 });
        float[] afterFirst = [];
        var progress = new Recorder(_ => afterFirst = State());

        Assert.Throws<NotFiniteNumberException>(() => _trainer.Fit(data, new FitOptions { Shuffle = false, Progress = progress }));

        Assert.Single(progress.Reports);
        Assert.Equal(afterFirst, State());
        Assert.All(Predictions(), output => Assert.True(float.IsFinite(output)));
    }

    [Fact]
    public void A_label_that_is_no_class()
    {
        float[] before = State();
        float[] predictions = Predictions();

        Assert.Throws<ArgumentOutOfRangeException>(() => _trainer.Step(TrainingData.Xor.Inputs, [0, 1, 7, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _trainer.ComputeGradients(TrainingData.Xor.Inputs, [0, 1, -1, 0]));

        Assert.Equal(before, State());
        Assert.Equal(predictions, Predictions());
    }

    [Fact]
    public void Labels_for_a_loss_that_needs_targets()
    {
        var targeted = new Trainer<NormedXorNet>(_network, new MeanSquaredError(), new Sgd(), batchSize: 4);
        float[] before = State();

        Assert.Throws<NotSupportedException>(() => targeted.Step(TrainingData.Xor.Inputs, TrainingData.Xor.Labels));

        Assert.Equal(before, State());
    }

    [Fact]
    public void A_good_batch_moves_the_running_statistics_and_allocates_nothing()
    {
        float[] inputs = [.. TrainingData.Xor.Inputs];
        int[] labels = [.. TrainingData.Xor.Labels];
        float[] before = [.. _network.Buffers];

        Assert.Equal(0, AllocationTests.LeastAllocated(10, () => _trainer.Step(inputs, labels)));
        Assert.NotEqual(before, _network.Buffers.ToArray());
    }

    /// <summary>Parameters, then buffers.</summary>
    private float[] State() => _network.State();

    private float[] Predictions()
    {
        var outputs = new float[8];
        _network.ForwardBatch(TrainingData.Xor.Inputs, outputs);
        return outputs;
    }
}
