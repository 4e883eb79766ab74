using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Rectified linear unit with a trained slope for all values, or one for each channel.</summary>
internal sealed class PReLULayer : LayerKind
{
    public override string AttributeName => "PReLUAttribute";

    public override IReadOnlyList<string> OtherNames => ["ParametricReLU"];

    public override bool IsActivation => true;

    public override LayerSpec Parse(LayerContext context) => new PReLUSpec(
        context.Index,
        context.Name,
        context.Input,
        context.Attribute.Get("PerChannel", !context.Input.IsVector),
        context.Coefficient("slope", 0.25f, value => !float.IsNaN(value) && !float.IsInfinity(value), "a finite number"));
}

internal sealed record PReLUSpec(int Index, string Name, Shape Input, bool IsPerChannel, float Slope)
    : LayerSpec(Index, Name, Input, IsPerChannel ? Input.Arranged : Input)
{
    public override IReadOnlyList<TensorSpec> Tensors =>
    [
        !IsPerChannel ? TensorSpec.Vector("weight", 1, Slope)
            : Input.IsVector ? TensorSpec.Like("weight", Input, Slope)
            : TensorSpec.Vector("weight", Input.Channels, Slope),
    ];

    public override Gain? GainBefore => Gain.LeakyReLU(Slope);

    public override bool IsActivation => true;

    public override OutputKind OutputKind => OutputKind.AsInput;

    public override string Describe() => "PReLU";

    public override void Build(GraphBuilder builder)
    {
        int source = builder.Arrange(Index, builder.Current, Input, Output);
        int positions = IsPerChannel ? Input.Positions : builder.PositionsOf(source);
        builder.Add(new PReLUOperation(
            Index,
            new([builder.View(source, positions)]),
            builder.NewValue(positions, Input.Size / positions),
            builder.Storage.Tensor(this, "weight"),
            IsPerChannel ? "PerChannel" : string.Empty));
    }
}

/// <summary>y = x where x is at least 0, weight * x elsewhere.</summary>
/// <param name="Layer">Index of its layer.</param>
/// <param name="Inputs">The source.</param>
/// <param name="Output">The result.</param>
/// <param name="Slope">The weight.</param>
/// <param name="Suffix">End of the names of the library's functions.</param>
internal sealed record PReLUOperation(int Layer, EquatableArray<int> Inputs, int Output, TensorPlan Slope, string Suffix) : Operation(Layer, Inputs, Output)
{
    public override bool GradientInPlace => false;

    public override bool BackwardReadsSource => true;

    public override int GradientParts => 1;

    public override string Kind => "PReLU";

    public override void EmitForward(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.PReLU.Forward{Suffix}({names.Matrix(Source, names.Plan(Output).Layout.Positions)}, {names.Tensor(Slope)}, {names.Matrix(Output)}, {names.Extent(Output)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        int positions = names.Plan(Output).Layout.Positions;
        writer.Line(
            $"global::FcGen.Layers.PReLU.Backward{Suffix}({names.Matrix(Source, positions)}, {names.Tensor(Slope)}, {names.GradientMatrix(Output)}, {names.SourceGradientMatrix(this, positions)}, {names.Extent(Output)});");
    }

    protected override void EmitGradients(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.PReLU.SlopeGradient{Suffix}({names.Matrix(Source, names.Plan(Output).Layout.Positions)}, {names.GradientMatrix(Output)}, {names.TensorGradient(Slope)}, {names.Extent(Output)});");
}
