using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>The storage of the values of a schedule.</summary>
/// <param name="values">The values, by number.</param>
/// <param name="isTraining">Whether there is a backward pass.</param>
internal sealed class Placement(IReadOnlyList<ValuePlan> values, bool isTraining)
{
    public bool IsTraining => isTraining;

    /// <summary>Rows of a value.</summary>
    public RowLayout Rows(int value) => new(values[value].Width, values[value].Stride);

    /// <summary>Rows of the gradient of the source of an operation.</summary>
    public RowLayout SourceGradientRows(Operation operation) => new(values[operation.Source].Width, SourceGradient(operation).Stride);

    /// <summary>
    /// The place that receives the gradient of the source. It is a contribution to the gradient if other operations also read the source. It
    /// is the span of the user if only the user needs it.
    /// </summary>
    public (GradientPlace Place, int Value, int Stride) SourceGradient(Operation operation)
    {
        ValuePlan source = values[operation.Source];
        return operation.GradientInPlace ? (GradientPlace.Gradient, operation.Output, values[operation.Output].GradientStride)
            : source.ContributionOffset >= 0 ? (GradientPlace.Contribution, source.Id, source.GradientStride)
            : source.GradientOffset >= 0 ? (GradientPlace.Gradient, source.Id, source.GradientStride)
            : (GradientPlace.InputSpan, source.Id, source.Width);
    }
}

/// <summary>A place that receives a gradient.</summary>
internal enum GradientPlace
{
    /// <summary>The gradient of a value.</summary>
    Gradient,

    /// <summary>A part of the gradient of a value.</summary>
    Contribution,

    /// <summary>The user's span for the gradient of the input.</summary>
    InputSpan,
}
