using System.Runtime.CompilerServices;

namespace FcGen.Benchmarks;

/// <summary>A job done by FcGen or by a peer.</summary>
internal abstract record NetworkWorkload(string Name, int Samples, double Flops) : Workload(Name, Samples, Flops)
{
    /// <summary>Learning rate of training that is compared.</summary>
    public const float UsualLearningRate = 1e-3f;

    /// <summary>
    /// Learning rate of training that is timed. So small that the network stays as it is: after thousands of steps on the same samples
    /// it would know them by heart, and gradients that are zero or subnormal take another time than those of real training.
    /// </summary>
    public const float TimedLearningRate = 1e-9f;

    /// <summary>
    /// What there is to compare after the last iteration: the outputs, or the parameters in the order of
    /// <see cref="NetworkModel.Parameters"/>.
    /// </summary>
    public abstract float[] Result();
}

/// <summary>Predictions of single samples, one after the other.</summary>
internal sealed record SampleWorkload<TCalls>(TCalls Calls, double Flops, float[] Input, float[] Output)
    : NetworkWorkload("FcGen", 1, Flops)
    where TCalls : struct, ICalls
{
    // AggressiveOptimization: the first tier of the JIT would be timed otherwise.
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

/// <summary>Predictions of batches.</summary>
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

/// <summary>Training steps.</summary>
internal sealed record TrainingWorkload<TNetwork>(Trainer<TNetwork> Trainer, JobData Data) : NetworkWorkload("FcGen", Data.Labels.Length, 0)
    where TNetwork : class, INetwork<TNetwork>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Run(int iterations)
    {
        float sum = 0;
        for (int i = 0; i < iterations; i++)
        {
            sum += Trainer.Step(Data.Inputs, Data.Labels);
        }

        return sum;
    }

    public override float[] Result() => NetworkModel.Of(Name, Trainer.Network).Parameters;
}
