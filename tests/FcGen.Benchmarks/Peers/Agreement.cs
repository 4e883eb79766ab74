using System.Globalization;
using System.Runtime.InteropServices;

namespace FcGen.Benchmarks;

/// <summary>Checks that a rival computes the same results as FcGen, before it is timed.</summary>
internal static class Agreement
{
    /// <summary>The training steps before losses and parameters are compared.</summary>
    private const int TrainingSteps = 5;

    /// <summary>The steps of a stream before outputs are compared.</summary>
    private const int StreamSteps = 20;

    /// <summary>The tolerance of outputs, relative to the largest output, and of losses. Sums in another order stay within it.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>
    /// The tolerance of the parameters, relative to their change in training. It is wider, because Adam's steps have the same length for
    /// gradients near zero, whose sign depends on rounding.
    /// </summary>
    private const double ParameterTolerance = 0.05;

    /// <exception cref="InvalidOperationException">The results differ.</exception>
    public static void Check(NetworkCase network, Job job, JobData data, Peer peer)
    {
        NetworkWorkload ours = network.CreateWorkload(job, data, NetworkWorkload.UsualLearningRate);
        NetworkWorkload theirs = peer.CreateWorkload(network.Model, job, data, NetworkWorkload.UsualLearningRate)!;
        bool isTraining = job.Activity == Activity.Training;
        int iterations = job.Activity switch { Activity.Training => TrainingSteps, Activity.Step => StreamSteps, _ => 1 };
        float ourSum = ours.Run(iterations);
        float theirSum = theirs.Run(iterations);
        float[] ourResult = ours.Result();
        float[] theirResult = theirs.Result();
        if (ourResult.Length != theirResult.Length)
        {
            throw Difference($"expected {ourResult.Length} values, but got {theirResult.Length}");
        }

        if (isTraining)
        {
            Require("losses", Math.Abs(ourSum - theirSum) / Math.Abs(ourSum), Tolerance);
            Require("parameters", Distance(ourResult, theirResult) / Distance(ourResult, network.Model.Parameters), ParameterTolerance);
        }
        else
        {
            double largest = Enumerable.Range(0, ourResult.Length).Max(i => Math.Abs(ourResult[i] - theirResult[i]));
            Require("outputs", largest / ourResult.Max(Math.Abs), Tolerance);
        }

        void Require(string what, double difference, double tolerance)
        {
            // Not "difference > tolerance", because NaN must fail.
            if (!(difference <= tolerance))
            {
                throw Difference(string.Create(
                    CultureInfo.InvariantCulture,
                    $"expected {what} that differ by at most {tolerance:G3}, but they differ by {difference:G3}"));
            }
        }

        InvalidOperationException Difference(string what) =>
            new($"{peer.Name} does not compute what FcGen computes for {network.Name}, {job}: {what}.");
    }

    /// <summary>
    /// Checks that FcGen computes bit-identical results on one thread, because the number of threads must not change any value.
    /// </summary>
    /// <exception cref="InvalidOperationException">The results differ.</exception>
    public static void CheckThreads(NetworkCase network, Job job, JobData data)
    {
        float[] several = ResultOf(job);
        float[] one = ResultOf(job with { Threads = 1 });
        int equal = MemoryMarshal.AsBytes<float>(several).CommonPrefixLength(MemoryMarshal.AsBytes<float>(one)) / sizeof(float);
        if (equal != several.Length || several.Length != one.Length)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{network.Name}, {job}: expected the {one.Length} values of one thread, bit for bit, but got {several.Length}, of which the first {equal} are equal."));
        }

        float[] ResultOf(Job variant)
        {
            NetworkWorkload workload = network.CreateWorkload(variant, data, NetworkWorkload.UsualLearningRate);
            workload.Run(TrainingSteps);
            return workload.Result();
        }
    }

    private static double Distance(float[] left, float[] right) =>
        Math.Sqrt(left.Zip(right, (l, r) => Math.Pow((double)l - r, 2)).Sum());
}
