namespace FcGen.Benchmarks;

/// <summary>The time of several consecutive iterations, and the sum of their results.</summary>
internal readonly record struct TimedRun(double Nanoseconds, float Checksum);

/// <summary>A repeated call that can be timed. Its results are added to a checksum, so that no work can be optimized away.</summary>
/// <param name="Name">The name in the report.</param>
/// <param name="Samples">The number of samples per iteration.</param>
/// <param name="Flops">
/// The floating-point operations per iteration: two per multiply-add of the layers, without padding. 0 if not counted.
/// </param>
internal abstract record Workload(string Name, int Samples, double Flops)
{
    public abstract float Run(int iterations);

    /// <summary>Runs iterations and measures the time.</summary>
    public virtual TimedRun Time(int iterations)
    {
        long start = Clock.Now;
        float checksum = Run(iterations);
        return new TimedRun(Clock.Since(start).TotalNanoseconds, checksum);
    }
}
