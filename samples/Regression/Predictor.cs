using FcGen;

namespace Regression;

/// <summary>Foretells the progression of each patient of a data set.</summary>
internal delegate float[] Predictor(DataSet patients);

/// <summary>Ways to make a predictor from patients whose progression is known.</summary>
internal static class Predictors
{
    private const int Epochs = 200;
    private const int BatchSize = 32;

    /// <summary>The same for everyone: the mean. What every other predictor has to beat.</summary>
    public static Predictor Mean(DataSet train, int seed)
    {
        float mean = train.Targets.ToArray().Average();
        return patients => [.. Enumerable.Repeat(mean, patients.Count)];
    }

    /// <summary>
    /// A network between standardised measurements and a standardised progression: numbers around 1 suit first weights and learning rate,
    /// and a Huber loss that is linear from one standard deviation on is not led by the few patients who are far off.
    /// </summary>
    public static Predictor Train<TNetwork>(TNetwork network, DataSet train, int seed)
        where TNetwork : class, INetwork<TNetwork>
    {
        Standardizer inputs = Standardizer.Fit(train);
        Standardizer targets = Standardizer.Fit(new DataSet(train.Targets, train.Targets, train.Count));
        var optimizer = new Adam { LearningRate = 1e-3f, WeightDecay = 0.03f };
        var trainer = new Trainer<TNetwork>(network, new Huber(delta: 1f), optimizer, BatchSize) { Seed = seed };
        trainer.Fit(Standardize(train), new FitOptions { Epochs = Epochs, Seed = seed });
        return Predict;

        DataSet Standardize(DataSet data)
        {
            float[] scaled = data.Targets.ToArray();
            for (int i = 0; i < scaled.Length; i++)
            {
                targets.Apply(scaled.AsSpan(i, 1), scaled.AsSpan(i, 1));
            }

            return new DataSet(inputs.Apply(data).Inputs, scaled, data.Count);
        }

        float[] Predict(DataSet patients)
        {
            float[] outputs = new float[patients.Count];
            network.ForwardBatch(inputs.Apply(patients).Inputs, outputs);
            return Array.ConvertAll(outputs, output => (float)((output * targets.StandardDeviation[0]) + targets.Mean[0]));
        }
    }
}
