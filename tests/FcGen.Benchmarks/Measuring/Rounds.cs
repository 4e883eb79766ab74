namespace FcGen.Benchmarks;

/// <summary>
/// Measures workloads in turn, round after round, with the peak between each two: the clock of a machine drifts, so that only
/// what was measured at the same moment can be compared. Many short rounds rather than few long ones: where other programs run,
/// a few milliseconds often pass undisturbed, and the median takes care of the others. Every second round runs in reverse order, so that
/// nothing always follows the same neighbour, with the caches and the clock that it leaves.
/// </summary>
/// <param name="Count">Number of rounds.</param>
/// <param name="Length">Time of one workload in one round; the peak takes a third of it.</param>
/// <param name="WarmUp">
/// Time of each workload before the first round, in which the JIT reaches its last tier (it waits for 100 ms before it looks for hot
/// methods).
/// </param>
internal sealed record Rounds(int Count, TimeSpan Length, TimeSpan WarmUp)
{
    public static readonly Rounds Usual = new(120, TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(250));

    public static readonly Rounds Quick = new(15, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(250));

    /// <summary>Runs all rounds.</summary>
    /// <param name="peak">The peak loop.</param>
    /// <param name="workloads">What is measured beside the peak.</param>
    /// <param name="rivals">
    /// What is measured without the peak, later in each round: a peer leaves the machine with another clock than vector code does.
    /// </param>
    /// <param name="progress">Receives the share of the work that is done, 0 to 1.</param>
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

    /// <summary>Floating-point operations per nanosecond.</summary>
    private static double Peak(Measurement peak)
    {
        double nanoseconds = peak.Time();
        double flops = peak.Workload.Flops / nanoseconds;
        peak.Add(nanoseconds, flops);
        return flops;
    }
}
