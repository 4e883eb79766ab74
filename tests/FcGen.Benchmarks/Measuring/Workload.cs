namespace FcGen.Benchmarks;

/// <summary>Time of several iterations in a row, and the sum of their results.</summary>
internal readonly record struct TimedRun(double Nanoseconds, float Checksum);

/// <summary>Something that can be timed: a call that is repeated. Its results end in a checksum, so that no work can be left out.</summary>
/// <param name="Name">Name in the report.</param>
/// <param name="Samples">Samples that one iteration takes.</param>
/// <param name="Flops">
/// Floating-point operations of one iteration: two for each multiply-add of the layers, padding not counted; 0 if not counted.
/// </param>
internal abstract record Workload(string Name, int Samples, double Flops)
{
    public abstract float Run(int iterations);

    /// <summary>Runs and takes the time.</summary>
    public virtual TimedRun Time(int iterations)
    {
        long start = Clock.Now;
        float checksum = Run(iterations);
        return new TimedRun(Clock.Since(start).TotalNanoseconds, checksum);
    }
}
