namespace FcGen.Benchmarks;

/// <summary>What is done with a network.</summary>
internal enum Activity
{
    Prediction,
    Training,
}

/// <summary>What is measured of a network: a call, the number of samples it gets, and the threads it may use.</summary>
internal sealed record Job(Activity Activity, int Samples, int Threads = 1)
{
    /// <summary>What is measured of every network that asks for nothing else.</summary>
    public static IReadOnlyList<Job> Usual { get; } = [Predict(1), Predict(32), Predict(256), Train(1), Train(32)];

    /// <summary>Forward of one sample, ForwardBatch of more.</summary>
    public static Job Predict(int samples) => new(Activity.Prediction, samples);

    /// <summary>A training step: softmax cross entropy and Adam.</summary>
    public static Job Train(int samples, int threads = 1) => new(Activity.Training, samples, threads);

    /// <inheritdoc/>
    public override string ToString() =>
        (Activity == Activity.Training ? "training step, " : string.Empty) + (Samples == 1 ? "one sample" : $"batch of {Samples}")
        + (Threads == 1 ? string.Empty : $", {Threads} threads");
}

/// <summary>Samples and their classes, row after row; the same for everyone who does the same job.</summary>
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
