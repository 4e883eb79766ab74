namespace Regularization;

/// <summary>The accuracy of a network, from 0 to 1, at regular intervals during training.</summary>
/// <param name="Training">The accuracy on the training digits.</param>
/// <param name="Validation">The accuracy on the validation digits.</param>
/// <param name="Truth">The final accuracy on the validation digits with correct labels.</param>
internal sealed record Curves(double[] Training, double[] Validation, double Truth)
{
    public double Gap => Training[^1] - Validation[^1];

    public static Curves Mean(IReadOnlyList<Curves> runs) => new(
        Mean(runs, run => run.Training), Mean(runs, run => run.Validation), runs.Average(run => run.Truth));

    private static double[] Mean(IReadOnlyList<Curves> runs, Func<Curves, double[]> curve) =>
        [.. Enumerable.Range(0, curve(runs[0]).Length).Select(point => runs.Average(run => curve(run)[point]))];
}
