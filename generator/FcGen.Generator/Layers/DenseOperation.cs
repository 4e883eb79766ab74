using FcGen.Generator.Emission;
using FcGen.Generator.Emission.Kernels;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Layers;

/// <summary>y = f(W x + b), with the activation that follows applied in registers if it is cheap.</summary>
internal sealed record DenseOperation(DensePlan Dense, int Layer, int Source, int Result, ActivationSpec? Activation) : Operation(Layer, Source, Result)
{
    public override bool GradientInPlace => false;

    private bool IsInputMajor => Dense.Layout == WeightLayout.InputMajor;

    private string ShapeName => $"{Dense.Spec.Inputs}x{Dense.Spec.Outputs}";

    public override bool BackwardNeedsResult => Activation is not null;

    public override string Kind => Dense.Spec.Describe() + (Activation is null ? string.Empty : $" and {Activation.Kind}");

    public override IEnumerable<Kernel> ForwardKernels(ValueMap values) => [Forward(values)];

    public override IEnumerable<Kernel> BackwardKernels(ValueMap values) => [WeightGradient(values), InputGradient(values)];

    public override void EmitForward(IndentedWriter writer, ValueMap values)
    {
        string bias = Dense.Bias is null ? string.Empty : $"{Vec.Ref("parameters", Dense.Bias.Offset)}, ";
        string rows = values.IsSample ? string.Empty : ", rows";
        writer.Line(
            $"Kernels.{Forward(values).Name}(ref {values.Name(Source)}, {Vec.Ref("parameters", Dense.Weights.Offset)}, {bias}ref {values.Name(Result)}{rows});");
    }

    public override void EmitBackward(IndentedWriter writer, ValueMap values)
    {
        if (Activation is not null)
        {
            ElementwiseOperation.EmitBackward(writer, values, Activation, Result);
        }

        string weightGradient = Vec.Ref("parameterGradients", Dense.Weights.Offset);
        string operands = IsInputMajor
            ? $"ref {values.Name(Source)}, ref {values.GradientName(Result)}"
            : $"ref {values.GradientName(Result)}, ref {values.Name(Source)}";
        writer.Line($"Kernels.{WeightGradient(values).Name}({operands}, {weightGradient}, rows);");
        if (Dense.Bias is not null)
        {
            writer.Line(
                $"global::FcGen.Numerics.Rows.Sum({values.GradientMatrix(Result)}, {Vec.Ref("parameterGradients", Dense.Bias.Offset)}, {values.Extent(Result)});");
        }

        string inputGradient =
            $"Kernels.{InputGradient(values).Name}(ref {values.GradientName(Result)}, {Vec.Ref("parameters", Dense.Weights.Offset)}, ref {{0}}, rows);";
        if (values.Plan(Source).Place != Place.Input)
        {
            writer.Line(string.Format(inputGradient, values.GradientName(Source)));
            return;
        }

        using (writer.Block("if (wantsInputGradients)"))
        {
            writer.Line(string.Format(inputGradient, "inputGradients"));
        }
    }

    public override string PrepareCall =>
        "global::FcGen.Numerics.Rows.Sum(ref some, 16, ref some, 9, 1);" + (Activation is null ? string.Empty : "\n" + ElementwiseOperation.Prepare(Activation));

    private Kernel Forward(ValueMap values)
    {
        var x = new RowLayout(Dense.Spec.Inputs, values.Plan(Source).Stride);
        var y = new RowLayout(Dense.Spec.Outputs, values.Plan(Result).Stride);
        var epilogue = new Epilogue(Dense.Bias is not null, Activation?.Kind, Activation?.Operator);
        string name = $"Dense{(values.IsSample ? "Forward" : "ForwardRows")}_{ShapeName}"
            + (Dense.Bias is null ? "_NoBias" : string.Empty)
            + (Activation is null ? string.Empty : "_" + Activation.MethodName)
            + Suffix(x, "Input")
            + Suffix(y, "Output")
            + (!values.IsSample ? string.Empty : Dense.IsUnrolled ? "_Unrolled" : "_Tiled");
        return (values.IsSample, IsInputMajor) switch
        {
            (true, true) => new BroadcastSampleKernel(name, x, y, epilogue, Dense.IsUnrolled),
            (true, false) => new DotSampleKernel(name, x, y, epilogue, Dense.IsUnrolled),
            (false, true) => new BroadcastRowsKernel(name, x, y, epilogue),
            (false, false) => new DotRowsKernel(name, x, y, epilogue, Agrees: true),
        };
    }

    private Kernel WeightGradient(ValueMap values)
    {
        var x = new RowLayout(Dense.Spec.Inputs, values.Plan(Source).Stride);
        var dy = RowLayout.Padded(Dense.Spec.Outputs);
        string name = $"DenseWeightGradient_{ShapeName}{Suffix(x, "Input")}";
        return IsInputMajor ? new OuterKernel(name, x, dy) : new OuterKernel(name, dy, x);
    }

    private Kernel InputGradient(ValueMap values)
    {
        ValuePlan source = values.Plan(Source);
        var dy = RowLayout.Padded(Dense.Spec.Outputs);
        var dx = new RowLayout(Dense.Spec.Inputs, source.Place == Place.Input ? source.Width : source.GradientStride);
        string name = $"DenseInputGradient_{ShapeName}{Suffix(dx, "Output")}";
        return IsInputMajor
            ? new DotRowsKernel(name, dy, dx, Epilogue.None, Agrees: false)
            : new BroadcastRowsKernel(name, dy, dx, Epilogue.None);
    }

    /// <summary>Tells kernels apart that differ only in whether their rows are padded.</summary>
    private static string Suffix(RowLayout layout, string which) => layout.IsPadded ? string.Empty : $"_Unpadded{which}";
}
