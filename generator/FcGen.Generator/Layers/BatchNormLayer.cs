using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Dense;

namespace FcGen.Generator.Layers;

/// <summary>Batch normalisation; part of the dense layer before it at inference.</summary>
internal sealed class BatchNormLayer : LayerKind
{
    public override string AttributeName => "BatchNormAttribute";

    public override LayerSpec Parse(LayerContext context)
    {
        float momentum = context.Coefficient(
            "Momentum", 0.1f, value => value is >= 0 and <= 1, "from 0 to 1", percent => Meant.Share(percent, "f"));
        return new BatchNormSpec(context.Index, context.Name, context.Input, momentum, context.Epsilon());
    }
}

internal sealed record BatchNormSpec(int Index, string Name, Shape Input, float Momentum, float Epsilon) : LayerSpec(Index, Name, Input, Input)
{
    public override IEnumerable<VectorSpec> Vectors =>
    [
        new("weight", Output.Size, 1),
        new("bias", Output.Size, 0),
        new("running_mean", Output.Size, 0, IsBuffer: true),
        new("running_var", Output.Size, 1, IsBuffer: true),
        new("num_batches_tracked", 1, 0, IsBuffer: true, IsScalar: true),
    ];

    public override int DerivedFloats => 2 * Padding.Align(Output.Size);

    public override Gain? GainBefore => null;

    public override string Describe() => "BatchNorm";

    public override void Plan(ScheduleBuilder builder)
    {
        int source = builder.Current;
        var norm = new NormPlan(this, builder.Storage);
        if (builder.IsTraining)
        {
            int shared = builder.NewShared(BatchNormTrainingOperation.SharedVectors * Padding.Align(Output.Size));
            builder.Add(new BatchNormTrainingOperation(norm, Index, source, builder.InPlaceOrNew(Output.Size, keepsSource: true), shared));
        }
        else if (builder.Open is DenseOperation { Activation: null, Norm: null } dense)
        {
            builder.ReplaceLast(dense with { Norm = norm });
        }
        else
        {
            builder.Add(new BatchNormOperation(norm, Index, source, builder.InPlaceOrNew(Output.Size)));
        }
    }
}

/// <summary>A batch norm and where its numbers lie.</summary>
internal sealed record NormPlan(BatchNormSpec Spec, StoragePlan Storage)
{
    /// <summary>Where predictions find its scale, weight / sqrt(running_var + epsilon).</summary>
    public int Scale => Storage.Derived[Spec.Index];

    /// <summary>Where a dense layer that is folded with it finds what it adds.</summary>
    public int Shift => Scale + Padding.Align(Spec.Output.Size);

    /// <summary>A tensor as an operand.</summary>
    public string Ref(string tensor) => Vec.Ref("parameters", Storage.Tensor(Spec, tensor).Offset);

    /// <summary>Writes how scale and shift are derived.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="bias">Bias of the dense layer before, if it is folded with it and has one.</param>
    public void EmitDerive(IndentedWriter writer, TensorPlan? bias)
    {
        writer.Line($"// Layer {Spec.Index}: BatchNorm, scale and shift [{Spec.Output.Size}] from the running statistics{(bias is null ? string.Empty : " and the bias before it")}.");
        writer.Line(
            $"global::FcGen.Layers.BatchNorm.Fold({Ref("weight")}, {Ref("bias")}, {Ref("running_mean")}, {Ref("running_var")}, "
            + $"{(bias is null ? "ref Unsafe.NullRef<float>()" : Vec.Ref("parameters", bias.Offset))}, {IndentedWriter.Literal(Spec.Epsilon)}, "
            + $"{Vec.Ref("parameters", Scale)}, {Vec.Ref("parameters", Shift)}, {Spec.Output.Size});");
    }
}

/// <summary>y = (x - running_mean) * scale + bias, at inference where no dense layer does it.</summary>
internal sealed record BatchNormOperation(NormPlan Norm, int Layer, int Source, int Result) : Operation(Layer, Source, Result)
{
    public override bool BackwardNeedsResult => throw NotForTraining();

    public override string Kind => "BatchNorm with running statistics";

    public override void EmitDerive(IndentedWriter writer) => Norm.EmitDerive(writer, bias: null);

    public override void EmitForward(IndentedWriter writer, OperandNames values) => writer.Line(
        $"global::FcGen.Layers.BatchNorm.Forward({values.Matrix(Source)}, {Norm.Ref("running_mean")}, {Vec.Ref("parameters", Norm.Scale)}, {Norm.Ref("bias")}, "
        + $"{values.Matrix(Result)}, {values.Extent(Result)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames values) => throw NotForTraining();

    private static InvalidOperationException NotForTraining() => new("Training has an operation of its own.");
}

/// <summary>y = (x - mean) * scale + bias with mean and variance of the batch, for which all of its samples must be known.</summary>
internal sealed record BatchNormTrainingOperation(NormPlan Norm, int Layer, int Source, int Result, int Shared) : Operation(Layer, Source, Result)
{
    private int Width => Norm.Spec.Output.Size;

    /// <summary>Vectors in the memory that all samples share.</summary>
    public const int SharedVectors = 5;

    private string Mean => Vector(0);

    private string Rest => Vector(1);

    private string InvStd => Vector(2);

    private string Scale => Vector(3);

    private string Shift => Vector(4);

    public override bool MeetsSamples => true;

    public override bool BackwardNeedsResult => false;

    public override string Kind => "BatchNorm with the statistics of the batch";

    public override void EmitBeforeForward(IndentedWriter writer, OperandNames values)
    {
        writer.Line($"// Layer {Layer}: BatchNorm, mean and variance of {values.Shape(Source)} over all rows.");
        writer.Line(
            $"global::FcGen.Layers.BatchNorm.Statistics({values.Matrix(Source)}, {Norm.Ref("weight")}, {Norm.Ref("bias")}, {IndentedWriter.Literal(Norm.Spec.Epsilon)}, {Mean}, {Rest}, {InvStd}, {Scale}, {Shift}, "
            + $"{Norm.Ref("running_mean")}, {Norm.Ref("running_var")}, {Norm.Ref("num_batches_tracked")}, {IndentedWriter.Literal(Norm.Spec.Momentum)}, {values.Extent(Source)});");
    }

    public override void EmitForward(IndentedWriter writer, OperandNames values) => writer.Line(
        $"global::FcGen.Layers.BatchNorm.Forward({values.Matrix(Source)}, {Mean}, {Scale}, {Shift}, {values.Matrix(Result)}, {values.Extent(Result)});");

    public override void EmitBeforeSourceGradient(IndentedWriter writer, OperandNames values)
    {
        writer.Line($"// Layer {Layer}: BatchNorm, gradients of weight and bias: sums over all rows of {values.GradientName(Result)}.");
        writer.Line(
            $"global::FcGen.Layers.BatchNorm.ParameterGradients({values.Matrix(Source)}, {Mean}, {Rest}, {InvStd}, {values.GradientMatrix(Result)}, "
            + $"{GradientRef("weight")}, {GradientRef("bias")}, {values.Extent(Result)});");
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames values) => writer.Line(
        $"global::FcGen.Layers.BatchNorm.Backward({values.Matrix(Source)}, {Mean}, {Rest}, {InvStd}, {Scale}, {GradientRef("weight")}, {GradientRef("bias")}, "
        + $"{values.GradientMatrix(Result)}, call.Samples, {values.Extent(Result)});");

    public override string PrepareCall =>
        "global::FcGen.Runtime.NetworkPreparation.Compile(typeof(global::FcGen.Layers.BatchNorm));";

    private string Vector(int index) => $"ref call.Shared({Shared + (index * Padding.Align(Width))})";

    private string GradientRef(string tensor) => Vec.Ref("call.ParameterGradients", Norm.Storage.Tensor(Norm.Spec, tensor).Offset);
}
