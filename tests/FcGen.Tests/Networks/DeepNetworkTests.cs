namespace FcGen.Tests.Networks;

/// <summary>Residual connections let gradients reach the first of 50 layers.</summary>
public sealed class DeepNetworkTests
{
    private const int Samples = 512;
    private const int BatchSize = 32;
    private const int LastHidden = 98;

    [Fact]
    public void Fifty_layers_with_residuals_learn_from_the_first_epoch_on()
    {
        var network = new DeepResidual(1);
        var trainer = new Trainer<DeepResidual>(network, new SoftmaxCrossEntropy(), new Adam(), BatchSize);
        DataSet data = Clusters();
        float before = trainer.Evaluate(data).Loss;
        History history = trainer.Fit(data, new FitOptions { Epochs = 2 });

        string losses = $"{before} before, then {string.Join(", ", history.Epochs.Select(epoch => epoch.Loss))}";
        Assert.True(history.Epochs[0].Loss < before && history.Epochs[1].Loss < history.Epochs[0].Loss, losses);
        Assert.True(trainer.Evaluate(data).Accuracy > 0.9f);
    }

    [Fact]
    public void Gradients_of_the_first_layer_are_within_a_factor_of_100_of_the_last()
    {
        double ratio = FirstToLast<DeepResidual>(LastHidden);
        Assert.InRange(ratio, 0.01, 100);
    }

    [Fact]
    public void Without_residuals_and_with_sigmoids_they_vanish()
    {
        double ratio = FirstToLast<DeepSigmoid>(LastHidden);
        Assert.InRange(ratio, 0, 1e-6);
    }

    /// <summary>Norm of the gradient of the first weights, beside that of the last hidden ones.</summary>
    private static double FirstToLast<TNetwork>(int last)
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        var trainer = new Trainer<TNetwork>(new TNetwork(), new SoftmaxCrossEntropy(), new Sgd(), Samples);
        DataSet data = Clusters();
        trainer.ComputeGradients(data.Inputs, data.Labels);
        return Norm(0) / Norm(last);

        double Norm(int layer)
        {
            var gradient = new float[64 * 64];
            trainer.GetGradient($"{layer}.weight", gradient);
            return Math.Sqrt(gradient.Sum(value => (double)value * value));
        }
    }

    /// <summary>Points around four centers.</summary>
    private static DataSet Clusters()
    {
        var random = new Random(5);
        float[][] centres = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 64).Select(_ => (float)random.NextDouble() - 0.5f).ToArray())];
        int[] labels = [.. Enumerable.Range(0, Samples).Select(_ => random.Next(4))];
        float[] inputs = [.. labels.SelectMany(label => centres[label].Select(value => value + ((float)random.NextDouble() - 0.5f)))];
        return new DataSet(inputs, labels);
    }
}
