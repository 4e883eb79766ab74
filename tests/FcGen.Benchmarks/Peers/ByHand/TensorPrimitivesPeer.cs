using System.Numerics.Tensors;
using System.Reflection;

namespace FcGen.Benchmarks;

/// <summary>Computes each output with a dot product of System.Numerics.Tensors.</summary>
internal sealed class TensorPrimitivesPeer() : Peer(PeerName, $"System.Numerics.Tensors {PackageVersion}")
{
    public const string PeerName = "TensorPrimitives";

    private static string PackageVersion =>
        typeof(TensorPrimitives).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public override NetworkWorkload? CreateWorkload(NetworkModel model, Job job, JobData data, float learningRate) =>
        HandWrittenWorkload.Supports(model, job) ? new TensorPrimitivesWorkload(model, data.Inputs) : null;

    private sealed record TensorPrimitivesWorkload(NetworkModel Model, float[] Input) : HandWrittenWorkload(PeerName, Model, Input)
    {
        protected override void Compute(DenseLayer layer, float[] input, float[] output, bool activate)
        {
            ReadOnlySpan<float> weight = layer.Weight;
            for (int o = 0; o < output.Length; o++)
            {
                output[o] = TensorPrimitives.Dot(weight.Slice(o * input.Length, input.Length), input) + layer.Bias[o];
            }

            if (activate)
            {
                TensorPrimitives.Max(output, 0f, output);
            }
        }
    }
}
