namespace FcGen;

/// <summary>
/// Fully connected layer, <c>y = W x + b</c> with <c>W [outputs, inputs]</c> and <c>b [outputs]</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Linear.html">torch.nn.Linear</see>).
/// Tensors: <c>weight</c> and, unless <see cref="Bias"/> is false, <c>bias</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute : LayerAttribute
{
    /// <summary>A dense layer whose number of inputs is inferred from the layer before it.</summary>
    /// <param name="outputs">Number of outputs, at least 1.</param>
    public DenseAttribute(int outputs) => Outputs = outputs;

    /// <summary>A dense layer whose number of inputs is checked against the layer before it (FCG001).</summary>
    /// <param name="inputs">Number of inputs, at least 1.</param>
    /// <param name="outputs">Number of outputs, at least 1.</param>
    public DenseAttribute(int inputs, int outputs) => (Inputs, Outputs) = (inputs, outputs);

    /// <summary>Declared number of inputs, or 0 when it is inferred.</summary>
    public int Inputs { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>Whether a trained bias is added to the outputs. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights are initialised; the bias starts at zero. Default: <see cref="FcGen.Init.Auto"/>.</summary>
    public Init Init { get; set; } = Init.Auto;

    /// <summary>
    /// Factor in the scale of <see cref="Init"/>, finite and above 0, for example <c>Init = Init.XavierUniform, Gain = 5f / 3f</c> before a
    /// Tanh. For <see cref="FcGen.Init.Normal"/> it is the standard deviation, for <see cref="FcGen.Init.Uniform"/> the bound.
    /// Default: 0, that is what <see href="https://pytorch.org/docs/stable/nn.init.html">torch.nn.init</see> takes: 1 for Xavier and LeCun, and
    /// for He the gain of the activation that follows,
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.calculate_gain">calculate_gain</see>: sqrt(2) for ReLU,
    /// sqrt(2 / (1 + slope²)) for LeakyReLU, 5/3 for Tanh, 3/4 for SELU, sqrt(2) for what that page leaves out of the ReLU family, and 1
    /// otherwise; 0.05 for Normal and Uniform.
    /// </summary>
    public float Gain { get; set; }
}
