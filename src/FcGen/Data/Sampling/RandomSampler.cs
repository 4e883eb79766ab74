using FcGen.Data;
using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Samples every sample once per epoch, in a new random order each time
/// (<see href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.RandomSampler">torch.utils.data.RandomSampler</see>).
/// </summary>
public sealed class RandomSampler : Sampler
{
    /// <inheritdoc/>
    public override void Sample(DataSet data, Span<int> indices, ref PhiloxRandom random)
    {
        Order.SetSequential(indices);
        random.Shuffle(indices);
    }
}
