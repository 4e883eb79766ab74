using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers;

/// <summary>An activation that works on each value by itself.</summary>
/// <param name="Kind">Name with its coefficients, for example <c>LeakyReLU 0.01</c>.</param>
/// <param name="Operator">Source of the operator struct that computes it, in <c>FcGen.Numerics</c>.</param>
/// <param name="IsCheap">
/// Whether the activation needs only a few instructions, so that a dense layer applies it in registers before it stores.
/// </param>
/// <param name="Gain">Gain of the weights before it.</param>
/// <param name="OutputDeterminesDerivative">
/// Whether the output determines the derivative exactly. Otherwise training saves the derivative for backward.
/// </param>
internal sealed record ActivationSpec(
    int Index, string Name, Shape Input, string Kind, string Operator, bool IsCheap, Gain Gain, bool OutputDeterminesDerivative)
    : LayerSpec(Index, Name, Input, Input)
{
    public override Gain? GainBefore => Gain;

    public override bool IsActivation => true;

    public override OutputKind OutputKind => Range;

    /// <summary>The kind of the output. Most activations approximately map the range from 0 to 1 to itself.</summary>
    public OutputKind Range { get; init; } = OutputKind.AsInput;

    public override OutputFunction OutputFunction => Function;

    /// <inheritdoc cref="LayerSpec.OutputFunction"/>
    public OutputFunction Function { get; init; }

    public override string? EndProblem => Problem;

    /// <inheritdoc cref="LayerSpec.EndProblem"/>
    public string? Problem { get; init; }

    /// <summary>The name in method names, which distinguishes activations with different coefficients.</summary>
    public string MethodName => Kind.Replace(" ", string.Empty).Replace("+", string.Empty).Replace('.', '_').Replace('-', 'm');

    public override string Describe() => Kind;

    public override void Build(GraphBuilder builder)
    {
        bool savesDerivative = builder.IsTraining && !OutputDeterminesDerivative;
        builder.Add(new ElementwiseOperation(Index, new([builder.Current]), builder.NewLike(builder.Current), this)
        {
            Saved = savesDerivative ? new([builder.NewLike(builder.Current)]) : default,
        });
    }
}
