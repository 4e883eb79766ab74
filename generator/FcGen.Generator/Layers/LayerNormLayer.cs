using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Layer normalization.</summary>
internal sealed class LayerNormLayer : LayerKind
{
    public override string AttributeName => "LayerNormAttribute";

    public override IReadOnlyList<string> OtherNames => ["LayerNormalization", "LayerNormalisation"];

    public override LayerSpec Parse(LayerContext context) => new LayerNormSpec(context.Index, context.Name, context.Input, context.Epsilon());
}

internal sealed record LayerNormSpec(int Index, string Name, Shape Input, float Epsilon) : LayerSpec(Index, Name, Input, Input)
{
    public override IReadOnlyList<TensorSpec> Tensors => Input.Kind == ShapeKind.Sequence
        ? [TensorSpec.Vector("weight", Input.Channels, 1), TensorSpec.Vector("bias", Input.Channels, 0)]
        : [TensorSpec.Like("weight", Input, 1), TensorSpec.Like("bias", Input, 0)];

    /// <summary>The rows that are normalized: the steps of a sequence, or the whole sample.</summary>
    public int Rows => Input.Kind == ShapeKind.Sequence ? Input.Positions : 1;

    // Floats that LayerNorm.Forward of the runtime library saves for backward.
    private const int SavedPerRow = 3;

    public override Gain? GainBefore => null;

    public override OutputKind OutputKind => OutputKind.Unbounded;

    public override string Describe() => "LayerNorm";

    public override string? LooksAhead => Input.Kind == ShapeKind.Signal ? "its statistics are those of all positions" : null;

    public override void Build(GraphBuilder builder)
    {
        builder.Add(new LayerNormOperation(
            this,
            builder.Storage.Tensor(this, "weight"),
            builder.Storage.Tensor(this, "bias"),
            new([builder.View(builder.Current, Rows)]),
            builder.NewValue(Rows, Input.Size / Rows))
        {
            Saved = builder.IsTraining ? new([builder.NewValue(Rows, SavedPerRow)]) : default,
        });
    }
}

/// <summary>
/// y = (x - mean) / sqrt(variance + epsilon) * weight + bias, row by row. Training saves the statistics of each row for backward.
/// </summary>
internal sealed record LayerNormOperation(LayerNormSpec Spec, TensorPlan Weight, TensorPlan Bias, EquatableArray<int> Inputs, int Output)
    : Operation(Spec.Index, Inputs, Output)
{
    private int Statistics => Saved[0];

    public override bool GradientInPlace => false;

    public override bool BackwardReadsSource => true;

    public override int GradientParts => 1;

    public override string Kind => "LayerNorm over each row";

    public override void EmitForward(IndentedWriter writer, OperandNames names)
    {
        string statistics = Saved.Count == 0 ? "ref Unsafe.NullRef<float>(), 0" : names.Matrix(Statistics);
        writer.Line(
            $"global::FcGen.Layers.LayerNorm.Forward({names.Matrix(Source, Spec.Rows)}, {names.Tensor(Weight)}, {names.Tensor(Bias)}, "
            + $"{SourceText.Literal(Spec.Epsilon)}, {statistics}, {names.Matrix(Output)}, {names.Extent(Output)});");
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        writer.Line(
            $"global::FcGen.Layers.LayerNorm.Backward({names.Matrix(Source, Spec.Rows)}, {names.Matrix(Statistics)}, {names.Tensor(Weight)}, "
            + $"{names.GradientMatrix(Output)}, {names.SourceGradientMatrix(this, Spec.Rows)}, {names.Extent(Output)});");
    }

    protected override void EmitGradients(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.LayerNorm.ParameterGradients({names.Matrix(Source, Spec.Rows)}, {names.Matrix(Statistics)}, {names.GradientMatrix(Output)}, "
        + $"{names.TensorGradient(Weight)}, {names.TensorGradient(Bias)}, {names.Extent(Output)});");
}
