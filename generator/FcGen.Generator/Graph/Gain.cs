namespace FcGen.Generator.Graph;

/// <summary>
/// The factor by which weights before an activation must be larger than without an activation, so that values keep their scale. The gains are
/// from <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.calculate_gain">torch.nn.init.calculate_gain</see>. Activations of
/// the ReLU family that are missing there have the gain of ReLU.
/// </summary>
/// <param name="Value">The factor.</param>
/// <param name="IsReLUFamily">Whether He initialization is usual before the activation.</param>
internal readonly record struct Gain(float Value, bool IsReLUFamily)
{
    /// <summary>No activation, and Sigmoid.</summary>
    public static readonly Gain Linear = new(1, false);

    public static readonly Gain Tanh = new(5f / 3f, false);

    public static readonly Gain SELU = new(3f / 4f, false);

    /// <summary>ReLU, and activations that are approximately the identity above zero and constant below.</summary>
    public static readonly Gain ReLU = LeakyReLU(0);

    public static Gain LeakyReLU(float slope) => new((float)Math.Sqrt(2 / (1 + ((double)slope * slope))), true);
}
