using FcGen;

namespace Regularization;

/// <summary>The result of a method: the curves averaged over all runs, and the gap of each run.</summary>
internal sealed record Outcome(Method Method, Curves Mean, IReadOnlyList<double> Gaps);

/// <summary>Trains with each method several times, each time with different digits, wrong labels and initial weights.</summary>
internal static class Experiment
{
    public static IReadOnlyList<Outcome> Run(DataSet digits, int runs)
    {
        var curves = new Curves[Method.All.Count, runs];
        Parallel.For(0, runs, seed =>
        {
            NoisyDigits drawn = NoisyDigits.Draw(digits, seed);
            for (int method = 0; method < Method.All.Count; method++)
            {
                curves[method, seed] = Method.All[method].Train(drawn, seed);
            }
        });
        return [.. Method.All.Select((method, index) => Summarize(method, [.. Enumerable.Range(0, runs).Select(run => curves[index, run])]))];
    }

    private static Outcome Summarize(Method method, Curves[] runs) => new(method, Curves.Mean(runs), [.. runs.Select(run => run.Gap)]);
}
