using FcGen;

namespace Regression;

/// <summary>Predicts disease progression for each patient of a data set.</summary>
internal delegate float[] Predictor(DataSet patients);

/// <summary>Trains predictors on patients whose progression is known.</summary>
internal static class Predictors
{
    private const int Epochs = 200;
    private const int BatchSize = 32;

    /// <summary>Returns a predictor of the mean progression, the baseline for the other predictors.</summary>
    public static Predictor Mean(DataSet train, int seed)
    {
        float mean = train.Targets.ToArray().Average();
        return patients => [.. Enumerable.Repeat(mean, patients.Count)];
    }

    /// <summary>
    /// Trains a network on standardized measurements and standardized targets. Values around 1 suit the initial weights and the learning rate.
    /// A Huber loss that is linear beyond one standard deviation limits the influence of outliers.
    /// </summary>
    public static Predictor Train<TNetwork>(TNetwork network, DataSet train, int seed)
        where TNetwork : class, INetwork<TNetwork>
    {
        (DataSet standardized, Standardizer inputs) = train.Standardize();
        (standardized, Standardizer targets) = standardized.StandardizeTargets();
        var optimizer = new Adam { LearningRate = 1e-3f, WeightDecay = 0.03f };
        var trainer = new Trainer<TNetwork>(network, new Huber(delta: 1f), optimizer, BatchSize) { Seed = seed };
        trainer.Fit(standardized, new FitOptions { Epochs = Epochs, Seed = seed });
        return Predict;

        float[] Predict(DataSet patients)
        {
            float[] outputs = new float[patients.Count];
            network.ForwardBatch(inputs.Apply(patients).Inputs, outputs);
            targets.Undo(outputs);
            return outputs;
        }
    }
}
