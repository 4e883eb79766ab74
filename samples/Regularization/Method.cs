using FcGen;

namespace Regularization;

/// <summary>A way to train on the noisy digits, with or without regularization.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="Train">Trains a new network from a seed.</param>
internal sealed record Method(string Name, Func<NoisyDigits, int, Curves> Train)
{
    /// <summary>The epochs between two points of the curves.</summary>
    private const int EpochsPerPoint = 3;

    private const int Points = 30;

    public const int Epochs = Points * EpochsPerPoint;
    private const int BatchSize = 32;
    private const float LearningRate = 1e-3f;
    private const float Penalty = 0.0075f;

    public static readonly IReadOnlyList<Method> All =
    [
        new("none", (digits, seed) => Fit(new PlainNet(seed), digits, seed)),
        new("L2 penalty", (digits, seed) => Fit(new PlainNet(seed), digits, seed, Penalty)),
        new("dropout", (digits, seed) => Fit(new DropoutNet(seed), digits, seed)),
        new("batch norm", (digits, seed) => Fit(new BatchNormNet(seed), digits, seed)),
        new("all together", (digits, seed) => Fit(new FullNet(seed), digits, seed, Penalty)),
    ];

    private static Curves Fit<TNetwork>(TNetwork network, NoisyDigits digits, int seed, float l2 = 0)
        where TNetwork : class, INetwork<TNetwork>
    {
        var optimizer = new Adam { LearningRate = LearningRate };
        var trainer = new Trainer<TNetwork>(network, new SoftmaxCrossEntropy(), optimizer, BatchSize) { Seed = seed, L2 = l2 };
        var curves = new Curves(new double[Points], new double[Points], 0);
        for (int point = 0; point < Points; point++)
        {
            trainer.Fit(digits.Train, new FitOptions { Epochs = EpochsPerPoint, Seed = seed });
            curves.Training[point] = AccuracyOn(digits.Train);
            curves.Validation[point] = AccuracyOn(digits.Validation);
        }

        return curves with { Truth = AccuracyOn(digits.Truth) };

        // Class labels always have an accuracy.
        float AccuracyOn(DataSet data) => trainer.Evaluate(data).Accuracy!.Value;
    }
}
