namespace FcGen.Benchmarks;

/// <summary>
/// Measures workloads alternately in rounds, with the peak between every two. The clock rate of a machine drifts, so only simultaneous
/// measurements are comparable. There are many short rounds, because a few milliseconds are often undisturbed by other programs, and the
/// median ignores the other rounds. Every second round runs in reverse order, so that a workload does not always follow the same workload
/// with its caches and clock rate.
/// </summary>
/// <param name="Count">The number of rounds.</param>
/// <param name="Length">The time of one workload in one round; the peak takes a third of this.</param>
/// <param name="WarmUp">
/// The time of each workload before the first round, in which the JIT reaches its last tier (it waits 100 ms before it searches for hot
/// methods).
/// </param>
internal sealed record Rounds(int Count, TimeSpan Length, TimeSpan WarmUp)
{
    public static readonly Rounds Usual = new(120, TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(250));

    public static readonly Rounds Quick = new(15, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(250));

    /// <summary>Runs all rounds.</summary>
    /// <param name="peak">The peak loop.</param>
    /// <param name="workloads">The workloads to measure with the peak.</param>
    /// <param name="rivals">
    /// The workloads to measure without the peak, later in each round, because a peer leaves another clock rate than vector code.
    /// </param>
    /// <param name="progress">Receives the completed fraction, from 0 to 1.</param>
    public void Run(Measurement peak, IReadOnlyList<Measurement> workloads, IReadOnlyList<Measurement> rivals, Action<double> progress)
    {
        peak.Calibrate(Length / 3, WarmUp);
        foreach (Measurement workload in workloads.Concat(rivals))
        {
            workload.Calibrate(Length, WarmUp);
        }

        for (int round = 0; round < Count; round++)
        {
            double before = Peak(peak);
            foreach (Measurement workload in InTurn(workloads, round))
            {
                double nanoseconds = workload.Time();
                double after = Peak(peak);
                workload.Add(nanoseconds, (before + after) / 2);
                before = after;
            }

            foreach (Measurement rival in InTurn(rivals, round))
            {
                rival.Add(rival.Time());
            }

            progress((round + 1.0) / Count);
        }
    }

    private static IEnumerable<Measurement> InTurn(IReadOnlyList<Measurement> measurements, int round) =>
        round % 2 == 0 ? measurements : measurements.Reverse();

    /// <summary>Returns the floating-point operations per nanosecond.</summary>
    private static double Peak(Measurement peak)
    {
        double nanoseconds = peak.Time();
        double flops = peak.Workload.Flops / nanoseconds;
        peak.Add(nanoseconds, flops);
        return flops;
    }
}
