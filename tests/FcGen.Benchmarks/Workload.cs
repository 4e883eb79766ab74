using System.Runtime.CompilerServices;

namespace FcGen.Benchmarks;

/// <summary>Something that can be timed: a call that is repeated. Its results end in a checksum, so that no work can be left out.</summary>
/// <param name="Name">Name in the report.</param>
/// <param name="Samples">Samples that one iteration takes.</param>
/// <param name="Flops">Floating-point operations of one iteration: two for each multiply-add of the layers, padding not counted; 0 if not counted.</param>
internal abstract record Workload(string Name, int Samples, double Flops)
{
    public abstract float Run(int iterations);
}

/// <summary>Predictions of single samples, one after the other.</summary>
internal sealed record SampleWorkload<TCalls>(string Name, TCalls Calls, double Flops, float[] Input, float[] Output) : Workload(Name, 1, Flops)
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
}

/// <summary>Predictions of batches.</summary>
internal sealed record BatchWorkload<TCalls>(string Name, TCalls Calls, int Samples, double Flops, float[] Inputs, float[] Outputs)
    : Workload(Name, Samples, Flops)
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
}

/// <summary>Training steps: softmax cross entropy and Adam.</summary>
internal sealed record TrainingWorkload<TNetwork>(string Name, TNetwork Network, float[] Inputs, int[] Labels) : Workload(Name, Labels.Length, 0)
    where TNetwork : class, INetwork<TNetwork>
{
    /// <summary>
    /// So small that the network stays as it is: after thousands of steps on the same samples it would know them by heart, and
    /// gradients that are zero or subnormal take another time than those of real training.
    /// </summary>
    private const float LearningRate = 1e-9f;

    private readonly Trainer<TNetwork> _trainer =
        new(Network, new SoftmaxCrossEntropy(), new Adam { LearningRate = LearningRate }, Labels.Length);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Run(int iterations)
    {
        float sum = 0;
        for (int i = 0; i < iterations; i++)
        {
            sum += _trainer.Step(Inputs, Labels);
        }

        return sum;
    }
}
