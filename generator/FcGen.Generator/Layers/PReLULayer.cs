using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Rectified linear unit with a trained slope.</summary>
internal sealed class PReLULayer : LayerKind
{
    public override string AttributeName => "PReLUAttribute";

    public override IReadOnlyList<string> OtherNames => ["ParametricReLU"];

    public override bool IsActivation => true;

    public override LayerSpec Parse(LayerContext context) => new PReLUSpec(
        context.Index,
        context.Name,
        context.Input,
        context.Coefficient("slope", 0.25f, value => !float.IsNaN(value) && !float.IsInfinity(value), "a finite number"));
}

internal sealed record PReLUSpec(int Index, string Name, Shape Input, float Slope) : LayerSpec(Index, Name, Input, Input)
{
    public override IReadOnlyList<TensorSpec> Tensors => [TensorSpec.Vector("weight", 1, Slope)];

    public override Gain? GainBefore => Gain.LeakyReLU(Slope);

    public override bool IsActivation => true;

    public override OutputKind OutputKind => OutputKind.AsInput;

    public override string Describe() => "PReLU";

    public override void Build(GraphBuilder builder)
    {
        builder.Add(new PReLUOperation(Index, new([builder.Current]), builder.NewValue(Output.Size), builder.Storage.Tensor(this, "weight")));
    }
}

/// <summary>y = x where x is at least 0, weight * x elsewhere.</summary>
internal sealed record PReLUOperation(int Layer, EquatableArray<int> Inputs, int Output, TensorPlan Slope) : Operation(Layer, Inputs, Output)
{
    public override bool GradientInPlace => false;

    public override bool BackwardReadsSource => true;

    public override int GradientParts => 1;

    public override string Kind => "PReLU";

    public override void EmitForward(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.PReLU.Forward({names.Matrix(Source)}, {names.Tensor(Slope)}, {names.Matrix(Output)}, {names.Extent(Output)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        (string source, int stride) = names.SourceGradient(this);
        writer.Line(
            $"global::FcGen.Layers.PReLU.Backward({names.Matrix(Source)}, {names.Tensor(Slope)}, {names.GradientMatrix(Output)}, ref {source}, {stride}, {names.Extent(Source)});");
    }

    protected override void EmitGradients(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.PReLU.SlopeGradient({names.Matrix(Source)}, {names.GradientMatrix(Output)}, {names.TensorGradient(Slope)}, {names.Extent(Output)});");
}
