namespace FcGen.Tests.Training;

/// <summary>Evaluation on whole data sets.</summary>
public class EvaluateTests
{
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
        Assert.Equal(float.NaN, result.Accuracy);
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
    public void Evaluate_allocates_nothing()
    {
        var trainer = new Trainer<SmallNet>(new SmallNet(seed: 1), new SoftmaxCrossEntropy(), new Sgd(), 4);
        DataSet data = TrainingData.WithLabels(10);
        trainer.Evaluate(data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Evaluate(data);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
