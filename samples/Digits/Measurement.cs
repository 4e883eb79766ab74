using System.Diagnostics;
using FcGen;

namespace Digits;

/// <summary>The cost of one call: the median time over many rounds, and the mean of the allocated bytes.</summary>
internal readonly record struct Measurement(double Nanoseconds, double Bytes)
{
    private const int MostRounds = 2000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(400);

    /// <summary>Accumulates every result, so that no call can be optimized away.</summary>
    private static double _sink;

    /// <summary>Measures predictions. One round classifies every sample once, one at a time.</summary>
    public static Measurement OfPrediction<TNetwork>(TNetwork network, DataSet data)
        where TNetwork : class, INetwork<TNetwork> =>
        Measure(data.Count, () =>
        {
            int sum = 0;
            for (int i = 0; i < data.Count; i++)
            {
                sum += network.Classify(data.GetInput(i));
            }

            return sum;
        });

    /// <summary>Measures training steps. One round is an epoch of full batches, in the order of the data.</summary>
    public static Measurement OfTrainingStep<TNetwork>(Trainer<TNetwork> trainer, DataSet data)
        where TNetwork : class, INetwork<TNetwork>
    {
        int samples = Math.Min(trainer.BatchSize, data.Count);
        int steps = data.Count / samples;
        return Measure(steps, () =>
        {
            double loss = 0;
            for (int step = 0; step < steps; step++)
            {
                loss += trainer.Step(
                    data.Inputs.Slice(step * samples * data.InputSize, samples * data.InputSize),
                    data.Labels.Slice(step * samples, samples));
            }

            return loss;
        });
    }

    private static Measurement Measure(int callsPerRound, Func<double> round)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            _sink += round();
        }

        var times = new double[MostRounds];
        int rounds = 0;
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (long start = Stopwatch.GetTimestamp(); rounds < MostRounds && Stopwatch.GetElapsedTime(start) < Duration; rounds++)
        {
            long roundStart = Stopwatch.GetTimestamp();
            _sink += round();
            times[rounds] = Stopwatch.GetElapsedTime(roundStart).TotalNanoseconds / callsPerRound;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        Array.Sort(times, 0, rounds);
        return new Measurement(times[rounds / 2], (double)allocated / ((long)rounds * callsPerRound));
    }
}
