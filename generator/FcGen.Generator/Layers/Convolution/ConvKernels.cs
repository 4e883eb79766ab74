using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Convolution;

/// <summary>The kernels of a convolution.</summary>
/// <param name="Forward">Y = f(W * X + b).</param>
/// <param name="WeightGradient">The gradient of the weights of one part; null in a prediction.</param>
/// <param name="InputGradient">The gradient of the source; null in a prediction.</param>
/// <param name="PartTaps">The taps of one part of the weights: one, or all.</param>
internal sealed record ConvKernels(Kernel Forward, Kernel? WeightGradient, Kernel? InputGradient, int PartTaps)
{
    /// <summary>The inputs from which the weights of one tap fill the rows of a register tile.</summary>
    private const int TileInputs = 12;

    /// <summary>The rows of a gradient of weights whose taps are computed together: each tile of rows has its own code.</summary>
    private const int MostJoinedRows = 256;

    public static ConvKernels Choose(ConvOperation operation, Placement placement)
    {
        ConvSpec spec = operation.Conv;
        (Axis rows, Axis columns) = (spec.Rows.Axis, spec.Columns.Axis);
        Layout x = placement.Row(operation.Read, rows.Inputs * columns.Inputs);
        Layout y = placement.Row(operation.Output, spec.Output.Positions);
        Epilogue epilogue = operation.Epilogue(placement);
        string shape = $"{spec.Input.Channels}to{spec.Outputs}{(spec.IsDepthwise || spec.Groups == 1 ? string.Empty : $"g{spec.Groups}")}_{Axis.Name(rows, columns)}";
        string kind = spec.IsDepthwise ? "Depthwise" : spec.IsDot ? "ConvDots" : "Conv";
        string name = $"{kind}Forward_{shape}{epilogue.MethodName}{Suffix(x, "Input")}{Suffix(y, "Output")}";
        Kernel forward = spec.IsDepthwise
            ? new DepthwiseKernel(name, rows, columns, x, y, epilogue)
            : spec.IsDot ? new ConvDotKernel(name, rows, columns, x, y, epilogue)
            : ConvKernel.Create(name, rows, columns, spec.Groups, x, y, epilogue, ZeroRows.Around((int)spec.Rows.Before, 1, spec.Rows.Size, rows.Inputs));
        if (!placement.IsTraining)
        {
            return new ConvKernels(forward, null, null, 1);
        }

        Layout dy = placement.GradientRow(operation.Output, spec.Output.Positions);
        int partTaps = spec.GroupInputs < TileInputs && spec.Taps * spec.GroupInputs <= MostJoinedRows ? spec.Taps : 1;
        return new ConvKernels(forward, WeightGradient(), InputGradient(), partTaps);

        Kernel WeightGradient()
        {
            string name = $"{kind}WeightGradient_{shape}{(partTaps < spec.Taps ? "_Tap" : string.Empty)}{Suffix(x, "Input")}{Suffix(dy, "Gradient")}";
            Grid a = Grid.Strided(x, rows, columns);
            Grid b = Grid.Dense(dy, rows.Outputs, columns.Outputs);
            if (spec.IsDot)
            {
                return new ConvGradientKernel(name, rows.Outputs, columns.Outputs, Enumerable.Range(0, spec.Outputs).ToEquatableArray(), spec.RowInputs, b, a)
                {
                    IsOverlapping = true,
                };
            }

            return spec.IsDepthwise
                ? new DepthwiseGradientKernel(name, rows, columns, a, b)
                : new ConvGradientKernel(name, rows.Outputs, columns.Outputs, Offsets(), spec.GroupOutputs, a, b);

            // The place of each input of the taps of a part.
            EquatableArray<int> Offsets() => Enumerable.Range(0, partTaps * spec.GroupInputs)
                .Select(row => (ConvParts.PositionOf(row / spec.GroupInputs, rows, columns) * x.Stride) + (row % spec.GroupInputs))
                .ToEquatableArray();
        }

        Kernel InputGradient()
        {
            Layout dx = placement.SourceGradientRow(operation, spec.Input.Positions);
            (Axis backRows, Axis backColumns) = (operation.BackRows, operation.BackColumns);
            string back = $"{spec.Outputs}to{spec.Input.Channels}{(spec.IsDepthwise || spec.Groups == 1 ? string.Empty : $"g{spec.Groups}")}_{Axis.Name(backRows, backColumns)}";
            string name = $"{(spec.IsDepthwise ? kind : "Conv")}InputGradient_{back}{Suffix(dy, "Gradient")}{Suffix(dx, "Output")}";
            return spec.IsDepthwise
                ? new DepthwiseKernel(name, backRows, backColumns, dy, dx, Epilogue.None)
                : ConvKernel.Create(name, backRows, backColumns, spec.Groups, dy, dx, Epilogue.None, operation.BackZeros);
        }
    }

    /// <summary>Distinguishes kernels that differ only in the distance of their rows.</summary>
    private static string Suffix(Layout layout, string which) =>
        layout.Stride == Padding.RoundUp(layout.Channels) ? string.Empty : $"_Unpadded{which}";
}
