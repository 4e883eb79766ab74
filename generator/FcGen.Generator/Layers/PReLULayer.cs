using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers;

/// <summary>Rectified linear unit with a trained slope.</summary>
internal sealed class PReLULayer : LayerKind
{
    public override string AttributeName => "PReLUAttribute";

    public override LayerSpec Parse(LayerContext context) => new PReLUSpec(
        context.Index,
        context.Name,
        context.Input,
        context.Coefficient("slope", 0.25f, value => !float.IsNaN(value) && !float.IsInfinity(value), "a finite number"));
}

internal sealed record PReLUSpec(int Index, string Name, Shape Input, float Slope) : LayerSpec(Index, Name, Input, Input)
{
    public override IEnumerable<VectorSpec> Vectors => [new("weight", 1, Slope)];

    public override Gain? GainBefore => Gain.LeakyReLU(Slope);

    public override string Describe() => "PReLU";

    public override void Plan(ScheduleBuilder builder)
    {
        int source = builder.Current;
        builder.Add(new PReLUOperation(Index, source, builder.InPlaceOrNew(Output.Size, keepsSource: true), builder.Storage.Tensor(this, "weight")));
    }
}

/// <summary>y = x where x is at least 0, weight * x elsewhere.</summary>
internal sealed record PReLUOperation(int Layer, int Source, int Result, TensorPlan Slope) : Operation(Layer, Source, Result)
{
    public override bool GradientInPlace => false;

    public override bool BackwardNeedsResult => false;

    public override int GradientParts => 1;

    public override string Kind => "PReLU";

    public override void EmitForward(IndentedWriter writer, OperandNames values) => writer.Line(
        $"global::FcGen.Layers.PReLU.Forward({values.Matrix(Source)}, {Vec.Ref("parameters", Slope.Offset)}, {values.Matrix(Result)}, {values.Extent(Result)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames values)
    {
        (string source, int stride) = values.SourceGradient(this);
        writer.Line(
            $"global::FcGen.Layers.PReLU.Backward({values.Matrix(Source)}, {Vec.Ref("parameters", Slope.Offset)}, {values.GradientMatrix(Result)}, ref {source}, {stride}, {values.Extent(Source)});");
    }

    protected override void EmitGradients(IndentedWriter writer, OperandNames values) => writer.Line(
        $"global::FcGen.Layers.PReLU.SlopeGradient({values.Matrix(Source)}, {values.GradientMatrix(Result)}, {Vec.Ref("call.ParameterGradients", Slope.Offset)}, {values.Extent(Result)});");

    public override string PrepareCall =>
        "global::FcGen.Runtime.NetworkPreparation.Compile(typeof(global::FcGen.Layers.PReLU));";
}
