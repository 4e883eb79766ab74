namespace Regularization;

/// <summary>How right a network was, from 0 to 1, at regular times of its training.</summary>
/// <param name="Training">About the digits that it learned from.</param>
/// <param name="Validation">About those it never saw.</param>
/// <param name="Truth">About the right labels of those it never saw, at the end.</param>
internal sealed record Curves(double[] Training, double[] Validation, double Truth)
{
    public double Gap => Training[^1] - Validation[^1];

    public static Curves Mean(IReadOnlyList<Curves> runs) => new(
        Mean(runs, run => run.Training), Mean(runs, run => run.Validation), runs.Average(run => run.Truth));

    private static double[] Mean(IReadOnlyList<Curves> runs, Func<Curves, double[]> curve) =>
        [.. Enumerable.Range(0, curve(runs[0]).Length).Select(point => runs.Average(run => curve(run)[point]))];
}
