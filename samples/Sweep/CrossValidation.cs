using FcGen;

namespace Sweep;

/// <summary>Trains a new network on each fold, on the calling thread.</summary>
internal static class CrossValidation
{
    private const int Epochs = 15;
    private const int BatchSize = 32;
    private const float LearningRate = 3e-3f;

    /// <summary>Returns the validation accuracy of each fold. The number of the fold is the seed of its network.</summary>
    public static double[] Accuracies<TNetwork>(IReadOnlyList<(DataSet Train, DataSet Validation)> folds)
        where TNetwork : class, INetwork<TNetwork>
    {
        var accuracies = new double[folds.Count];
        for (int fold = 0; fold < folds.Count; fold++)
        {
            TNetwork network = TNetwork.Create(seed: fold);
            var optimizer = new Adam { LearningRate = LearningRate };
            var trainer = new Trainer<TNetwork>(network, new SoftmaxCrossEntropy(), optimizer, BatchSize) { Seed = fold };
            trainer.Fit(folds[fold].Train, new FitOptions { Epochs = Epochs, Seed = fold });
            accuracies[fold] = trainer.Evaluate(folds[fold].Validation).Accuracy!.Value;
        }

        return accuracies;
    }
}
