using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Dense;

/// <summary>y = f(W x + b), with a batch norm that follows (at inference) and an activation (if it is cheap) applied in registers.</summary>
internal sealed record DenseOperation(DensePlan Dense, int Layer, int Source, int Result, ActivationSpec? Activation, NormPlan? Norm = null)
    : Operation(Layer, Source, Result)
{
    public override bool WorksInPlace => false;

    public override bool GradientInPlace => false;

    private bool IsInputMajor => Dense.Layout == WeightLayout.InputMajor;

    private string ShapeName => $"{Dense.Spec.Inputs}x{Dense.Spec.Outputs}";

    public override bool BackwardNeedsResult => Activation is not null;

    public override string Kind => Dense.Spec.Describe() + (Norm is null ? string.Empty : " and BatchNorm") + (Activation is null ? string.Empty : $" and {Activation.Kind}");

    public override IEnumerable<Kernel> ForwardKernels(OperandNames values) => [Forward(values)];

    public override IEnumerable<Kernel> BackwardKernels(OperandNames values) => [WeightGradient(values), InputGradient(values)];

    public override int GradientParts => IsInputMajor
        ? OuterKernel.Parts(Dense.Spec.Inputs, Dense.Spec.Outputs)
        : OuterKernel.Parts(Dense.Spec.Outputs, Dense.Spec.Inputs);

    public override void EmitForward(IndentedWriter writer, OperandNames values)
    {
        string operands = string.Join(", ", ForwardOperands($"ref {values.Name(Source)}", $"ref {values.Name(Result)}"));
        writer.Line($"Kernels.{Forward(values).Name}({operands}{(values.IsSample ? string.Empty : ", rows")});");
    }

    /// <summary>The kernel for one sample.</summary>
    public SampleKernel ForwardSample(OperandNames values) => (SampleKernel)Forward(values);

    /// <summary>Operands of the forward kernel, in the order of its parameters.</summary>
    public IEnumerable<string> ForwardOperands(string source, string result)
    {
        yield return source;
        yield return Vec.Ref("parameters", Dense.Weights.Offset);
        if (Norm is not null)
        {
            yield return Vec.Ref("parameters", Norm.Scale);
            yield return Vec.Ref("parameters", Norm.Shift);
        }
        else if (Dense.Bias is not null)
        {
            yield return Vec.Ref("parameters", Dense.Bias.Offset);
        }

        yield return result;
    }

    public override void EmitDerive(IndentedWriter writer) => Norm?.EmitDerive(writer, Dense.Bias);

    public override void EmitInnerGradient(IndentedWriter writer, OperandNames values)
    {
        if (Activation is not null)
        {
            ElementwiseOperation.EmitGradient(writer, values, Activation, Result);
        }
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames values) => writer.Line(
        $"Kernels.{InputGradient(values).Name}(ref {values.GradientName(Result)}, {Vec.Ref("parameters", Dense.Weights.Offset)}, "
        + $"ref {values.SourceGradient(this).Name}{(values.IsSample ? string.Empty : ", rows")});");

    public override void EmitParameterGradients(IndentedWriter writer, OperandNames values, int firstPart)
    {
        if (values.IsSample || GradientParts == 1)
        {
            base.EmitParameterGradients(writer, values, firstPart);
            return;
        }

        var kernel = (OuterKernel)WeightGradient(values);
        (int a, int b) = (kernel.A.Width, Padding.WeightStride(kernel.B.Width));
        (string aName, string bName) = Factors(values);
        string bias = BiasGradient(values);
        int endPart = firstPart + GradientParts;
        using (writer.Block($"if (first < {endPart}{(firstPart == 0 ? string.Empty : $" && end > {firstPart}")})"))
        {
            string from = firstPart == 0 ? "first" : $"(global::System.Math.Max(first, {firstPart}) - {firstPart})";
            string to = firstPart == 0 ? $"global::System.Math.Min(end, {endPart})" : $"(global::System.Math.Min(end, {endPart}) - {firstPart})";
            string offset = Dense.Weights.Offset == 0 ? $"i * {b}" : $"{Dense.Weights.Offset} + (i * {b})";
            writer.Line($"int i = {from} * {kernel.RowsOfPart};");
            writer.Line($"int count = global::System.Math.Min({to} * {kernel.RowsOfPart}, {a}) - i;");
            writer.Line(
                $"Kernels.{kernel.Name}(ref Unsafe.Add(ref {aName}, i), ref {bName}, ref Unsafe.Add(ref call.ParameterGradients, {offset}), count, rows);");
            if (bias.Length > 0)
            {
                using (writer.Block("if (i == 0)"))
                {
                    writer.Line(bias);
                }
            }
        }
    }

    protected override void EmitGradients(IndentedWriter writer, OperandNames values)
    {
        (string a, string b) = Factors(values);
        Kernel kernel = WeightGradient(values);
        string extent = kernel is OuterKernel outer ? $", {outer.A.Width}, rows" : string.Empty;
        writer.Line($"Kernels.{kernel.Name}(ref {a}, ref {b}, {Vec.Ref("call.ParameterGradients", Dense.Weights.Offset)}{extent});");
        string bias = BiasGradient(values);
        if (bias.Length > 0)
        {
            writer.Line(bias);
        }
    }

    /// <summary>What the gradient of the weights is the product of: their outer dimension, then the inner one.</summary>
    private (string A, string B) Factors(OperandNames values) => IsInputMajor
        ? (values.Name(Source), values.GradientName(Result))
        : (values.GradientName(Result), values.Name(Source));

    private string BiasGradient(OperandNames values) => Dense.Bias is null
        ? string.Empty
        : $"global::FcGen.Layers.Rows.Sum({values.GradientMatrix(Result)}, {Vec.Ref("call.ParameterGradients", Dense.Bias.Offset)}, {values.Extent(Result)});";

    public override string PrepareCall =>
        "global::FcGen.Layers.Rows.Sum(ref some, 16, ref some, 9, 1);" + (Activation is null ? string.Empty : "\n" + ElementwiseOperation.Prepare(Activation));

    private Kernel Forward(OperandNames values)
    {
        var x = new RowLayout(Dense.Spec.Inputs, values.Plan(Source).Stride);
        var y = new RowLayout(Dense.Spec.Outputs, values.Plan(Result).Stride);
        var epilogue = new Epilogue(Dense.Bias is not null || Norm is not null, Norm is not null, Activation?.Kind, Activation?.Operator);
        string name = $"Dense{(values.IsSample ? "Forward" : "ForwardRows")}_{ShapeName}"
            + (Norm is not null ? "_BatchNorm" : Dense.Bias is null ? "_NoBias" : string.Empty)
            + (Activation is null ? string.Empty : "_" + Activation.MethodName)
            + Suffix(x, "Input")
            + Suffix(y, "Output")
            + (Dense.IsStreamed ? "_Streamed" : !values.IsSample ? string.Empty : Dense.IsUnrolled ? "_Unrolled" : "_Tiled");
        return (values.IsSample, IsInputMajor) switch
        {
            (true, true) when Dense.IsStreamed => new StreamedSampleKernel(name, x, y, epilogue),
            (false, true) when Dense.IsStreamed => new StreamedRowsKernel(name, x, y, epilogue),
            (true, true) => new BroadcastSampleKernel(name, x, y, epilogue, Dense.IsUnrolled),
            (true, false) => new DotSampleKernel(name, x, y, epilogue, Dense.IsUnrolled),
            (false, true) => new BroadcastRowsKernel(name, x, y, epilogue),
            (false, false) => new DotRowsKernel(name, x, y, epilogue, Agrees: true),
        };
    }

    private Kernel WeightGradient(OperandNames values)
    {
        var x = new RowLayout(Dense.Spec.Inputs, values.Plan(Source).Stride);
        var dy = RowLayout.Padded(Dense.Spec.Outputs);
        (RowLayout a, RowLayout b) = IsInputMajor ? (x, dy) : (dy, x);
        string name = $"DenseWeightGradient{(values.IsSample ? "OfSample" : string.Empty)}_{ShapeName}{Suffix(x, "Input")}";
        return values.IsSample ? new OuterSampleKernel(name, a, b) : new OuterKernel(name, a, b);
    }

    private Kernel InputGradient(OperandNames values)
    {
        var dy = RowLayout.Padded(Dense.Spec.Outputs);
        var dx = new RowLayout(Dense.Spec.Inputs, values.SourceGradient(this).Stride);
        string name = $"DenseInputGradient{(values.IsSample ? "OfSample" : string.Empty)}_{ShapeName}{Suffix(dx, "Output")}";

        // Straight-line code would make a step of one sample faster by 1.015 at most, and a build slower for everyone.
        return (values.IsSample, IsInputMajor) switch
        {
            (true, true) => new DotSampleKernel(name, dy, dx, Epilogue.None, IsUnrolled: false),
            (true, false) => new BroadcastSampleKernel(name, dy, dx, Epilogue.None, IsUnrolled: false),
            (false, true) => new DotRowsKernel(name, dy, dx, Epilogue.None, Agrees: false),
            (false, false) => new BroadcastRowsKernel(name, dy, dx, Epilogue.None),
        };
    }

    /// <summary>Tells kernels apart that differ only in whether their rows are padded.</summary>
    private static string Suffix(RowLayout layout, string which) => layout.IsPadded ? string.Empty : $"_Unpadded{which}";
}
