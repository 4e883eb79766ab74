namespace FcGen.Benchmarks;

/// <summary>All that a run has measured.</summary>
internal sealed record Results(
    Measurement Peak, IReadOnlyList<JobResult> Jobs, IReadOnlyList<FunctionResult> Functions, IReadOnlyList<StartUpResult> StartUps, BuildTime Build, PeerCatalog Peers)
{
    /// <summary>Result of a job; null if it was not asked for.</summary>
    public JobResult? Find(string network, Job job) => Jobs.FirstOrDefault(result => result.Network.Name == network && result.Job == job);

    /// <summary>Sum of all results, which keeps them from being left out.</summary>
    public double Checksum => Peak.Checksum
        + Jobs.SelectMany(job => job.BesidePeak.Concat(job.BesideRivals))
            .Concat(Functions.SelectMany(function => function.Measurements))
            .Sum(measurement => measurement.Checksum);
}
