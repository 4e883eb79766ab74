namespace FcGen.Tests.Training;

/// <summary>Evaluation on whole data sets.</summary>
public class EvaluateTests
{
    /// <summary>Size of an <see cref="EvaluationResult"/>: header, three numbers, one reference.</summary>
    private const int ResultBytes = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(64)]
    public void The_result_does_not_depend_on_the_batch_size(int batchSize)
    {
        var network = new SmallNet(seed: 1);
        DataSet data = TrainingData.WithLabels(30);
        float[] outputs = new float[30 * SmallNet.OutputSize];
        network.ForwardBatch(data.Inputs, outputs);
        int correct = Enumerable.Range(0, 30).Count(i => network.Classify(data.GetInput(i)) == data.GetLabel(i));

        EvaluationResult result = new Trainer<SmallNet>(network, new SoftmaxCrossEntropy(), new Sgd(), batchSize).Evaluate(data);

        Assert.Equal(new SoftmaxCrossEntropy().Compute(outputs, data.Labels, SmallNet.OutputSize, default), result.Loss, 1e-6f);
        Assert.Equal(correct / 30f, result.Accuracy);
        Assert.Equal(30, result.Count);
        Assert.InRange(correct, 1, 29);
    }

    [Fact]
    public void Samples_without_labels_have_a_loss_but_no_accuracy()
    {
        var network = new SmallNet(seed: 1);
        DataSet data = TrainingData.WithTargets(10);
        float[] outputs = new float[10 * SmallNet.OutputSize];
        network.ForwardBatch(data.Inputs, outputs);

        EvaluationResult result = new Trainer<SmallNet>(network, new MeanSquaredError(), new Sgd(), 4).Evaluate(data);

        Assert.Equal(new MeanSquaredError().Compute(outputs, data.Targets, SmallNet.OutputSize, default), result.Loss, 1e-6f);
        Assert.Null(result.Accuracy);
    }

    [Fact]
    public void A_confusion_matrix_prints_the_class_names_of_the_data()
    {
        var trainer = new Trainer<SmallNet>(new SmallNet(seed: 1), new SoftmaxCrossEntropy(), new Sgd(), 4);
        string[] names = [.. Enumerable.Range(0, SmallNet.OutputSize).Select(i => $"class {(char)('a' + i)}")];
        var matrix = new ConfusionMatrix();

        trainer.Evaluate(TrainingData.WithLabels(10).WithClassNames(names), matrix);

        Assert.All(names, name => Assert.Equal(3, matrix.ToString().Split(name).Length));

        trainer.Evaluate(TrainingData.WithLabels(10), matrix);

        Assert.DoesNotContain("class", matrix.ToString());
    }

    [Fact]
    public void Dropout_is_not_active()
    {
        var trainer = new Trainer<DropoutNet>(new DropoutNet(seed: 1), new SoftmaxCrossEntropy(), new Sgd(), 8);
        DataSet data = TrainingData.WithLabels(8);

        EvaluationResult first = trainer.Evaluate(data);

        Assert.Equal(first, trainer.Evaluate(data));
        Assert.NotEqual(first.Loss, trainer.ComputeGradients(data.Inputs, data.Labels));
    }

    [Fact]
    public void Evaluate_allocates_its_result_alone()
    {
        var trainer = new Trainer<SmallNet>(new SmallNet(seed: 1), new SoftmaxCrossEntropy(), new Sgd(), 4);
        DataSet data = TrainingData.WithLabels(10);
        trainer.Evaluate(data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Evaluate(data);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, ResultBytes);
    }

    [Fact]
    public void Metrics_are_measured_on_the_whole_set_and_told_by_name()
    {
        var network = new SmallNet(seed: 1);
        DataSet data = TrainingData.WithLabels(30);
        float[] outputs = new float[30 * SmallNet.OutputSize];
        network.ForwardBatch(data.Inputs, outputs);
        var expected = new F1Score();
        expected.Add(outputs, data.Labels, SmallNet.OutputSize);
        var f1 = new F1Score();
        var confusion = new ConfusionMatrix();
        var trainer = new Trainer<SmallNet>(network, new SoftmaxCrossEntropy(), new Sgd(), batchSize: 4);

        trainer.Evaluate(data, f1, confusion);
        EvaluationResult result = trainer.Evaluate(data, f1, confusion);

        Assert.Equal(["f1 (macro)", "confusion matrix"], result.Metrics.Select(metric => metric.Name));
        Assert.Equal(expected.Value, result["f1 (macro)"]);
        Assert.Equal(result.Accuracy, (float)result["confusion matrix"]);
        Assert.Equal(30, Enumerable.Range(0, 16).Sum(i => confusion[i / 4, i % 4]));
        Assert.Equal(result, trainer.Evaluate(data, new F1Score(), new ConfusionMatrix()));
        Assert.NotEqual(result, trainer.Evaluate(data));
        Assert.Contains("'f1 (macro)', 'confusion matrix', but got 'f1'", Assert.Throws<KeyNotFoundException>(() => result["f1"]).Message);
    }

    [Fact]
    public void Parts_of_a_data_set_are_measured_as_their_copies_are()
    {
        var trainer = new Trainer<SmallNet>(new SmallNet(seed: 1), new SoftmaxCrossEntropy(), new Sgd(), batchSize: 4);
        DataSet part = TrainingData.WithLabels(30).Split(0.5).Train;

        Assert.Equal(trainer.Evaluate(new DataSet(part.Inputs, part.Labels)), trainer.Evaluate(part));
    }

    public static TheoryData<Loss, float?, double> LossesOfOneOutput => new()
    {
        { new MeanSquaredError(), null, 1 / 3.0 },
        { new BinaryCrossEntropyWithLogits(), 1, 1 },
        { new BinaryCrossEntropy(), 0.5f, 1 / 3.0 },
    };

    [Theory]
    [MemberData(nameof(LossesOfOneOutput))]
    public void A_single_output_has_an_accuracy_where_the_loss_tells_its_threshold(Loss loss, float? accuracy, double recall)
    {
        // The network passes its input on: outputs -1, 0.2, 0.7 and 0.3.
        var network = new PassNet();
        network.SetTensor("0.weight", [1]);
        network.SetTensor("0.bias", [0]);
        var data = new DataSet([-1, 0.2f, 0.7f, 0.3f], [0f, 1, 1, 1], count: 4);

        EvaluationResult result = new Trainer<PassNet>(network, loss, new Sgd(), batchSize: 3).Evaluate(data, new Recall(ScoreAverage.Binary));

        Assert.Equal(accuracy, result.Accuracy);
        Assert.Equal(recall, result["recall (binary)"]);
    }
}
