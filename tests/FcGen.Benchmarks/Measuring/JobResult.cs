namespace FcGen.Benchmarks;

/// <summary>A job done by a peer, or by FcGen itself on one thread.</summary>
internal sealed record RivalResult(string Name, Measurement Measurement);

/// <summary>A job done by FcGen, and by everyone else who can do it.</summary>
/// <param name="Network">The network.</param>
/// <param name="Job">The job.</param>
/// <param name="Ours">FcGen's times beside the peak of the machine.</param>
/// <param name="OursBesideRivals">FcGen's times again, each right beside those of the peers: only these are compared with them.</param>
/// <param name="Rivals">The times of the peers.</param>
/// <param name="Reading">Reading as many bytes as the network has, where its size and not its arithmetic sets the limit; else null.</param>
internal sealed record JobResult(
    NetworkCase Network, Job Job, Measurement Ours, Measurement OursBesideRivals, IReadOnlyList<RivalResult> Rivals, Measurement? Reading)
{
    /// <summary>Name of FcGen itself on one thread, the rival where it uses several.</summary>
    public const string OneThread = "one thread";

    /// <summary>One that does not fit a first-level cache: every prediction of a single sample reads it anew from the second.</summary>
    private const int LargeNetworkBytes = 128 * 1024;

    /// <summary>What is measured beside the peak, in order.</summary>
    public IEnumerable<Measurement> BesidePeak => Reading is null ? [Ours] : [Ours, Reading];

    /// <summary>What is measured in turn with the peers, in order.</summary>
    public IEnumerable<Measurement> BesideRivals =>
        Rivals.Count == 0 ? [] : [OursBesideRivals, .. Rivals.Select(rival => rival.Measurement)];

    /// <summary>Share of the speed at which one core can read the network at all, 1 for all of it.</summary>
    public Distribution? ShareOfReading => Reading?.RatioTo(Ours);

    /// <summary>Sets up a job for FcGen and the peers, after comparing what they compute.</summary>
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
        bool isLimitedByReading = job == Job.Predict(1) && bytes > LargeNetworkBytes;
        NetworkWorkload ours = network.CreateWorkload(job, data, NetworkWorkload.TimedLearningRate);
        return new JobResult(
            network,
            job,
            new Measurement(ours),
            new Measurement(ours),
            rivals,
            isLimitedByReading ? new Measurement(new ReadLoop(PeakLoop.WidthInUse, bytes)) : null);
    }

    /// <summary>How many times as fast as a rival FcGen is, the rival's time divided by FcGen's: median and quartiles of the ratios of the rounds.</summary>
    /// <returns>Null if the rival is absent or does not do such a job.</returns>
    public Distribution? SpeedupOver(string name) =>
        Rivals.FirstOrDefault(rival => rival.Name == name)?.Measurement.RatioTo(OursBesideRivals);
}
