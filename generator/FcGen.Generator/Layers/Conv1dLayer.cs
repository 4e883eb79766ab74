using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Convolution along the positions of a signal or a sequence.</summary>
internal sealed class Conv1dLayer : LayerKind
{
    private const int MostPadding = 1 << 20;

    public override string AttributeName => "Conv1dAttribute";

    public override IReadOnlyList<string> OtherNames => ["Convolution1D"];

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        int outputs = context.Count("outputs");
        int kernel = context.Count("kernel");
        Shape input = context.Input;
        if (input.Kind is ShapeKind.Vector or ShapeKind.Image)
        {
            context.Sink.Report(
                Descriptors.OutOfRange,
                context.Attribute.Location,
                context.Label(Conv1dSpec.Describe(context.Attribute.Get("inputs", 0), outputs, kernel)),
                "the input",
                "a signal or a sequence",
                input.Describe());
            input = Shape.Unknown;
        }
        else if (input.IsKnown)
        {
            input = context.DeclaredInput(inputs => Conv1dSpec.Describe(inputs, outputs, kernel));
        }

        var taps = new Taps(
            kernel,
            context.Count("Stride", 1, int.MaxValue, 1),
            context.Count("Padding", 0, MostPadding, 0),
            context.Count("Dilation", 1, int.MaxValue, 1));
        int groups = context.Count("Groups", 1, int.MaxValue, 1);
        bool fits = input.IsKnown && outputs > 0 && kernel > 0 && CheckKernel(context, input, taps) && CheckGroups(context, input.Channels, outputs, groups);
        Shape output = !fits ? Shape.Unknown
            : input.Kind == ShapeKind.Signal ? Shape.Signal(outputs, taps.LengthOf(input.Positions)).Arranged
            : Shape.Sequence(taps.LengthOf(input.Positions), outputs);
        return new Conv1dSpec(
            context.Index, context.Name, input, output, outputs, taps, groups, context.Attribute.Get("Bias", true), context.Init(), context.Gain());
    }

    private static bool CheckKernel(LayerContext context, Shape input, Taps taps)
    {
        long padded = input.Positions + (2L * taps.Padding);
        long most = ((padded - 1) / taps.Dilation) + 1;
        if (taps.Kernel <= most)
        {
            return true;
        }

        string dilation = taps.Dilation == 1 ? string.Empty : $" at a dilation of {taps.Dilation}";
        context.Count("kernel", 1, (int)most, 0, $"the input has {padded} positions with its padding{dilation}");
        return false;
    }

    private static bool CheckGroups(LayerContext context, int inputs, int outputs, int groups)
    {
        if (inputs % groups == 0 && outputs % groups == 0)
        {
            return true;
        }

        int[] fitting = [.. Enumerable.Range(1, Math.Min(inputs, outputs)).Where(count => inputs % count == 0 && outputs % count == 0).Take(8)];
        context.Sink.Report(
            Descriptors.OutOfRange,
            context.Attribute.LocationOf("Groups"),
            context.Label(context.Attribute.Name),
            "Groups",
            $"a divisor of {inputs} inputs and {outputs} outputs ({string.Join(", ", fitting)})",
            groups);
        return false;
    }
}

/// <summary>The positions that one output of a convolution reads.</summary>
/// <param name="Kernel">Their number.</param>
/// <param name="Stride">Distance between the first positions of neighboring outputs.</param>
/// <param name="Padding">Number of zeros before the first and after the last position.</param>
/// <param name="Dilation">Distance between the positions.</param>
internal sealed record Taps(int Kernel, int Stride, int Padding, int Dilation)
{
    /// <summary>Number of outputs for some positions.</summary>
    public int LengthOf(int positions) => (int)((positions + (2L * Padding) - ((long)Dilation * (Kernel - 1)) - 1) / Stride) + 1;
}

internal sealed record Conv1dSpec(
    int Index, string Name, Shape Input, Shape Output, int Outputs, Taps Taps, int Groups, bool HasBias, InitKind Init, float Gain)
    : LayerSpec(Index, Name, Input, Output)
{
    /// <summary>Number of inputs that one output reads at each of its positions.</summary>
    public int GroupInputs => Input.Channels / Groups;

    public override bool SetsShape => true;

    public override OutputKind OutputKind => OutputKind.Logits;

    public override IReadOnlyList<TensorSpec> Tensors
    {
        get
        {
            var weight = new TensorSpec(
                "weight", new([Outputs, GroupInputs, Taps.Kernel]), Fill.Drawn(Init, Gain, GroupInputs * Taps.Kernel, Outputs * Taps.Kernel));
            return HasBias ? [weight, TensorSpec.Vector("bias", Outputs, 0)] : [weight];
        }
    }

    public override long MultiplyAdds => (long)Output.Size * GroupInputs * Taps.Kernel;

    public override string Describe() => Describe(Input.Channels, Outputs, Taps.Kernel);

    /// <summary>The layer with its sizes; 0 is one that is not known.</summary>
    public static string Describe(int inputs, int outputs, int kernel) => $"Conv1d {Display(inputs)} -> {Display(outputs)}, kernel {Display(kernel)}";

    private static string Display(int size) => size == 0 ? "?" : SourceText.Literal(size);

    public override void Build(GraphBuilder builder)
    {
        int source = builder.View(builder.Arrange(Index, builder.Current, Input, Input.Arranged), Input.Positions);
        builder.Add(new Conv1dOperation(
            this,
            builder.Storage.Tensor(this, "weight"),
            builder.Storage.FindTensor(this, "bias"),
            new([source]),
            builder.NewValue(Output.Positions, Outputs)));
    }
}

/// <summary>y = W * x + b, in plain loops over samples, positions, outputs, taps and inputs.</summary>
internal sealed record Conv1dOperation(Conv1dSpec Spec, TensorPlan Weight, TensorPlan? Bias, EquatableArray<int> Inputs, int Output)
    : Operation(Spec.Index, Inputs, Output)
{
    public override int? Replacement => null;

    public override bool GradientInPlace => false;

    public override bool BackwardReadsSource => true;

    public override int GradientParts => 1;

    public override string Kind => Spec.Describe();

    public override void EmitForward(IndentedWriter writer, OperandNames names)
    {
        Layout y = names.Plan(Output).Layout;
        EmitSamples(writer, names, (names.Name(Source), SourceLayout(names)), (names.Name(Output), y), () =>
        {
            using (writer.Block($"for (int o = 0; o < {Spec.Outputs}; o++)"))
            {
                writer.Line($"float sum = {(Bias is null ? "0f" : $"Unsafe.Add({names.Tensor(Bias)}, o)")};");
                EmitTaps(writer, SourceLayout(names), () => writer.Line($"sum += Unsafe.Add({names.Tensor(Weight)}, {WeightIndex}) * Unsafe.Add(ref xAt, i);"));
                writer.Line();
                writer.Line("Unsafe.Add(ref yAt, o) = sum;");
            }

            if (y.Stride > y.Channels)
            {
                writer.Line();
                writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref yAt, {y.Channels}), {y.Stride - y.Channels}).Clear();");
            }
        });
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        (string source, Layout gradient) = names.SourceGradient(this);
        Layout dx = gradient.As(Spec.Input.Positions);
        writer.Line($"MemoryMarshal.CreateSpan(ref {source}, {OperandNames.Times(names.Rows(1), dx.SampleStride)}).Clear();");
        EmitSamples(writer, names, (source, dx), (names.GradientName(Output), names.Plan(Output).GradientLayout), () =>
        {
            using (writer.Block($"for (int o = 0; o < {Spec.Outputs}; o++)"))
            {
                writer.Line("float dy = Unsafe.Add(ref yAt, o);");
                EmitTaps(writer, dx, () => writer.Line($"Unsafe.Add(ref xAt, i) += dy * Unsafe.Add({names.Tensor(Weight)}, {WeightIndex});"));
            }
        });
    }

    protected override void EmitGradients(IndentedWriter writer, OperandNames names)
    {
        foreach (TensorPlan tensor in new[] { Weight, Bias }.OfType<TensorPlan>())
        {
            writer.Line($"MemoryMarshal.CreateSpan({names.TensorGradient(tensor)}, {tensor.Spec.Layout.Floats}).Clear();");
        }

        EmitSamples(writer, names, (names.Name(Source), SourceLayout(names)), (names.GradientName(Output), names.Plan(Output).GradientLayout), () =>
        {
            using (writer.Block($"for (int o = 0; o < {Spec.Outputs}; o++)"))
            {
                writer.Line("float dy = Unsafe.Add(ref yAt, o);");
                if (Bias is not null)
                {
                    writer.Line($"Unsafe.Add({names.TensorGradient(Bias)}, o) += dy;");
                }

                EmitTaps(writer, SourceLayout(names), () => writer.Line($"Unsafe.Add({names.TensorGradient(Weight)}, {WeightIndex}) += dy * Unsafe.Add(ref xAt, i);"));
            }
        });
    }

    private string WeightIndex => $"(((o * {Spec.GroupInputs}) + i) * {Spec.Taps.Kernel}) + k";

    private Layout SourceLayout(OperandNames names) => names.Plan(Source).Layout.As(Spec.Input.Positions);

    /// <summary>Writes a loop over samples and positions of the output, with a reference <c>yAt</c> to the channels of the position.</summary>
    private void EmitSamples(
        IndentedWriter writer, OperandNames names, (string Reference, Layout Layout) x, (string Reference, Layout Layout) y, Action body)
    {
        using (writer.Block($"for (int sample = 0; sample < {names.Rows(1)}; sample++)"))
        {
            writer.Line($"ref float x = ref Unsafe.Add(ref {x.Reference}, sample * {x.Layout.SampleStride});");
            writer.Line($"ref float y = ref Unsafe.Add(ref {y.Reference}, sample * {y.Layout.SampleStride});");
            using (writer.Block($"for (int p = 0; p < {Spec.Output.Positions}; p++)"))
            {
                writer.Line($"ref float yAt = ref Unsafe.Add(ref y, p * {y.Layout.Stride});");
                body();
            }
        }
    }

    /// <summary>Writes a loop over the taps of position <c>p</c> and the inputs of output <c>o</c>, with a reference <c>xAt</c> to the inputs.</summary>
    private void EmitTaps(IndentedWriter writer, Layout x, Action body)
    {
        using (writer.Block($"for (int k = 0; k < {Spec.Taps.Kernel}; k++)"))
        {
            writer.Line($"int at = {Times("p", Spec.Taps.Stride)} + {Times("k", Spec.Taps.Dilation)}{(Spec.Taps.Padding == 0 ? string.Empty : $" - {Spec.Taps.Padding}")};");
            using (writer.Block($"if (at >= 0 && at < {Spec.Input.Positions})"))
            {
                string group = Spec.Groups == 1 ? string.Empty : $" + (o / {Spec.Outputs / Spec.Groups} * {Spec.GroupInputs})";
                writer.Line($"ref float xAt = ref Unsafe.Add(ref x, (at * {x.Stride}){group});");
                using (writer.Block($"for (int i = 0; i < {Spec.GroupInputs}; i++)"))
                {
                    body();
                }
            }
        }

        static string Times(string index, int factor) => factor == 1 ? index : $"({index} * {factor})";
    }
}
