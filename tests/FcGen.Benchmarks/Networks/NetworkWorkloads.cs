using System.Runtime.CompilerServices;

namespace FcGen.Benchmarks;

/// <summary>A job of FcGen or a peer.</summary>
internal abstract record NetworkWorkload(string Name, int Samples, double Flops) : Workload(Name, Samples, Flops)
{
    /// <summary>The learning rate for comparing results.</summary>
    public const float UsualLearningRate = 1e-3f;

    /// <summary>
    /// The learning rate for timing. It is so small that the network hardly changes. Otherwise thousands of steps on the same samples would
    /// memorize them, and zero or subnormal gradients take a different time than the gradients of real training.
    /// </summary>
    public const float TimedLearningRate = 1e-9f;

    /// <summary>
    /// The values to compare after the last iteration: the outputs, or the parameters in the order of
    /// <see cref="NetworkModel.Parameters"/>.
    /// </summary>
    public abstract float[] Result();
}

/// <summary>Predicts single samples, one at a time.</summary>
internal sealed record SampleWorkload<TCalls>(TCalls Calls, double Flops, float[] Input, float[] Output)
    : NetworkWorkload("FcGen", 1, Flops)
    where TCalls : struct, ICalls
{
    // Without AggressiveOptimization, the first tier of the JIT would be timed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Run(int iterations)
    {
        TCalls calls = Calls;
        ReadOnlySpan<float> input = Input;
        Span<float> output = Output;
        float sum = 0;
        for (int i = 0; i < iterations; i++)
        {
            calls.Forward(input, output);
            sum += output[0];
        }

        return sum;
    }

    public override float[] Result() => Output;
}

/// <summary>Predicts batches.</summary>
internal sealed record BatchWorkload<TCalls>(TCalls Calls, int Samples, double Flops, float[] Inputs, float[] Outputs)
    : NetworkWorkload("FcGen", Samples, Flops)
    where TCalls : struct, ICalls
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Run(int iterations)
    {
        TCalls calls = Calls;
        ReadOnlySpan<float> inputs = Inputs;
        Span<float> outputs = Outputs;
        float sum = 0;
        for (int i = 0; i < iterations; i++)
        {
            calls.ForwardBatch(inputs, outputs);
            sum += outputs[^1];
        }

        return sum;
    }

    public override float[] Result() => Outputs;
}

/// <summary>Predicts the steps of a stream, one at a time. The features repeat.</summary>
internal sealed record StepWorkload<TCalls>(TCalls Calls, double Flops, float[] Features, float[] Output)
    : NetworkWorkload("FcGen", 1, Flops)
    where TCalls : struct, IStreamCalls
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Run(int iterations)
    {
        TCalls calls = Calls;
        ReadOnlySpan<float> features = Features;
        Span<float> output = Output;
        int width = features.Length / JobData.StreamSteps;
        int position = 0;
        float sum = 0;
        for (int i = 0; i < iterations; i++)
        {
            calls.Step(features.Slice(position, width), output);
            sum += output[0];
            position += width;
            if (position == features.Length)
            {
                position = 0;
            }
        }

        return sum;
    }

    public override float[] Result() => Output;
}

/// <summary>Predicts blocks of steps of a stream.</summary>
internal sealed record BlockWorkload<TCalls>(TCalls Calls, int Samples, double Flops, float[] Features, float[] Outputs)
    : NetworkWorkload("FcGen", Samples, Flops)
    where TCalls : struct, IStreamCalls
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Run(int iterations)
    {
        TCalls calls = Calls;
        ReadOnlySpan<float> features = Features;
        Span<float> outputs = Outputs;
        float sum = 0;
        for (int i = 0; i < iterations; i++)
        {
            calls.Steps(features, outputs);
            sum += outputs[^1];
        }

        return sum;
    }

    public override float[] Result() => Outputs;
}

/// <summary>Runs training steps.</summary>
internal static class TrainingWorkload
{
    /// <summary>Whether a network learns values, not classes: one output has only one class, whose gradient is zero.</summary>
    public static bool IsRegression(NetworkModel model) => model.OutputSize == 1;

    public static Loss LossOf(NetworkModel model) => IsRegression(model) ? new MeanSquaredError() : new SoftmaxCrossEntropy();
}

/// <summary>Runs training steps.</summary>
internal sealed record TrainingWorkload<TNetwork>(Trainer<TNetwork> Trainer, JobData Data) : NetworkWorkload("FcGen", Data.Labels.Length, 0)
    where TNetwork : class, INetwork<TNetwork>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Run(int iterations)
    {
        float sum = 0;
        bool isRegression = TNetwork.OutputSize == 1;
        for (int i = 0; i < iterations; i++)
        {
            sum += isRegression ? Trainer.Step(Data.Inputs, Data.Targets) : Trainer.Step(Data.Inputs, Data.Labels);
        }

        return sum;
    }

    public override float[] Result() => NetworkModel.Of(Name, Trainer.Network).Parameters;
}
