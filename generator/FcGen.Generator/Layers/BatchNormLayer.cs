using System.Globalization;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Batch normalisation; part of the dense layer before it at inference.</summary>
internal sealed class BatchNormLayer : LayerKind
{
    public override string AttributeName => "BatchNormAttribute";

    public override LayerSpec Parse(LayerContext context)
    {
        float momentum = context.Coefficient(
            "Momentum", 0.1f, value => value is >= 0 and <= 1, "from 0 to 1", percent => Meant.Share(percent, "f"));
        var spec = new BatchNormSpec(context.Index, context.Name, context.Input, momentum, context.Epsilon());
        CheckMomentum(context, spec);
        return spec;
    }

    /// <summary>
    /// Reports a momentum as Keras counts it: the share of the running statistics that is kept. A momentum of 1 keeps the statistics of the
    /// last batch on purpose.
    /// </summary>
    private static void CheckMomentum(LayerContext context, BatchNormSpec spec)
    {
        if (spec.Momentum is not (>= 0.9f and < 1))
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

internal sealed record BatchNormSpec(int Index, string Name, Shape Input, float Momentum, float Epsilon) : LayerSpec(Index, Name, Input, Input)
{
    public override IReadOnlyList<TensorSpec> Tensors =>
    [
        TensorSpec.Vector("weight", Output.Size, 1),
        TensorSpec.Vector("bias", Output.Size, 0),
        TensorSpec.Vector("running_mean", Output.Size, 0, TensorKind.Buffer),
        TensorSpec.Vector("running_var", Output.Size, 1, TensorKind.Buffer),
        TensorSpec.Scalar("num_batches_tracked", 0, TensorKind.Buffer),
    ];

    public override int DerivedFloats => 2 * Padding.Align(Output.Size);

    public override Gain? GainBefore => null;

    public override OutputKind OutputKind => OutputKind.Unbounded;

    public override bool NeedsWholeBatch => true;

    public override string Describe() => "BatchNorm";

    public override void Build(GraphBuilder builder)
    {
        var norm = new BatchNormStep(this, builder.Storage);
        if (builder.IsTraining)
        {
            int shared = builder.NewShared(BatchNormTrainingOperation.SharedVectors * Padding.Align(Output.Size));
            builder.Add(new BatchNormTrainingOperation(norm, new([builder.Current]), builder.NewValue(Output.Size), shared));
        }
        else
        {
            builder.Add(new BatchNormOperation(norm, new([builder.Current]), builder.NewValue(Output.Size)));
        }
    }
}

/// <summary>A batch norm at inference: the scale is weight / sqrt(running_var + epsilon).</summary>
internal sealed record BatchNormStep(BatchNormSpec Spec, StoragePlan Storage) : ScaleShiftStep(Spec.Index, "BatchNorm")
{
    public override int Scale => Storage.Derived[Spec.Index];

    public override int Shift => Scale + Padding.Align(Spec.Output.Size);

    /// <summary>A tensor as an operand.</summary>
    public string Ref(string tensor) => Vec.Ref("parameters", Storage.Tensor(Spec, tensor).Offset);

    public override void EmitDerive(IndentedWriter writer, TensorPlan? bias)
    {
        writer.Line($"// Layer {Spec.Index}: BatchNorm, scale and shift [{Spec.Output.Size}] from the running statistics{(bias is null ? string.Empty : " and the bias before it")}.");
        writer.Line(
            $"global::FcGen.Layers.BatchNorm.Fold({Ref("weight")}, {Ref("bias")}, {Ref("running_mean")}, {Ref("running_var")}, "
            + $"{(bias is null ? "ref Unsafe.NullRef<float>()" : Vec.Ref("parameters", bias.Offset))}, {IndentedWriter.Literal(Spec.Epsilon)}, "
            + $"{Vec.Ref("parameters", Scale)}, {Vec.Ref("parameters", Shift)}, {Spec.Output.Size});");
    }
}

/// <summary>y = (x - running_mean) * scale + bias, at inference where no kernel before does it.</summary>
internal sealed record BatchNormOperation(BatchNormStep Norm, EquatableArray<int> Inputs, int Output) : Operation(Norm.Layer, Inputs, Output)
{
    public override EpilogueStep AsEpilogue => Norm;

    public override string Kind => "BatchNorm with running statistics";

    public override void EmitDerive(IndentedWriter writer) => Norm.EmitDerive(writer, bias: null);

    public override void EmitForward(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.BatchNorm.Forward({names.Matrix(Source)}, {Norm.Ref("running_mean")}, {Vec.Ref("parameters", Norm.Scale)}, {Norm.Ref("bias")}, "
        + $"{names.Matrix(Output)}, {names.Extent(Output)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) =>
        throw new InvalidOperationException("Training has another operation.");
}

/// <summary>y = (x - mean) * scale + bias with mean and variance of the batch, for which all of its samples must be known.</summary>
internal sealed record BatchNormTrainingOperation(BatchNormStep Norm, EquatableArray<int> Inputs, int Output, int Shared) : Operation(Norm.Layer, Inputs, Output)
{
    private int Width => Norm.Spec.Output.Size;

    /// <summary>Vectors in the memory that all samples share.</summary>
    public const int SharedVectors = 5;

    private string Mean => Vector(0);

    private string Rest => Vector(1);

    private string InvStd => Vector(2);

    private string Scale => Vector(3);

    private string Shift => Vector(4);

    public override bool NeedsWholeBatch => true;

    public override bool BackwardReadsSource => true;

    public override string Kind => "BatchNorm with the statistics of the batch";

    public override void EmitBeforeForward(IndentedWriter writer, OperandNames names)
    {
        writer.Line($"// Layer {Layer}: BatchNorm, mean and variance of {names.Shape(Source)} over all rows.");
        writer.Line(
            $"global::FcGen.Layers.BatchNorm.Statistics({names.Matrix(Source)}, {Norm.Ref("weight")}, {Norm.Ref("bias")}, {IndentedWriter.Literal(Norm.Spec.Epsilon)}, {Mean}, {Rest}, {InvStd}, {Scale}, {Shift}, "
            + $"{Norm.Ref("running_mean")}, {Norm.Ref("running_var")}, {Norm.Ref("num_batches_tracked")}, {IndentedWriter.Literal(Norm.Spec.Momentum)}, {names.Extent(Source)});");
    }

    public override void EmitForward(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.BatchNorm.Forward({names.Matrix(Source)}, {Mean}, {Scale}, {Shift}, {names.Matrix(Output)}, {names.Extent(Output)});");

    public override void EmitBeforeSourceGradient(IndentedWriter writer, OperandNames names)
    {
        writer.Line($"// Layer {Layer}: BatchNorm, gradients of weight and bias: sums over all rows of {names.GradientName(Output)}.");
        writer.Line(
            $"global::FcGen.Layers.BatchNorm.ParameterGradients({names.Matrix(Source)}, {Mean}, {Rest}, {InvStd}, {names.GradientMatrix(Output)}, "
            + $"{GradientRef("weight")}, {GradientRef("bias")}, {names.Extent(Output)});");
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.BatchNorm.Backward({names.Matrix(Source)}, {Mean}, {Rest}, {InvStd}, {Scale}, {GradientRef("weight")}, {GradientRef("bias")}, "
        + $"{names.GradientMatrix(Output)}, call.Samples, {names.Extent(Output)});");

    public override string PrepareCall =>
        "global::FcGen.Runtime.NetworkPreparation.Compile(typeof(global::FcGen.Layers.BatchNorm));";

    private string Vector(int index) => $"ref call.Shared({Shared + (index * Padding.Align(Width))})";

    private string GradientRef(string tensor) => Vec.Ref("call.ParameterGradients", Norm.Storage.Tensor(Norm.Spec, tensor).Offset);
}
