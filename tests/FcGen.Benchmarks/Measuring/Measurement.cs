namespace FcGen.Benchmarks;

/// <summary>The times of one workload, one per round.</summary>
internal sealed class Measurement(Workload workload)
{
    private readonly List<double> _nanoseconds = [];
    private readonly List<double> _shares = [];
    private int _iterations = 1;

    public Workload Workload => workload;

    /// <summary>The nanoseconds per iteration.</summary>
    public Distribution Nanoseconds => new(_nanoseconds);

    /// <summary>The fraction of the peak at the same time, from 0 to 1.</summary>
    public Distribution Share => new(_shares);

    /// <summary>Returns the ratios of the times of this workload and another one, per round.</summary>
    public Distribution RatioTo(Measurement other) =>
        new(_nanoseconds.Zip(other._nanoseconds, (mine, others) => mine / others));

    public double GigaflopsPerSecond => workload.Flops / Nanoseconds.Median;

    /// <summary>The bytes allocated per iteration.</summary>
    public double AllocatedBytes { get; private set; }

    /// <summary>The sum of the results, which prevents that work is optimized away.</summary>
    public double Checksum { get; private set; }

    /// <summary>Warms up the workload, finds the iterations per round, and counts the allocated bytes.</summary>
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

    /// <summary>Measures one round.</summary>
    /// <returns>The nanoseconds per iteration.</returns>
    public double Time()
    {
        // A short untimed run first, because caches and clock are still in the state of the previous workload.
        Checksum += workload.Run((_iterations / 8) + 1);
        TimedRun run = workload.Time(_iterations);
        Checksum += run.Checksum;
        return run.Nanoseconds / _iterations;
    }

    /// <summary>Adds a time.</summary>
    /// <param name="nanoseconds">The nanoseconds per iteration.</param>
    public void Add(double nanoseconds) => _nanoseconds.Add(nanoseconds);

    /// <summary>Adds a time and the peak at the same time.</summary>
    /// <param name="nanoseconds">The nanoseconds per iteration.</param>
    /// <param name="peak">The peak in floating-point operations per nanosecond.</param>
    public void Add(double nanoseconds, double peak)
    {
        Add(nanoseconds);
        _shares.Add(workload.Flops / nanoseconds / peak);
    }
}
