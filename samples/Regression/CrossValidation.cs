using FcGen;

namespace Regression;

/// <summary>The scores of a predictor on patients that were not in its training data.</summary>
/// <param name="Name">The name of the predictor.</param>
/// <param name="Error">The mean absolute error, in units of the progression.</param>
/// <param name="R2">The fraction of the variance that the predictor explains.</param>
/// <param name="Predictions">The predicted and the measured progression of each prediction.</param>
internal sealed record Score(string Name, double Error, double R2, IReadOnlyList<(float Predicted, float Measured)> Predictions);

/// <summary>
/// Predicts the progression of each patient with a predictor trained on four fifths of the data, which do not include the patient. This is
/// repeated with different folds, because with few patients the result depends strongly on the folds.
/// </summary>
internal static class CrossValidation
{
    private const int Folds = 5;
    private const int Repetitions = 5;

    public static Score Run(string name, DataSet data, Func<DataSet, int, Predictor> make)
    {
        var error = new Mae();
        var r2 = new R2Score();
        var predictions = new List<(float, float)>();
        for (int seed = 0; seed < Repetitions; seed++)
        {
            foreach ((DataSet train, DataSet validation) in data.KFold(Folds, seed))
            {
                float[] predicted = make(train, seed)(validation);
                error.Add(predicted, validation.Targets, outputSize: 1);
                r2.Add(predicted, validation.Targets, outputSize: 1);
                predictions.AddRange(predicted.Zip(validation.Targets.ToArray()));
            }
        }

        return new Score(name, error.Value, r2.Value, predictions);
    }
}
