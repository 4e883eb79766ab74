namespace FcGen.Benchmarks;

/// <summary>The results of a run.</summary>
/// <param name="Peak">The peak loop.</param>
/// <param name="Peak256">The peak loop of 256 bits.</param>
/// <param name="Layer">A plain layer for one sample; null if the loop does not exist for the vector width of the machine.</param>
/// <param name="Jobs">The jobs of the networks.</param>
/// <param name="Functions">Elementary functions.</param>
/// <param name="StartUps">First calls and sizes.</param>
/// <param name="Build">The cost of a network in a build.</param>
/// <param name="Peers">The peers, installed or not.</param>
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
    /// <summary>The peak of the vector width in use divided by the peak of 256 bits.</summary>
    public double PeakOver256Bits => Peak.GigaflopsPerSecond / Peak256.GigaflopsPerSecond;

    /// <summary>Returns the result of a job, or null if it was not requested.</summary>
    public JobResult? Find(string network, Job job) => Jobs.FirstOrDefault(result => result.Network.Name == network && result.Job == job);

    /// <summary>The sum of all results, which prevents that work is optimized away.</summary>
    public double Checksum => Peak.Checksum
        + Peak256.Checksum
        + (Layer?.Checksum ?? 0)
        + Jobs.SelectMany(job => job.BesidePeak.Concat(job.BesideRivals))
            .Concat(Functions.SelectMany(function => function.Measurements))
            .Sum(measurement => measurement.Checksum);
}
