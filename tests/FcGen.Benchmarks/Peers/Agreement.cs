using System.Globalization;

namespace FcGen.Benchmarks;

/// <summary>Makes sure that a peer computes what FcGen computes: only then is it worth timing.</summary>
internal static class Agreement
{
    /// <summary>Training steps before the parameters are compared.</summary>
    private const int TrainingSteps = 5;

    /// <summary>Largest distance of two outputs, as a share of the largest output: sums in another order differ by less.</summary>
    private const double PredictionTolerance = 1e-4;

    /// <summary>Distance of the parameters, as a share of the way that training moved them.</summary>
    private const double TrainingTolerance = 1e-2;

    /// <exception cref="InvalidOperationException">The results differ.</exception>
    public static void Check(NetworkCase network, Job job, JobData data, Peer peer)
    {
        float[] ours = Result(network.CreateWorkload(job, data, NetworkWorkload.UsualLearningRate), job);
        float[] theirs = Result(peer.CreateWorkload(network.Model, job, data, NetworkWorkload.UsualLearningRate)!, job);
        if (ours.Length != theirs.Length)
        {
            throw Difference($"expected {ours.Length} numbers, but got {theirs.Length}");
        }

        double difference = job.Activity == Activity.Training
            ? Distance(ours, theirs) / Distance(ours, network.Model.Parameters)
            : Enumerable.Range(0, ours.Length).Max(i => Math.Abs(ours[i] - theirs[i])) / ours.Max(Math.Abs);
        double tolerance = job.Activity == Activity.Training ? TrainingTolerance : PredictionTolerance;

        // Not "difference > tolerance": NaN must fail.
        if (!(difference <= tolerance))
        {
            throw Difference(string.Create(CultureInfo.InvariantCulture, $"expected a difference of at most {tolerance}, but it is {difference:G3}"));
        }

        InvalidOperationException Difference(string what) =>
            new($"{peer.Name} does not compute what FcGen computes for {network.Name}, {job}: {what}.");
    }

    private static float[] Result(NetworkWorkload workload, Job job)
    {
        workload.Run(job.Activity == Activity.Training ? TrainingSteps : 1);
        return workload.Result();
    }

    private static double Distance(float[] left, float[] right) =>
        Math.Sqrt(left.Zip(right, (l, r) => Math.Pow((double)l - r, 2)).Sum());
}
