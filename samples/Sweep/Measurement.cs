using System.Diagnostics;
using FcGen;

namespace Sweep;

/// <summary>Measures the speed of a network.</summary>
internal static class Measurement
{
    private const int Rounds = 20;

    /// <summary>Returns the time of one prediction in microseconds: the fastest of several rounds over all samples.</summary>
    public static double OfPrediction<TNetwork>(DataSet data)
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork.Prepare(Preparation.Forward);
        TNetwork network = TNetwork.Create(seed: 0);
        Span<float> output = stackalloc float[TNetwork.OutputSize];
        TimeSpan fastest = TimeSpan.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < data.Count; i++)
            {
                network.Forward(data.GetInput(i), output);
            }

            TimeSpan time = Stopwatch.GetElapsedTime(start);
            fastest = time < fastest ? time : fastest;
        }

        return fastest.TotalMicroseconds / data.Count;
    }
}
