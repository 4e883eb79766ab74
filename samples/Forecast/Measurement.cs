using System.Diagnostics;

namespace Forecast;

/// <summary>The cost of one step: the median time over many rounds, and all allocated bytes.</summary>
internal readonly record struct Measurement(double Nanoseconds, long Bytes)
{
    private const int Rounds = 200;

    /// <summary>Measures a forecaster that reads the series again and again.</summary>
    public static Measurement OfSteps(Forecaster forecaster, float[] series)
    {
        var times = new double[Rounds];
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int month = 0; month < series.Length; month++)
            {
                forecaster.Observe(month, series[month]);
            }

            times[round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / series.Length;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        Array.Sort(times);
        return new Measurement(times[Rounds / 2], allocated);
    }
}
