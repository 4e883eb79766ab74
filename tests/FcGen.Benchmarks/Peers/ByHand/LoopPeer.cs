namespace FcGen.Benchmarks;

/// <summary>Two nested loops in plain C#.</summary>
internal sealed class LoopPeer() : Peer(PeerName, "plain C#")
{
    public const string PeerName = "C# loop";

    public override NetworkWorkload? CreateWorkload(NetworkModel model, Job job, JobData data, float learningRate) =>
        HandWrittenWorkload.Supports(model, job) ? new LoopWorkload(model, data.Inputs) : null;

    private sealed record LoopWorkload(NetworkModel Model, float[] Input) : HandWrittenWorkload(PeerName, Model, Input)
    {
        protected override void Compute(DenseLayer layer, float[] input, float[] output, bool activate)
        {
            ReadOnlySpan<float> weight = layer.Weight;
            for (int o = 0; o < output.Length; o++)
            {
                ReadOnlySpan<float> row = weight.Slice(o * input.Length, input.Length);
                float sum = layer.Bias[o];
                for (int i = 0; i < row.Length; i++)
                {
                    sum += row[i] * input[i];
                }

                output[o] = activate ? MathF.Max(sum, 0) : sum;
            }
        }
    }
}
