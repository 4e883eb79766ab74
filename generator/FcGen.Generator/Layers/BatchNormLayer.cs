using System.Globalization;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Batch normalization of each channel, which is folded into the preceding dense layer in predictions.</summary>
internal sealed class BatchNormLayer : LayerKind
{
    public override string AttributeName => "BatchNormAttribute";

    public override IReadOnlyList<string> OtherNames => ["BatchNorm1d", "BatchNorm2d", "BatchNormalization", "BatchNormalisation", "BatchNormLayer"];

    public override LayerSpec Parse(LayerContext context)
    {
        float momentum = context.Coefficient(
            "Momentum", 0.1f, value => value is >= 0 and <= 1, "from 0 to 1", percent => Meant.Share(percent, "f"));
        bool isCumulative = context.Attribute.Get("CumulativeAverage", false);
        var spec = new BatchNormSpec(context.Index, context.Name, context.Input, momentum, isCumulative, context.Epsilon());
        CheckMomentum(context, spec);
        return spec;
    }

    /// <summary>
    /// Reports a momentum that follows the Keras convention: the fraction of the running statistics that is kept. A momentum of 1 is not
    /// reported, because it intentionally keeps only the statistics of the last batch.
    /// </summary>
    private static void CheckMomentum(LayerContext context, BatchNormSpec spec)
    {
        if (spec.IsCumulative || spec.Momentum is not (>= 0.9f and < 1))
        {
            return;
        }

        decimal momentum = (decimal)spec.Momentum;
        string other = (1 - momentum).ToString(CultureInfo.InvariantCulture);
        context.Sink.Report(
            Descriptors.KerasMomentum,
            context.Attribute.LocationOf("Momentum"),
            Meant.Repair($"{other}f"),
            spec.Label,
            momentum.ToString(CultureInfo.InvariantCulture),
            (100 * momentum).ToString("0.######", CultureInfo.InvariantCulture),
            other);
    }
}

internal sealed record BatchNormSpec(int Index, string Name, Shape Input, float Momentum, bool IsCumulative, float Epsilon)
    : LayerSpec(Index, Name, Input, Input.Arranged)
{
    public override IReadOnlyList<TensorSpec> Tensors =>
    [
        TensorSpec.Like("weight", Statistics, 1),
        TensorSpec.Like("bias", Statistics, 0),
        TensorSpec.Like("running_mean", Statistics, 0, TensorKind.Buffer),
        TensorSpec.Like("running_var", Statistics, 1, TensorKind.Buffer),
        TensorSpec.Scalar("num_batches_tracked", 0, TensorKind.Buffer),
    ];

    /// <summary>One value for each channel, or for each value of a vector.</summary>
    private Shape Statistics => Input.IsVector ? Input : Shape.Vector(Input.Channels);

    public override int DerivedFloats => 2 * Padding.Align(Input.Channels);

    public override Gain? GainBefore => null;

    public override OutputKind OutputKind => OutputKind.Unbounded;

    public override bool NeedsSeveralSamples => Input.Positions == 1;

    public override string Describe() => "BatchNorm";

    public override void Build(GraphBuilder builder)
    {
        var norm = new BatchNormStep(this, builder.Storage);
        int arranged = builder.Arrange(Index, builder.Current, Input, Output);
        bool isPerRow = builder.PositionsOf(arranged) == Input.Positions;
        EquatableArray<int> inputs = new([builder.View(arranged, Input.Positions)]);
        int output = builder.NewValue(Input.Positions, Input.Channels);
        builder.Add(builder.IsTraining
            ? new BatchNormTrainingOperation(norm, inputs, output, builder.NewShared(BatchNormTrainingOperation.SharedFloats(Input.Channels)))
            : new BatchNormOperation(norm, inputs, output, isPerRow));
    }
}

/// <summary>A batch norm at inference: the scale is weight / sqrt(running_var + epsilon).</summary>
internal sealed record BatchNormStep(BatchNormSpec Spec, StoragePlan Storage) : ScaleShiftStep(Spec.Index, "BatchNorm")
{
    private int Offset => Storage.Derived[Spec.Index];

    public override string Scale(OperandNames names) => names.State($"scale{Layer}", Offset);

    public override string Shift(OperandNames names) => names.State($"shift{Layer}", Offset + Padding.Align(Spec.Input.Channels));

    /// <summary>A tensor of the layer.</summary>
    public TensorPlan Tensor(string name) => Storage.Tensor(Spec, name);

    public override void EmitDerive(IndentedWriter writer, OperandNames names, TensorPlan? bias)
    {
        writer.Line($"// Layer {Spec.Index}: BatchNorm, scale and shift [{Spec.Input.Channels}] from the running statistics{(bias is null ? string.Empty : " and the bias before it")}.");
        writer.Line(
            $"global::FcGen.Layers.BatchNorm.Fold({names.Tensor(Tensor("weight"))}, {names.Tensor(Tensor("bias"))}, {names.Tensor(Tensor("running_mean"))}, "
            + $"{names.Tensor(Tensor("running_var"))}, {(bias is null ? "ref Unsafe.NullRef<float>()" : names.Tensor(bias))}, {SourceText.Literal(Spec.Epsilon)}, "
            + $"{Scale(names)}, {Shift(names)}, {Spec.Input.Channels});");
    }
}

/// <summary>y = (x - running_mean) * scale + bias, at inference if the preceding kernel does not apply it.</summary>
/// <param name="Norm">The norm.</param>
/// <param name="Inputs">The source.</param>
/// <param name="Output">The result.</param>
/// <param name="IsPerRow">Whether a row of the source is one position, so that the kernel that writes the row can apply the norm.</param>
internal sealed record BatchNormOperation(BatchNormStep Norm, EquatableArray<int> Inputs, int Output, bool IsPerRow) : Operation(Norm.Layer, Inputs, Output)
{
    public override EpilogueStep? AsEpilogue => IsPerRow ? Norm : null;

    public override string Kind => "BatchNorm with running statistics";

    public override void EmitDerive(IndentedWriter writer, OperandNames names) => Norm.EmitDerive(writer, names, bias: null);

    public override void EmitForward(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.BatchNorm.Forward({names.Matrix(Source, Norm.Spec.Input.Positions)}, {names.Tensor(Norm.Tensor("running_mean"))}, {Norm.Scale(names)}, {names.Tensor(Norm.Tensor("bias"))}, "
        + $"{names.Matrix(Output)}, {names.Extent(Output)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) =>
        throw new InvalidOperationException("Training has another operation.");
}

/// <summary>y = (x - mean) * scale + bias with the mean and variance of the batch, which need all samples.</summary>
internal sealed record BatchNormTrainingOperation(BatchNormStep Norm, EquatableArray<int> Inputs, int Output, int Shared) : Operation(Norm.Layer, Inputs, Output)
{
    private int Width => Norm.Spec.Input.Channels;

    private int Positions => Norm.Spec.Input.Positions;

    /// <summary>The vectors in the memory that all samples share.</summary>
    private static readonly string[] SharedVectors = ["mean", "rest", "invStd", "scale", "shift"];

    /// <summary>Floats in the memory that all samples share.</summary>
    public static int SharedFloats(int width) => SharedVectors.Length * Padding.Align(width);

    public override bool NeedsWholeBatch => true;

    public override bool BackwardReadsSource => true;

    public override string Kind => "BatchNorm with the statistics of the batch";

    public override void EmitBeforeForward(IndentedWriter writer, OperandNames names)
    {
        string batches = names.Tensor(Norm.Tensor("num_batches_tracked"));
        string momentum = Norm.Spec.IsCumulative
            ? $"1f / ({batches.Substring("ref ".Length)} + 1f)"
            : SourceText.Literal(Norm.Spec.Momentum);
        writer.Line($"// Layer {Layer}: BatchNorm, mean and variance of {names.Shape(Source)} over all rows.");
        writer.Line(
            $"global::FcGen.Layers.BatchNorm.Statistics({names.Matrix(Source, Positions)}, {names.Tensor(Norm.Tensor("weight"))}, {names.Tensor(Norm.Tensor("bias"))}, {SourceText.Literal(Norm.Spec.Epsilon)}, {Vector(names, "mean")}, {Vector(names, "rest")}, {Vector(names, "invStd")}, {Vector(names, "scale")}, {Vector(names, "shift")}, "
            + $"{names.Tensor(Norm.Tensor("running_mean"))}, {names.Tensor(Norm.Tensor("running_var"))}, {batches}, {momentum}, {names.Extent(Output)});");
    }

    public override void EmitForward(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.BatchNorm.Forward({names.Matrix(Source, Positions)}, {Vector(names, "mean")}, {Vector(names, "scale")}, {Vector(names, "shift")}, {names.Matrix(Output)}, {names.Extent(Output)});");

    public override void EmitBeforeSourceGradient(IndentedWriter writer, OperandNames names)
    {
        writer.Line($"// Layer {Layer}: BatchNorm, gradients of weight and bias: sums over all rows of {names.GradientName(Output)}.");
        writer.Line(
            $"global::FcGen.Layers.BatchNorm.ParameterGradients({names.Matrix(Source, Positions)}, {Vector(names, "mean")}, {Vector(names, "rest")}, {Vector(names, "invStd")}, {names.GradientMatrix(Output)}, "
            + $"{names.TensorGradient(Norm.Tensor("weight"))}, {names.TensorGradient(Norm.Tensor("bias"))}, {names.Extent(Output)});");
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.BatchNorm.Backward({names.Matrix(Source, Positions)}, {Vector(names, "mean")}, {Vector(names, "rest")}, {Vector(names, "invStd")}, {Vector(names, "scale")}, {names.TensorGradient(Norm.Tensor("weight"))}, {names.TensorGradient(Norm.Tensor("bias"))}, "
        + $"{names.GradientMatrix(Output)}, {OperandNames.Times("call.Samples", Positions)}, {names.Extent(Output)});");

    private string Vector(OperandNames names, string name) =>
        names.Shared($"{name}{Layer}", Shared + (Array.IndexOf(SharedVectors, name) * Padding.Align(Width)));
}
