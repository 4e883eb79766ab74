namespace FcGen.Benchmarks;

/// <summary>A job of a peer, or of FcGen on one thread.</summary>
internal sealed record RivalResult(string Name, Measurement Measurement);

/// <summary>A job of FcGen and of all peers that support it.</summary>
/// <param name="Network">The network.</param>
/// <param name="Job">The job.</param>
/// <param name="Ours">The times of FcGen, measured with the peak of the machine.</param>
/// <param name="OursBesideRivals">The times of FcGen, measured again next to the peers. Only these are compared with the peers.</param>
/// <param name="Rivals">The times of the peers.</param>
/// <param name="Reading">The time to read the bytes of the network, if memory and not arithmetic limits it; otherwise null.</param>
internal sealed record JobResult(
    NetworkCase Network, Job Job, Measurement Ours, Measurement OursBesideRivals, IReadOnlyList<RivalResult> Rivals, Measurement? Reading)
{
    /// <summary>The name of FcGen on one thread, the rival if a job uses several threads.</summary>
    public const string OneThread = "one thread";

    /// <summary>
    /// The size of a network that exceeds the first-level cache, so that each prediction of a single sample reads it from the second-level
    /// cache.
    /// </summary>
    private const int LargeNetworkBytes = 128 * 1024;

    /// <summary>The measurements with the peak, in order.</summary>
    public IEnumerable<Measurement> BesidePeak => Reading is null ? [Ours] : [Ours, Reading];

    /// <summary>The measurements that alternate with the peers, in order.</summary>
    public IEnumerable<Measurement> BesideRivals =>
        Rivals.Count == 0 ? [] : [OursBesideRivals, .. Rivals.Select(rival => rival.Measurement)];

    /// <summary>The fraction of the peak read speed of one core, from 0 to 1.</summary>
    public Distribution? ShareOfReading => Reading?.RatioTo(Ours);

    /// <summary>Creates a job for FcGen and the peers, after comparing their results.</summary>
    public static JobResult Create(NetworkCase network, Job job, IReadOnlyList<Peer> peers)
    {
        JobData data = JobData.Create(network.Model, job);
        var rivals = new List<RivalResult>();
        if (job.Threads > 1)
        {
            Agreement.CheckThreads(network, job, data);
            NetworkWorkload alone = network.CreateWorkload(job with { Threads = 1 }, data, NetworkWorkload.TimedLearningRate);
            rivals.Add(new RivalResult(OneThread, new Measurement(alone)));
        }

        foreach (Peer peer in peers.Where(_ => job.Threads == 1))
        {
            if (peer.CreateWorkload(network.Model, job, data, NetworkWorkload.TimedLearningRate) is { } workload)
            {
                Agreement.Check(network, job, data, peer);
                rivals.Add(new RivalResult(peer.Name, new Measurement(workload)));
            }
        }

        int bytes = network.Model.ParameterCount * sizeof(float);
        bool isLimitedByReading = job == Job.Predict(1) && bytes > LargeNetworkBytes && network.Model.Kind == NetworkKind.Dense;
        NetworkWorkload ours = network.CreateWorkload(job, data, NetworkWorkload.TimedLearningRate);
        return new JobResult(
            network,
            job,
            new Measurement(ours),
            new Measurement(ours),
            rivals,
            isLimitedByReading ? new Measurement(new ReadLoop(PeakLoop.WidthInUse, bytes)) : null);
    }

    /// <summary>Returns the time of a rival divided by the time of FcGen: the median and quartiles of the ratios of the rounds.</summary>
    /// <returns>Null if the rival is absent or does not support the job.</returns>
    public Distribution? SpeedupOver(string name) =>
        Rivals.FirstOrDefault(rival => rival.Name == name)?.Measurement.RatioTo(OursBesideRivals);
}
