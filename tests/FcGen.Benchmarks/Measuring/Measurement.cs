namespace FcGen.Benchmarks;

/// <summary>The times of one workload, one for each round.</summary>
internal sealed class Measurement(Workload workload)
{
    private readonly List<double> _nanoseconds = [];
    private readonly List<double> _shares = [];
    private int _iterations = 1;

    public Workload Workload => workload;

    /// <summary>Nanoseconds of one iteration.</summary>
    public Distribution Nanoseconds => new(_nanoseconds);

    /// <summary>Share of the peak of the same moment, 1 for all of it.</summary>
    public Distribution Share => new(_shares);

    /// <summary>How many times as long as another workload this one takes: the ratios of the rounds.</summary>
    public Distribution RatioTo(Measurement other) =>
        new(_nanoseconds.Zip(other._nanoseconds, (mine, others) => mine / others));

    public double GigaflopsPerSecond => workload.Flops / Nanoseconds.Median;

    /// <summary>Bytes that one iteration allocates.</summary>
    public double AllocatedBytes { get; private set; }

    /// <summary>Sum of the results, which keeps them from being left out.</summary>
    public double Checksum { get; private set; }

    /// <summary>Warms the workload up, finds how often it must be repeated to fill a round, and counts what it allocates.</summary>
    public void Calibrate(TimeSpan round, TimeSpan warmUp)
    {
        long start = Clock.Now;
        double elapsed;
        do
        {
            elapsed = Time() * _iterations;
            _iterations = (int)Math.Clamp(_iterations * Math.Clamp(round.TotalNanoseconds / elapsed, 0.1, 10), 1, 1e9);
        }
        while (Clock.Since(start) < warmUp || elapsed < round.TotalNanoseconds / 2);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Checksum += workload.Run(_iterations);
        AllocatedBytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)_iterations;
    }

    /// <summary>Times one round.</summary>
    /// <returns>Nanoseconds of one iteration.</returns>
    public double Time()
    {
        // A little beforehand that is not timed: caches and clock are still those of another workload.
        Checksum += workload.Run((_iterations / 8) + 1);
        TimedRun run = workload.Time(_iterations);
        Checksum += run.Checksum;
        return run.Nanoseconds / _iterations;
    }

    /// <summary>Notes a time.</summary>
    /// <param name="nanoseconds">Nanoseconds of one iteration.</param>
    public void Add(double nanoseconds) => _nanoseconds.Add(nanoseconds);

    /// <summary>Notes a time, and the peak at that moment.</summary>
    /// <param name="nanoseconds">Nanoseconds of one iteration.</param>
    /// <param name="peak">Peak in floating-point operations per nanosecond.</param>
    public void Add(double nanoseconds, double peak)
    {
        Add(nanoseconds);
        _shares.Add(workload.Flops / nanoseconds / peak);
    }
}
