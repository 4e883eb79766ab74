using FcGen;

namespace Regularization;

/// <summary>
/// A small part of the digits for training, and all others for validation. In both sets, one label in five is wrong. A network that
/// generalizes reaches an accuracy of 80%. A higher training accuracy means that the network has memorized wrong labels.
/// </summary>
/// <param name="Train">The training digits.</param>
/// <param name="Validation">All other digits.</param>
/// <param name="Truth">The digits of <paramref name="Validation"/> with the correct labels.</param>
internal sealed record NoisyDigits(DataSet Train, DataSet Validation, DataSet Truth)
{
    public const int TrainingSamples = 300;
    public const double WrongLabels = 0.2;

    private const int Classes = 10;
    private const float LargestPixel = 16;

    /// <summary>Loads the 1,797 digits of the Digits sample; see its data/README.md.</summary>
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
