using FcGen;

namespace Regression;

/// <summary>How well a kind of predictor does with patients it has not seen.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Error">Mean absolute error, in units of the progression.</param>
/// <param name="R2">Share of the variance that it explains.</param>
/// <param name="Predictions">The progression that it foretold and the one that was measured, each time.</param>
internal sealed record Score(string Name, double Error, double R2, IReadOnlyList<(float Predicted, float Measured)> Predictions);

/// <summary>
/// Every patient's progression is foretold by a predictor made from four fifths of the others; and all that several times with other
/// parts, because with so few patients the parts decide much.
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
