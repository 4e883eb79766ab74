namespace FcGen.Benchmarks;

/// <summary>The kind of a job.</summary>
internal enum Activity
{
    Prediction,
    Training,
}

/// <summary>A measured job of a network: a call, its number of samples, and its number of threads.</summary>
internal sealed record Job(Activity Activity, int Samples, int Threads = 1)
{
    /// <summary>The default jobs of a network.</summary>
    public static IReadOnlyList<Job> Usual { get; } = [Predict(1), Predict(32), Predict(256), Train(1), Train(32)];

    /// <summary>The jobs of a network with convolutions, which take longer.</summary>
    public static IReadOnlyList<Job> Convolutions { get; } = [Predict(1), Predict(32), Train(32)];

    /// <summary>Creates a prediction: Forward for one sample, ForwardBatch for more.</summary>
    public static Job Predict(int samples) => new(Activity.Prediction, samples);

    /// <summary>Creates a training step with softmax cross entropy and Adam.</summary>
    public static Job Train(int samples, int threads = 1) => new(Activity.Training, samples, threads);

    /// <inheritdoc/>
    public override string ToString() =>
        (Activity == Activity.Training ? "training step, " : string.Empty) + (Samples == 1 ? "one sample" : $"batch of {Samples}")
        + (Threads == 1 ? string.Empty : $", {Threads} threads");
}

/// <summary>Samples and their classes, row by row; equal for all peers of a job.</summary>
internal sealed record JobData(float[] Inputs, int[] Labels)
{
    public static JobData Create(NetworkModel model, Job job)
    {
        var random = new Random(2);
        return new JobData(
            [.. Enumerable.Range(0, job.Samples * model.InputSize).Select(_ => (random.NextSingle() * 2) - 1)],
            [.. Enumerable.Range(0, job.Samples).Select(_ => random.Next(model.OutputSize))]);
    }
}
