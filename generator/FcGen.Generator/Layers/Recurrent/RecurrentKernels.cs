using FcGen.Generator.Graph;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Recurrent;

/// <summary>The kernels of a recurrent layer. Both directions share them.</summary>
/// <param name="Inputs">The sums over the inputs of all steps.</param>
/// <param name="Hidden">The sums over the hidden values of one step, for rows of samples.</param>
/// <param name="Backward">The kernels of the backward pass; null in a prediction.</param>
internal sealed record RecurrentKernels(Kernel Inputs, Kernel Hidden, RecurrentGradientKernels? Backward)
{
    public static RecurrentKernels Choose(RecurrentOperation operation, Placement placement)
    {
        RecurrentSpec spec = operation.Spec;
        Layout x = placement.Row(operation.Source, spec.Steps);
        Layout gates = Layout.Padded(1, spec.Columns);
        Layout y = placement.Row(operation.Output, spec.Steps);
        return new RecurrentKernels(
            Product(spec, x),
            Product(spec, y with { Channels = spec.Hidden, Stride = spec.Steps * y.Stride }),
            placement.IsTraining ? Gradients() : null);

        RecurrentGradientKernels Gradients()
        {
            Layout gatesOfStep = gates with { Stride = spec.Steps * gates.Stride };
            Layout hidden = Layout.Padded(1, spec.Hidden);
            Layout dx = placement.SourceGradientRow(operation, spec.Steps);
            Layout joined = Layout.Padded(1, x.Channels);
            return new RecurrentGradientKernels(
                Gradient(gatesOfStep, hidden, null),
                Gradient(gates, spec.IsBidirectional ? joined : dx, null),
                spec.IsBidirectional ? Gradient(gates, dx, joined) : null,
                Outer(x),
                Outer(hidden));
        }

        Kernel Gradient(Layout rows, Layout result, Layout? sum)
        {
            Epilogue epilogue = Epilogue.None with { Residual = sum };
            string name = $"RecurrentGradient_{rows.Channels}x{result.Channels}{epilogue.MethodName}_Every{rows.Stride}{Suffix(result, "Output")}";
            return new DotRowsKernel(name, rows, result, epilogue, Agrees: false);
        }

        OuterKernel Outer(Layout rows) => new($"RecurrentWeightGradient_{rows.Channels}x{spec.Columns}{Suffix(rows, "Input")}", rows, gates);
    }

    /// <summary>The sums of all gates over some rows of inputs or hidden values.</summary>
    public static Kernel Product(RecurrentSpec spec, Layout rows)
    {
        var epilogue = new Epilogue(spec.HasBias, null, null, null, null, null);
        string name = $"RecurrentProduct_{rows.Channels}x{spec.Columns}{epilogue.MethodName}_Every{rows.Stride}";

        // Values after the channels of a row are not read.
        return new BroadcastRowsKernel(name, rows with { IsPadded = false }, Layout.Padded(1, spec.Columns), epilogue, IsGradient: false);
    }

    /// <summary>Distinguishes kernels that differ only in whether their rows are padded.</summary>
    private static string Suffix(Layout layout, string which) => layout.IsPadded ? string.Empty : $"_Unpadded{which}";
}

/// <summary>The kernels of the backward pass of a recurrent layer.</summary>
/// <param name="Hidden">The gradient of the hidden values of one step, for rows of samples.</param>
/// <param name="Inputs">The gradient of the inputs of all steps through the first direction.</param>
/// <param name="Joined">The same through the second direction, added to the first; null without.</param>
/// <param name="InputWeights">The gradient of the weights of the inputs.</param>
/// <param name="HiddenWeights">The gradient of the weights of the hidden values.</param>
internal sealed record RecurrentGradientKernels(Kernel Hidden, Kernel Inputs, Kernel? Joined, OuterKernel InputWeights, OuterKernel HiddenWeights);
