namespace FcGen.Benchmarks;

/// <summary>The kind of a job.</summary>
internal enum Activity
{
    Prediction,
    Training,

    /// <summary>Steps of a stream, one call for each.</summary>
    Step,

    /// <summary>Steps of a stream, several in one call.</summary>
    Block,
}

/// <summary>A measured job of a network: a call, its number of samples, or of steps of a stream, and its number of threads.</summary>
internal sealed record Job(Activity Activity, int Samples, int Threads = 1)
{
    /// <summary>The default jobs of a network.</summary>
    public static IReadOnlyList<Job> Usual { get; } = [Predict(1), Predict(32), Predict(256), Train(1), Train(32)];

    /// <summary>The jobs of a network with convolutions, or on whole sequences, which take longer.</summary>
    public static IReadOnlyList<Job> Convolutions { get; } = [Predict(1), Predict(32), Train(32)];

    /// <summary>The jobs of a network on a stream.</summary>
    public static IReadOnlyList<Job> Streams { get; } = [Step, Block];

    /// <summary>One step of a stream.</summary>
    public static Job Step => new(Activity.Step, 1);

    /// <summary>A block of steps of a stream.</summary>
    public static Job Block => new(Activity.Block, JobData.StreamSteps);

    /// <summary>Whether the job continues a stream.</summary>
    public bool IsOnStream => Activity is Activity.Step or Activity.Block;

    /// <summary>Creates a prediction: Forward for one sample, ForwardBatch for more.</summary>
    public static Job Predict(int samples) => new(Activity.Prediction, samples);

    /// <summary>Creates a training step with softmax cross entropy and Adam.</summary>
    public static Job Train(int samples, int threads = 1) => new(Activity.Training, samples, threads);

    /// <inheritdoc/>
    public override string ToString() => Activity switch
    {
        Activity.Step => "one step",
        Activity.Block => $"block of {Samples} steps",
        _ => (Activity == Activity.Training ? "training step, " : string.Empty) + (Samples == 1 ? "one sample" : $"batch of {Samples}")
            + (Threads == 1 ? string.Empty : $", {Threads} threads"),
    };
}

/// <summary>Samples with their classes and targets, row by row, or the steps of a stream; equal for all peers of a job.</summary>
/// <param name="Inputs">The inputs.</param>
/// <param name="Labels">The class of each sample.</param>
/// <param name="Targets">The target of each sample, for networks with one output.</param>
internal sealed record JobData(float[] Inputs, int[] Labels, float[] Targets)
{
    /// <summary>The steps of a stream, which repeat: the length of a block.</summary>
    public const int StreamSteps = 64;

    public static JobData Create(NetworkModel model, Job job)
    {
        var random = new Random(2);
        int inputs = job.IsOnStream ? StreamSteps * model.Features : job.Samples * model.InputSize;
        return new JobData(
            [.. Enumerable.Range(0, inputs).Select(_ => (random.NextSingle() * 2) - 1)],
            [.. Enumerable.Range(0, job.Samples).Select(_ => random.Next(model.OutputSize))],
            [.. Enumerable.Range(0, job.Samples).Select(_ => (random.NextSingle() * 2) - 1)]);
    }
}
