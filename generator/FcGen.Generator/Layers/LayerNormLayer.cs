using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers;

/// <summary>Layer normalisation.</summary>
internal sealed class LayerNormLayer : LayerKind
{
    public override string AttributeName => "LayerNormAttribute";

    public override LayerSpec Parse(LayerContext context) => new LayerNormSpec(context.Index, context.Name, context.Input, context.Epsilon());
}

internal sealed record LayerNormSpec(int Index, string Name, Shape Input, float Epsilon) : LayerSpec(Index, Name, Input, Input)
{
    public override IEnumerable<VectorSpec> Vectors => [new("weight", Output.Size, 1), new("bias", Output.Size, 0)];

    // Floats that LayerNorm.Forward of the runtime library saves for backward.
    private const int SavedPerRow = 3;

    public override Gain? GainBefore => null;

    public override string Describe() => "LayerNorm";

    public override void Plan(ScheduleBuilder builder)
    {
        int source = builder.Current;
        int statistics = builder.IsTraining ? builder.NewValue(SavedPerRow) : -1;
        builder.Add(new LayerNormOperation(
            this,
            builder.Storage.Tensor(this, "weight"),
            builder.Storage.Tensor(this, "bias"),
            source,
            builder.InPlaceOrNew(Output.Size, keepsSource: true),
            statistics));
    }
}

/// <summary>y = (x - mean) / sqrt(variance + epsilon) * weight + bias, row by row. Training saves the statistics of each row for backward.</summary>
internal sealed record LayerNormOperation(LayerNormSpec Spec, TensorPlan Weight, TensorPlan Bias, int Source, int Result, int Statistics)
    : Operation(Spec.Index, Source, Result)
{
    public override bool GradientInPlace => false;

    public override bool BackwardNeedsResult => false;

    public override int GradientParts => 1;

    public override string Kind => "LayerNorm over each row";

    public override void EmitForward(IndentedWriter writer, OperandNames values)
    {
        string statistics = Statistics < 0 ? "ref Unsafe.NullRef<float>(), 0" : values.Matrix(Statistics);
        writer.Line(
            $"global::FcGen.Layers.LayerNorm.Forward({values.Matrix(Source)}, {Vec.Ref("parameters", Weight.Offset)}, {Vec.Ref("parameters", Bias.Offset)}, "
            + $"{IndentedWriter.Literal(Spec.Epsilon)}, {statistics}, {values.Matrix(Result)}, {values.Extent(Result)});");
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames values)
    {
        (string source, int stride) = values.SourceGradient(this);
        writer.Line(
            $"global::FcGen.Layers.LayerNorm.Backward({values.Matrix(Source)}, {values.Matrix(Statistics)}, {Vec.Ref("parameters", Weight.Offset)}, "
            + $"{values.GradientMatrix(Result)}, ref {source}, {stride}, {values.Extent(Source)});");
    }

    protected override void EmitGradients(IndentedWriter writer, OperandNames values) => writer.Line(
        $"global::FcGen.Layers.LayerNorm.ParameterGradients({values.Matrix(Source)}, {values.Matrix(Statistics)}, {values.GradientMatrix(Result)}, "
        + $"{Vec.Ref("call.ParameterGradients", Weight.Offset)}, {Vec.Ref("call.ParameterGradients", Bias.Offset)}, {values.Extent(Result)});");

    public override string PrepareCall =>
        "global::FcGen.Runtime.NetworkPreparation.Compile(typeof(global::FcGen.Layers.LayerNorm));";
}
