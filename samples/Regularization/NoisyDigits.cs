using FcGen;

namespace Regularization;

/// <summary>
/// A small part of the digits to learn from, and all others to see what was understood. One label in five is wrong in both, so that
/// they are alike: who has understood the digits is right about four in five, and who is right about more has learned errors by heart.
/// </summary>
/// <param name="Train">Digits to learn from.</param>
/// <param name="Validation">All others.</param>
/// <param name="Truth">The same as <paramref name="Validation"/> with the right labels.</param>
internal sealed record NoisyDigits(DataSet Train, DataSet Validation, DataSet Truth)
{
    public const int TrainingSamples = 300;
    public const double WrongLabels = 0.2;

    private const int Classes = 10;
    private const float LargestPixel = 16;

    /// <summary>The 1,797 digits of the Digits sample; see its data/README.md.</summary>
    public static DataSet Load() =>
        DataSet.FromCsv(Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz")).Scale(1 / LargestPixel);

    public static NoisyDigits Draw(DataSet digits, int seed)
    {
        (DataSet train, DataSet validation) = digits.Split((double)TrainingSamples / digits.Count, seed);
        var random = new Random(seed);
        return new NoisyDigits(WithWrongLabels(train, random), WithWrongLabels(validation, random), validation);
    }

    private static DataSet WithWrongLabels(DataSet data, Random random)
    {
        int[] labels = data.Labels.ToArray();
        for (int i = 0; i < labels.Length; i++)
        {
            if (random.NextDouble() < WrongLabels)
            {
                labels[i] = (labels[i] + random.Next(1, Classes)) % Classes;
            }
        }

        return new DataSet(data.Inputs, labels);
    }
}
