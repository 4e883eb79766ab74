using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Graph;

/// <summary>
/// An operation that the kernel before it can apply in registers, before it stores a result. Within one kernel the steps come in the
/// order of the kinds below, each at most once.
/// </summary>
/// <param name="Layer">Index of its layer.</param>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="Order">Position among the kinds.</param>
internal abstract record EpilogueStep(int Layer, string Name, int Order)
{
    /// <summary>The same step on renumbered values.</summary>
    public virtual EpilogueStep Renumber(Func<int, int> number) => this;

    /// <summary>The step in the plan that users read.</summary>
    /// <param name="layer">Index of the layer whose kernel applies it.</param>
    public virtual string WorkIn(int layer) => $"in registers of layer {layer}";
}

/// <summary>y = x * scale + shift for each channel, with values derived from parameters and buffers: a batch norm at inference.</summary>
internal abstract record ScaleShiftStep(int Layer, string Name) : EpilogueStep(Layer, Name, 0)
{
    /// <summary>The scale as an argument.</summary>
    public abstract string Scale(OperandNames names);

    /// <summary>The shift, which includes the bias of the operation before, as an argument.</summary>
    public abstract string Shift(OperandNames names);

    /// <summary>Writes how scale and shift are derived.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="names">Names of tensors.</param>
    /// <param name="bias">Bias of the operation before, if it has one.</param>
    public abstract void EmitDerive(IndentedWriter writer, OperandNames names, TensorPlan? bias);

    public override string WorkIn(int layer) => $"folded into layer {layer}";
}

/// <summary>y = x + another value.</summary>
/// <param name="Layer">Index of its layer.</param>
/// <param name="Value">The other value.</param>
internal sealed record ResidualStep(int Layer, int Value) : EpilogueStep(Layer, "Add", 1)
{
    public override EpilogueStep Renumber(Func<int, int> number) => this with { Value = number(Value) };
}

/// <summary>y = f(x) for each value.</summary>
/// <param name="Layer">Index of its layer.</param>
/// <param name="Name">Name with its coefficients, for example <c>LeakyReLU 0.01</c>.</param>
/// <param name="MethodName">The name as a part of the name of a method.</param>
/// <param name="Operator">Source of the operator struct.</param>
/// <param name="OutputDeterminesDerivative">Whether the backward step needs only the output.</param>
internal sealed record ActivationStep(int Layer, string Name, string MethodName, string Operator, bool OutputDeterminesDerivative)
    : EpilogueStep(Layer, Name, 2);
