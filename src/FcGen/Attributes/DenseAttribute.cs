namespace FcGen;

/// <summary>
/// Fully connected layer, <c>y = W x + b</c> with <c>W [outputs, inputs]</c> and <c>b [outputs]</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Linear.html">torch.nn.Linear</see>).
/// Tensors: <c>weight</c> and, unless <see cref="Bias"/> is false, <c>bias</c>. On a sequence it works on each step, with the same weights
/// for all steps. After a signal or an image it needs <see cref="FlattenAttribute"/> before it (FCG012).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute : LayerAttribute
{
    /// <summary>Initializes a dense layer; the number of inputs is inferred from the previous layer.</summary>
    /// <param name="outputs">Number of outputs, at least 1.</param>
    public DenseAttribute(int outputs) => Outputs = outputs;

    /// <summary>Initializes a dense layer; the number of inputs is checked against the previous layer (FCG001).</summary>
    /// <param name="inputs">Number of inputs, the features of a step in a sequence, at least 1.</param>
    /// <param name="outputs">Number of outputs, at least 1.</param>
    public DenseAttribute(int inputs, int outputs) => (Inputs, Outputs) = (inputs, outputs);

    /// <summary>Declared number of inputs, or 0 if it is inferred.</summary>
    public int Inputs { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>Whether the layer adds a learnable bias. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Distribution of the initial weights. The bias starts at zero. Default: <see cref="FcGen.Init.Auto"/>.</summary>
    public Init Init { get; set; } = Init.Auto;

    /// <summary>
    /// Gain of <see cref="Init"/>, finite and above 0, for example <c>Init = Init.XavierUniform, Gain = 5f / 3f</c> before a Tanh. It is
    /// the standard deviation of <see cref="FcGen.Init.Normal"/> and the bound of <see cref="FcGen.Init.Uniform"/>. Default: 0, which
    /// selects the gain of <see href="https://pytorch.org/docs/stable/nn.init.html">torch.nn.init</see>: 1 for Xavier and LeCun, and 0.05
    /// for Normal and Uniform. For He it is the gain of the next activation, as computed by
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.calculate_gain">calculate_gain</see>: sqrt(2) for ReLU,
    /// sqrt(2 / (1 + slope²)) for LeakyReLU, 5/3 for Tanh, 3/4 for SELU, sqrt(2) for members of the ReLU family that PyTorch
    /// does not list, and 1 otherwise.
    /// </summary>
    public float Gain { get; set; }
}
