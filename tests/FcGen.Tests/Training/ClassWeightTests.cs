using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>The loss of many batches is that of one batch of all samples, whatever the classes weigh.</summary>
public sealed class ClassWeightTests
{
    private static readonly float[] Weights = [0.1f, 1, 10, 0];

    public static TheoryData<Loss, int> LossesAndBatchSizes
    {
        get
        {
            var cases = new TheoryData<Loss, int>();
            foreach (int batchSize in new[] { 1, 8, 27, 64 })
            {
                cases.Add(new SoftmaxCrossEntropy { ClassWeights = Weights }, batchSize);
                cases.Add(new SoftmaxCrossEntropy { ClassWeights = [0.1f, 1, 10, 0.5f], LabelSmoothing = 0.2f }, batchSize);
                cases.Add(new SoftmaxCrossEntropy { LabelSmoothing = 0.2f }, batchSize);
                cases.Add(new NegativeLogLikelihood { ClassWeights = Weights }, batchSize);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(LossesAndBatchSizes))]
    public void Evaluate_does_not_depend_on_the_batch_size(Loss loss, int batchSize)
    {
        DataSet data = TrainingData.SortedByClass(64);

        EvaluationResult result = Trainer(loss, batchSize).Evaluate(data);

        Assert.Equal(LossOfAll(loss, data), result.Loss, 1e-5f);
    }

    [Theory]
    [MemberData(nameof(LossesAndBatchSizes))]
    public void Nor_does_the_training_loss_of_an_epoch(Loss loss, int batchSize)
    {
        DataSet data = TrainingData.SortedByClass(64);

        // A learning rate of 0: each batch is measured with the same parameters.
        History history = Trainer(loss, batchSize).Fit(data, new FitOptions { Epochs = 1, Shuffle = false });

        Assert.Equal(LossOfAll(loss, data), history.Epochs[0].Loss, 1e-5f);
    }

    [Fact]
    public void A_batch_without_weight_is_left_out_of_training()
    {
        var loss = new SoftmaxCrossEntropy { ClassWeights = [0, 1], LabelSmoothing = 0.1f };
        Trainer<NormedXorNet> fitted = Create();
        Trainer<NormedXorNet> stepped = Create();
        float[] inputs = [0, 0, 1, 1, 0, 1, 1, 0, 0.5f, 0.5f, 0.2f, 0.1f];
        var progress = new Recorder();

        fitted.Fit(new DataSet(inputs, new[] { 0, 0, 1, 0, 0, 0 }), new FitOptions { Epochs = 1, Shuffle = false, Progress = progress });
        float second = stepped.Step(inputs.AsSpan(4, 4), [1, 0]);

        Assert.Equal(stepped.Network.State(), fitted.Network.State());
        Assert.Equal([float.NaN, second, second], progress.Reports.Select(report => report.Loss));

        Trainer<NormedXorNet> Create() => new(new NormedXorNet(seed: 1), loss, new Adam(), batchSize: 2);
    }

    [Fact]
    public void Without_any_weight_there_is_no_loss()
    {
        Trainer<SmallNet> trainer = Trainer(new SoftmaxCrossEntropy { ClassWeights = [0, 0, 0, 0] }, batchSize: 4);

        Assert.Equal(float.NaN, trainer.Evaluate(TrainingData.WithLabels(10)).Loss);
    }

    [Fact]
    public void Weights_for_another_number_of_classes_are_named()
    {
        Trainer<SmallNet> trainer = Trainer(new SoftmaxCrossEntropy { ClassWeights = [1, 2] }, batchSize: 4);

        var exception = Assert.Throws<ArgumentException>(() => trainer.Fit(TrainingData.WithLabels(10)));

        Assert.Contains("ClassWeights has 2 weights, but 4 outputs need one each", exception.Message);
    }

    private static Trainer<SmallNet> Trainer(Loss loss, int batchSize) =>
        new(new SmallNet(seed: 1), loss, new Sgd { LearningRate = 0 }, batchSize);

    private static float LossOfAll(Loss loss, DataSet data)
    {
        var outputs = new float[data.Count * 4];
        new SmallNet(seed: 1).ForwardBatch(data.Inputs, outputs);
        return loss.Compute(outputs, data.Labels, 4, default);
    }
}
