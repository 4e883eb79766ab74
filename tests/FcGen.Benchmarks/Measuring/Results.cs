namespace FcGen.Benchmarks;

/// <summary>All that a run has measured.</summary>
/// <param name="Peak">The peak loop.</param>
/// <param name="Peak256">The peak loop of 256 bits.</param>
/// <param name="Layer">A bare layer for one sample; null where there is none for the vectors of the machine.</param>
/// <param name="Jobs">What the networks do.</param>
/// <param name="Functions">Elementary functions.</param>
/// <param name="StartUps">First calls and sizes.</param>
/// <param name="Build">What a network costs while building.</param>
/// <param name="Peers">Who was there to be measured.</param>
internal sealed record Results(
    Measurement Peak,
    Measurement Peak256,
    Measurement? Layer,
    IReadOnlyList<JobResult> Jobs,
    IReadOnlyList<FunctionResult> Functions,
    IReadOnlyList<StartUpResult> StartUps,
    BuildTime Build,
    PeerCatalog Peers)
{
    /// <summary>How many times the peak of 256 bits the peak of the vectors in use is.</summary>
    public double PeakOver256Bits => Peak.GigaflopsPerSecond / Peak256.GigaflopsPerSecond;

    /// <summary>Result of a job; null if it was not asked for.</summary>
    public JobResult? Find(string network, Job job) => Jobs.FirstOrDefault(result => result.Network.Name == network && result.Job == job);

    /// <summary>Sum of all results, which keeps them from being left out.</summary>
    public double Checksum => Peak.Checksum
        + Peak256.Checksum
        + (Layer?.Checksum ?? 0)
        + Jobs.SelectMany(job => job.BesidePeak.Concat(job.BesideRivals))
            .Concat(Functions.SelectMany(function => function.Measurements))
            .Sum(measurement => measurement.Checksum);
}
