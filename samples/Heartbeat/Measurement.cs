using System.Diagnostics;
using FcGen;

namespace Heartbeat;

/// <summary>The cost of one prediction: the median time over many rounds, and the mean of the allocated bytes.</summary>
internal readonly record struct Measurement(double Microseconds, double Bytes)
{
    private const int Rounds = 200;
    private const int CallsPerRound = 20;

    public static Measurement OfPrediction<TNetwork>(TNetwork network, ReadOnlySpan<float> input)
        where TNetwork : class, INetwork<TNetwork>
    {
        var output = new float[TNetwork.OutputSize];
        var times = new double[Rounds];
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int call = 0; call < CallsPerRound; call++)
            {
                network.Forward(input, output);
            }

            times[round] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / CallsPerRound;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        Array.Sort(times);
        return new Measurement(times[Rounds / 2], (double)allocated / (Rounds * CallsPerRound));
    }
}
