using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Recurrent;

/// <summary>
/// One level of a recurrent layer for steps of a stream, whose hidden values, and cells if it has any, are kept in its state. The same kernels as for whole
/// sequences compute the same bits.
/// </summary>
/// <param name="Spec">The layer.</param>
/// <param name="Level">The level.</param>
/// <param name="Tensors">The tensors and values of its direction.</param>
/// <param name="Places">The places in the state.</param>
/// <param name="Inputs">The values that it reads.</param>
/// <param name="Output">The value that it computes.</param>
internal sealed record RecurrentStreamOperation(
    RecurrentSpec Spec, int Level, RecurrentDirection Tensors, RecurrentState Places, EquatableArray<int> Inputs, int Output)
    : Operation(Spec.Index, Inputs, Output)
{
    /// <summary>The kernels, once the operation is placed: the sums over inputs, and those over hidden values.</summary>
    private (Kernel Inputs, Kernel Hidden)? Kernels { get; init; }

    public override int? Replacement => null;

    public override string Kind => Spec.Levels == 1 ? Spec.Describe() : $"{Spec.Describe()}: layer {Level}";

    public override Operation Place(Placement placement) => this with
    {
        Kernels = (
            RecurrentKernels.Product(Spec, placement.Row(Source, 1)),
            RecurrentKernels.Product(Spec, placement.Row(Output, 1) with { Channels = Spec.Hidden })),
    };

    public override Operation Renumber(Func<int, int> number) => (RecurrentStreamOperation)base.Renumber(number) with { Tensors = Tensors.Renumber(number) };

    public override IEnumerable<Kernel> ForwardKernels(bool isSample) => [Kernels!.Value.Inputs, Kernels.Value.Hidden];

    public override void EmitForward(IndentedWriter writer, OperandNames names)
    {
        RecurrentValues values = Tensors.Values;
        Layout y = names.Plan(Output).Layout;
        if (y.Stride > y.Channels)
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref {names.Name(Output)}, {names.Rows(y.Stride)}).Clear();");
        }

        int gatesStride = names.Plan(values.Gates).Layout.Stride;
        string suffix = Spec.SuffixOf(Level);
        string hidden = names.StreamState($"hidden{suffix}", Places.Hidden);
        string inputBias = Tensors.InputBias is { } b ? names.Tensor(b) + ", " : string.Empty;
        string hiddenBias = Tensors.HiddenBias is { } own ? names.Tensor(own) + ", " : string.Empty;
        writer.Line($"{Kernels!.Value.Inputs.Target}(ref {names.Name(Source)}, {names.Tensor(Tensors.InputWeight)}, {inputBias}ref {names.Name(values.Gates)}, {names.Rows(1)});");
        writer.Line($"ref float previous{suffix} = {hidden};");
        if (names.IsSample)
        {
            EmitStep($"ref {names.Name(values.Gates)}", $"ref {names.Name(Output)}");
        }
        else
        {
            using (writer.Block("for (int step = 0; step < rows; step++)"))
            {
                EmitStep($"ref Unsafe.Add(ref {names.Name(values.Gates)}, step * {gatesStride})", $"ref Unsafe.Add(ref {names.Name(Output)}, step * {y.Stride})");
            }

            writer.Line();
        }

        writer.Line($"global::FcGen.Layers.Rows.Copy(ref previous{suffix}, 0, {hidden}, 0, {Spec.Hidden}, 1);");

        void EmitStep(string gates, string output)
        {
            writer.Line($"{Kernels.Value.Hidden.Target}(ref previous{suffix}, {names.Tensor(Tensors.HiddenWeight)}, {hiddenBias}ref {names.Name(values.Hidden)}, 1);");
            writer.Line(
                $"global::FcGen.Layers.{Spec.Cell.Class}.Forward({Spec.Cell.Argument}{gates}, {gatesStride}, {names.Matrix(values.Hidden)}, {State()}{output}, {y.Stride}, {Spec.Hidden}, 1);");
            writer.Line($"previous{suffix} = {output};");
        }

        // The state before and after a step, and the intermediate result. A GRU remembers its hidden values.
        string State()
        {
            if (values.Result is not { } result)
            {
                return string.Empty;
            }

            (string before, string after) = Places.Cells is { } cell ? (names.StreamState($"cell{suffix}", cell), names.StreamState($"cell{suffix}", cell)) : ($"ref previous{suffix}", hidden);
            return $"{before}, {after}, {Padding.RoundUp(Spec.Hidden)}, {names.Matrix(result)}, ";
        }
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) =>
        throw new InvalidOperationException("Streams have no backward pass.");
}
