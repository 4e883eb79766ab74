using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Normalization of groups of channels over all positions.</summary>
internal sealed class GroupNormLayer : LayerKind
{
    public override string AttributeName => "GroupNormAttribute";

    public override IReadOnlyList<string> OtherNames => ["GroupNormalization", "GroupNormalisation"];

    public override LayerSpec Parse(LayerContext context)
    {
        int groups = context.Count("groups");
        if (context.Input.IsKnown && groups > 0)
        {
            CheckGroups(context, context.Input.Channels, groups);
        }

        return new GroupNormSpec(context.Index, context.Name, context.Input, groups, context.Epsilon());
    }

    private static void CheckGroups(LayerContext context, int channels, int groups)
    {
        if (channels % groups != 0)
        {
            int[] fitting = [.. Enumerable.Range(1, channels).Where(count => channels % count == 0).Take(8)];
            context.Sink.Report(
                Descriptors.OutOfRange,
                context.Attribute.LocationOf("groups"),
                context.Label(context.Attribute.Name),
                "groups",
                $"a divisor of {channels} channels ({string.Join(", ", fitting)})",
                groups);
        }
    }
}

internal sealed record GroupNormSpec(int Index, string Name, Shape Input, int Groups, float Epsilon)
    : LayerSpec(Index, Name, Input, Input.IsVector ? Input.Ordered : Input.Arranged)
{
    // Floats for each channel that GroupNorm.Forward of the runtime library writes.
    private const int Statistics = 5;

    public override IReadOnlyList<TensorSpec> Tensors => [TensorSpec.Vector("weight", Input.Channels, 1), TensorSpec.Vector("bias", Input.Channels, 0)];

    public override Gain? GainBefore => null;

    public override OutputKind OutputKind => OutputKind.Unbounded;

    public override string Describe() => Groups == 0 ? "GroupNorm" : $"GroupNorm {SourceText.Literal(Groups)}";

    public override string? LooksAhead => Input.IsVector ? null : "its statistics are those of all steps (LayerNorm has those of each step)";

    public override void Build(GraphBuilder builder)
    {
        // Groups are consecutive in the order of the values: the memory of a flattened image may have another.
        int source = builder.View(builder.Arrange(Index, builder.Current, Input, Output), Input.Positions);
        EquatableArray<int> statistics = new([builder.NewValue(Statistics, Input.Channels)]);
        builder.Add(new GroupNormOperation(
            this,
            builder.Storage.Tensor(this, "weight"),
            builder.Storage.Tensor(this, "bias"),
            new([source]),
            builder.NewValue(Input.Positions, Input.Channels))
        {
            Saved = builder.IsTraining ? statistics : default,
            Temporaries = builder.IsTraining ? default : statistics,
        });
    }
}

/// <summary>y = (x - mean) / sqrt(variance + epsilon) * weight + bias, for each group of channels of a sample.</summary>
internal sealed record GroupNormOperation(GroupNormSpec Spec, TensorPlan Weight, TensorPlan Bias, EquatableArray<int> Inputs, int Output)
    : Operation(Spec.Index, Inputs, Output)
{
    private int Statistics => Saved.Concat(Temporaries).First();

    public override bool GradientInPlace => false;

    public override bool BackwardReadsSource => true;

    public override int GradientParts => 1;

    public override string Kind => $"GroupNorm of {Spec.Groups} groups";

    public override void EmitForward(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.GroupNorm.Forward({names.Matrix(Source, Spec.Input.Positions)}, {names.Tensor(Weight)}, {names.Tensor(Bias)}, "
        + $"{SourceText.Literal(Spec.Epsilon)}, {names.Matrix(Statistics)}, {names.Matrix(Output)}, {Spec.Groups}, {Extent(names)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.GroupNorm.Backward({names.Matrix(Source, Spec.Input.Positions)}, {names.Matrix(Statistics)}, {names.Tensor(Weight)}, "
        + $"{names.GradientMatrix(Output)}, {names.SourceGradientMatrix(this, Spec.Input.Positions)}, {Spec.Groups}, {Extent(names)});");

    protected override void EmitGradients(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.GroupNorm.ParameterGradients({names.Matrix(Source, Spec.Input.Positions)}, {names.Matrix(Statistics)}, {names.GradientMatrix(Output)}, "
        + $"{names.TensorGradient(Weight)}, {names.TensorGradient(Bias)}, {Extent(names)});");

    private string Extent(OperandNames names) => $"{Spec.Input.Channels}, {Spec.Input.Positions}, {names.Rows(1)}";
}
