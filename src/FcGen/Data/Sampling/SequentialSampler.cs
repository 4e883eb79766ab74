using FcGen.Data;
using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Samples every sample once per epoch, in the order of the data set
/// (<see href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.SequentialSampler">torch.utils.data.SequentialSampler</see>).
/// </summary>
public sealed class SequentialSampler : Sampler
{
    /// <inheritdoc/>
    public override void Sample(DataSet data, Span<int> indices, ref PhiloxRandom random) => Order.SetSequential(indices);
}
