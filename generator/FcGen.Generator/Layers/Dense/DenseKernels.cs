using FcGen.Generator.Graph;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Dense;

/// <summary>The kernels of a dense operation, for one sample or for rows of them.</summary>
/// <param name="Forward">Y = f(X W + b).</param>
/// <param name="WeightGradient">The gradient of the weights; null in a prediction.</param>
/// <param name="InputGradient">The gradient of the source; null in a prediction.</param>
internal sealed record DenseKernels(Kernel Forward, Kernel? WeightGradient, Kernel? InputGradient)
{
    public static DenseKernels Choose(DenseOperation operation, Placement placement, bool isSample)
    {
        DensePlan dense = operation.Dense;
        bool isInputMajor = dense.Layout == WeightLayout.InputMajor;
        string shape = $"{dense.Spec.Inputs}x{dense.Spec.Outputs}";
        int positions = dense.Spec.Input.Positions;

        bool isUnrolled = dense.IsUnrolled && (!placement.IsTraining || dense.Spec.Product?.Instructions <= Budget.TrainingInstructions);
        Layout x = placement.Row(operation.Source, positions);
        Layout dy = placement.GradientRow(operation.Output, positions);
        return new DenseKernels(
            ForwardOf(),
            placement.IsTraining ? WeightGradientOf() : null,
            placement.IsTraining ? InputGradientOf() : null);

        Kernel ForwardOf()
        {
            Layout y = placement.Row(operation.Output, positions);
            Epilogue epilogue = operation.Epilogue(placement);
            string name = $"Dense{(isSample ? "Forward" : "ForwardRows")}_{shape}{epilogue.MethodName}"
                + Suffix(x, "Input")
                + Suffix(y, "Output")
                + (dense.IsStreamed ? "_Streamed" : !isSample ? string.Empty : isUnrolled ? "_Unrolled" : "_Tiled");
            return (isSample, isInputMajor) switch
            {
                (true, true) when dense.IsStreamed => new StreamedSampleKernel(name, x, y, epilogue),
                (false, true) when dense.IsStreamed => new StreamedRowsKernel(name, x, y, epilogue),
                (true, true) => new BroadcastSampleKernel(name, x, y, epilogue, isUnrolled),
                (true, false) => new DotSampleKernel(name, x, y, epilogue, isUnrolled),
                (false, true) => new BroadcastRowsKernel(name, x, y, epilogue, IsGradient: false),
                (false, false) => new DotRowsKernel(name, x, y, epilogue, Agrees: true),
            };
        }

        Kernel WeightGradientOf()
        {
            (Layout a, Layout b) = isInputMajor ? (x, dy) : (dy, x);
            string name = $"DenseWeightGradient{(isSample ? "OfSample" : string.Empty)}_{shape}{Suffix(x, "Input")}{Suffix(dy, "Gradient")}";
            return isSample ? new OuterSampleKernel(name, a, b) : new OuterKernel(name, a, b);
        }

        Kernel InputGradientOf()
        {
            Layout dx = placement.SourceGradientRow(operation, positions);
            string name = $"DenseInputGradient{(isSample ? "OfSample" : string.Empty)}_{shape}{Suffix(dy, "Gradient")}{Suffix(dx, "Output")}";

            return (isSample, isInputMajor) switch
            {
                (true, true) => new DotSampleKernel(name, dy, dx, Epilogue.None, IsUnrolled: false),
                (true, false) => new BroadcastSampleKernel(name, dy, dx, Epilogue.None, IsUnrolled: false),
                (false, true) => new DotRowsKernel(name, dy, dx, Epilogue.None, Agrees: false),
                (false, false) => new BroadcastRowsKernel(name, dy, dx, Epilogue.None, IsGradient: true),
            };
        }
    }

    /// <summary>Distinguishes kernels that differ only in whether their rows are padded.</summary>
    private static string Suffix(Layout layout, string which) => layout.IsPadded ? string.Empty : $"_Unpadded{which}";
}
