using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Recurrent;

/// <summary>
/// One level of a recurrent layer. The sums over the inputs of all steps are one product. The sums over the hidden values are computed step by
/// step, for rows of samples, and a function of the runtime library computes the gates.
/// </summary>
internal sealed record RecurrentOperation(
    RecurrentSpec Spec, int Level, EquatableArray<RecurrentDirection> Directions, EquatableArray<int> Inputs, int Output)
    : Operation(Spec.Index, Inputs, Output)
{
    /// <summary>The places in the state of a stream that a sample in training may begin with; null without.</summary>
    public RecurrentState? Carried { get; init; }

    /// <summary>The kernels, once the operation is placed.</summary>
    private RecurrentKernels? Placed { get; init; }

    private RecurrentKernels Kernels => Placed ?? throw new InvalidOperationException("Kernels are chosen when the operation is placed.");

    public override int? Replacement => null;

    public override bool GradientInPlace => false;

    public override bool BackwardReadsSource => true;

    public override int GradientParts => Directions.Count * PartsOfDirection;

    public override string Kind => Spec.Levels == 1 ? Spec.Describe() : $"{Spec.Describe()}: layer {Level}";

    private int PartsOfDirection => Parts(Spec.InputsOf(Level)) + Parts(Spec.Hidden);

    private int Parts(int inputs) => OuterKernel.Parts(inputs, Spec.Columns);

    public override string? WorkOf(int layer) =>
        layer == Layer ? "the inputs of all steps in tiles of rows x columns, then step by step; weights [in, gate, out]" : null;

    public override Operation Place(Placement placement) => this with { Placed = RecurrentKernels.Choose(this, placement) };

    public override Operation Renumber(Func<int, int> number) => (RecurrentOperation)base.Renumber(number) with
    {
        Directions = Directions.Select(direction => direction.Renumber(number)).ToEquatableArray(),
    };

    public override IEnumerable<Kernel> ForwardKernels(bool isSample) => [Kernels.Inputs, Kernels.Hidden];

    public override IEnumerable<Kernel> BackwardKernels(bool isSample)
    {
        RecurrentGradientKernels kernels = Kernels.Backward!;
        return new[] { kernels.Hidden, kernels.Inputs, kernels.Joined, kernels.InputWeights, kernels.HiddenWeights }.OfType<Kernel>();
    }

    public override void EmitForward(IndentedWriter writer, OperandNames names)
    {
        Layout y = names.Plan(Output).Layout.As(Spec.Steps);
        if (y.Stride > y.Channels)
        {
            writer.Line(Clear(names, Output));
        }

        foreach (RecurrentDirection direction in Directions)
        {
            EmitForward(writer, names, direction, y);
        }
    }

    private void EmitForward(IndentedWriter writer, OperandNames names, RecurrentDirection direction, Layout y)
    {
        RecurrentValues values = direction.Values;
        string samples = names.Rows(1);
        string bias = direction.InputBias is { } inputBias ? names.Tensor(inputBias) + ", " : string.Empty;
        writer.Line(
            $"{Kernels.Inputs.Target}(ref {names.Name(Source)}, {names.Tensor(direction.InputWeight)}, {bias}ref {names.Name(values.Gates)}, {names.Rows(Spec.Steps)});");

        string own = direction.HiddenBias is { } hiddenBias ? names.Tensor(hiddenBias) + ", " : string.Empty;
        if (values.State is { } state)
        {
            writer.Line(Clear(names, state));
        }

        // Hidden values are zero before the first step.
        string first = direction.HiddenBias is { } b
            ? $"global::FcGen.Layers.Rows.Copy({names.Tensor(b)}, 0, {names.Matrix(values.Hidden)}, {Spec.Columns}, {samples});"
            : Clear(names, values.Hidden);
        if (Carried is null)
        {
            writer.Line(first);
        }
        else
        {
            EmitBeginning(writer, names, direction, Carried, own, first);
        }

        using (Loop(writer, direction.IsReverse))
        {
            using (writer.Block($"if ({After(direction.IsReverse)})"))
            {
                string previous = At(names.Name(Output), Of(direction.IsReverse ? "(step + 1)" : "(step - 1)", y.Stride, direction.Column));
                writer.Line($"{Kernels.Hidden.Target}({previous}, {names.Tensor(direction.HiddenWeight)}, {own}ref {names.Name(values.Hidden)}, {samples});");
            }

            writer.Line();

            writer.Line(
                $"global::FcGen.Layers.{Spec.Cell.Class}.Forward({Spec.Cell.Argument}{OfStep(names, values.Gates)}, {SampleStride(names, values.Gates)}, "
                + $"{names.Matrix(values.Hidden)}, {States(names, direction, isForward: true)}"
                + $"{At(names.Name(Output), Of("step", y.Stride, direction.Column))}, {y.SampleStride}, {Spec.Hidden}, {samples});");
        }

        if (values.Backward is { } backward)
        {
            writer.Line(
                $"global::FcGen.Layers.Rows.Shift({At(names.Name(Output), Of(null, 0, direction.Column))}, {y.Stride}, {names.Matrix(backward.Previous)}, "
                + $"{Spec.Hidden}, {Spec.Steps}, {(direction.IsReverse ? "true" : "false")}, {samples});");
            if (Carried is { } places)
            {
                using (writer.Block("if (call.HasState)"))
                {
                    writer.Line(CopyOfState(names, $"hidden{Suffix}", places.Hidden, $"ref {names.Name(backward.Previous)}"));
                }
            }
        }
    }

    /// <summary>Distinguishes the states of the levels of a network.</summary>
    private string Suffix => Spec.SuffixOf(Level);

    /// <summary>Writes what comes before the first step of a sample that may continue a stream.</summary>
    private void EmitBeginning(
        IndentedWriter writer, OperandNames names, RecurrentDirection direction, RecurrentState places, string bias, string first)
    {
        RecurrentValues values = direction.Values;
        using (writer.Block("if (call.HasState)"))
        {
            writer.Line("// A window of a stream continues what its state remembers.");
            writer.Line(
                $"{Kernels.Hidden.Target}(ref call.State({names.Offset($"hidden{Suffix}", places.Hidden)}), {names.Tensor(direction.HiddenWeight)}, {bias}ref {names.Name(values.Hidden)}, 1);");
            if (values.State is { } state)
            {
                (string name, int place) = places.Cells is { } cells ? ($"cell{Suffix}", cells) : ($"hidden{Suffix}", places.Hidden);
                writer.Line(CopyOfState(names, name, place, $"ref {names.Name(state)}"));
            }
        }

        using (writer.Block("else"))
        {
            writer.Line(first);
        }
    }

    private string CopyOfState(OperandNames names, string name, int place, string target) =>
        $"global::FcGen.Layers.Rows.Copy(ref call.State({names.Offset(name, place)}), 0, {target}, 0, {Spec.Hidden}, 1);";

    public override void EmitInnerGradient(IndentedWriter writer, OperandNames names)
    {
        Layout dy = names.Plan(Output).GradientLayout.As(Spec.Steps);
        foreach (RecurrentDirection direction in Directions)
        {
            EmitBackward(writer, names, direction, dy);
        }
    }

    /// <summary>Writes the gradients of the sums of all steps.</summary>
    private void EmitBackward(IndentedWriter writer, OperandNames names, RecurrentDirection direction, Layout dy)
    {
        (RecurrentValues values, RecurrentGradientValues backward) = (direction.Values, direction.Values.Backward!);
        string samples = names.Rows(1);
        IEnumerable<int> sumsWithPadding = Spec.Columns % Padding.Lanes == 0 ? [] : new[] { backward.Gates, backward.Sums }.OfType<int>();
        foreach (int value in new[] { backward.Hidden, backward.State }.OfType<int>().Concat(sumsWithPadding))
        {
            writer.Line(Clear(names, value));
        }

        using (Loop(writer, !direction.IsReverse))
        {
            string stateGradient = backward.State is { } dState ? $"ref {names.Name(dState)}, " : string.Empty;
            string sums = backward.Sums is { } dSums ? $"{OfStep(names, dSums)}, " : string.Empty;
            writer.Line(
                $"global::FcGen.Layers.{Spec.Cell.Class}.Backward({Spec.Cell.Argument}{OfStep(names, values.Gates)}, {SampleStride(names, values.Gates)}, {States(names, direction, isForward: false)}"
                + $"{At(names.GradientName(Output), Of("step", dy.Stride, direction.Column))}, {dy.SampleStride}, "
                + $"ref {names.Name(backward.Hidden)}, {stateGradient}{SampleStride(names, backward.Hidden)}, {OfStep(names, backward.Gates)}, {sums}{Spec.Hidden}, {samples});");
            writer.Line();
            using (writer.Block($"if ({After(direction.IsReverse)})"))
            {
                writer.Line(
                    $"{Kernels.Backward!.Hidden.Target}({OfStep(names, backward.Sums ?? backward.Gates)}, {names.Tensor(direction.HiddenWeight)}, "
                    + $"ref {names.Name(backward.Hidden)}, {samples});");
            }
        }
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        string source = names.SourceGradient(this).Name;
        if (Kernels.Backward!.Joined is not { } joined)
        {
            writer.Line(Call(Kernels.Backward.Inputs, Directions[0], source, string.Empty));
            return;
        }

        string first = names.Name(Temporaries[Temporaries.Count - 1]);
        writer.Line(Call(Kernels.Backward.Inputs, Directions[0], first, string.Empty));
        writer.Line(Call(joined, Directions[1], source, $"ref {first}, "));

        string Call(Kernel kernel, RecurrentDirection direction, string result, string sum) =>
            $"{kernel.Target}(ref {names.Name(direction.Values.Backward!.Gates)}, {names.Tensor(direction.InputWeight)}, {sum}ref {result}, {names.Rows(Spec.Steps)});";
    }

    public override void EmitParameterGradients(IndentedWriter writer, OperandNames names, int firstPart)
    {
        RecurrentGradientKernels kernels = Kernels.Backward!;
        foreach (RecurrentDirection direction in Directions)
        {
            RecurrentGradientValues backward = direction.Values.Backward!;
            Emit(kernels.InputWeights, Source, backward.Gates, direction.InputWeight, direction.InputBias);
            Emit(kernels.HiddenWeights, backward.Previous, backward.Sums ?? backward.Gates, direction.HiddenWeight, direction.HiddenBias);
        }

        void Emit(OuterKernel kernel, int a, int b, TensorPlan weights, TensorPlan? bias)
        {
            OuterParts.Emit(writer, names, kernel, names.Name(a), names.Name(b), weights, Spec.Steps, firstPart, () => bias is null
                ? null
                : $"global::FcGen.Layers.Rows.Sum({names.Matrix(b)}, {names.TensorGradient(bias)}, {Spec.Columns}, {names.Rows(Spec.Steps)});");
            firstPart += kernel.Parts();
        }
    }

    /// <summary>Begins the loop over the steps.</summary>
    private IndentedWriter.Scope Loop(IndentedWriter writer, bool isReverse) => writer.Block(isReverse
        ? $"for (int step = {Spec.Steps - 1}; step >= 0; step--)"
        : $"for (int step = 0; step < {Spec.Steps}; step++)");

    /// <summary>The condition that a step is not the first of a direction.</summary>
    private string After(bool isReverse) => isReverse ? $"step < {Spec.Steps - 1}" : "step > 0";

    private static int SampleStride(OperandNames names, int value) => names.Plan(value).Layout.SampleStride;

    private static string Clear(OperandNames names, int value) =>
        $"MemoryMarshal.CreateSpan(ref {names.Name(value)}, {names.Rows(SampleStride(names, value))}).Clear();";

    /// <summary>The row of a step of a value as an argument; the value itself if it has one row for all steps.</summary>
    private static string OfStep(OperandNames names, int value, string step = "step")
    {
        Layout layout = names.Plan(value).Layout;
        return layout.Positions == 1 ? $"ref {names.Name(value)}" : At(names.Name(value), Of(step, layout.Stride, 0));
    }

    /// <summary>The state before a step, in the forward pass the state after the step, and the intermediate result, as arguments.</summary>
    private static string States(OperandNames names, RecurrentDirection direction, bool isForward)
    {
        if (direction.Values is not { State: { } state, Result: { } result })
        {
            return string.Empty;
        }

        (string before, string after) = direction.IsReverse ? ("(step + 1)", "step") : ("step", "(step + 1)");
        string next = isForward ? $"{OfStep(names, state, after)}, " : string.Empty;
        return $"{OfStep(names, state, before)}, {next}{SampleStride(names, state)}, {OfStep(names, result)}, {SampleStride(names, result)}, ";
    }

    /// <summary>The offset of a column of a row.</summary>
    private static string? Of(string? row, int stride, int column) =>
        row is null ? (column == 0 ? null : SourceText.Literal(column))
        : column == 0 ? $"{row} * {stride}"
        : $"({row} * {stride}) + {column}";

    private static string At(string name, string? offset) => offset is null ? $"ref {name}" : $"ref Unsafe.Add(ref {name}, {offset})";
}
