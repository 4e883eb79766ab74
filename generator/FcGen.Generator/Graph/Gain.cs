namespace FcGen.Generator.Graph;

/// <summary>
/// By how much weights before an activation have to be larger than before none, so that values keep their scale. The numbers are those of
/// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.calculate_gain">torch.nn.init.calculate_gain</see>, and that of
/// ReLU for what it leaves out of the ReLU family.
/// </summary>
/// <param name="Value">The factor.</param>
/// <param name="IsReLUFamily">Whether He initialisation is the usual one before it.</param>
internal readonly record struct Gain(float Value, bool IsReLUFamily)
{
    /// <summary>No activation, and Sigmoid.</summary>
    public static readonly Gain Linear = new(1, false);

    public static readonly Gain Tanh = new(5f / 3f, false);

    public static readonly Gain SELU = new(3f / 4f, false);

    /// <summary>ReLU, and activations that are about the identity above zero and flat below.</summary>
    public static readonly Gain ReLU = LeakyReLU(0);

    public static Gain LeakyReLU(float slope) => new((float)Math.Sqrt(2 / (1 + ((double)slope * slope))), true);
}
