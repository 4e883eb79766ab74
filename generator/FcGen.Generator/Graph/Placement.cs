using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>Where the values of a schedule are stored.</summary>
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
    /// The place that receives the gradient of the source: the gradient itself, or a contribution that is added to it where other operations
    /// read the source too, or the span of the user where only that needs it.
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

    /// <summary>The span that the user gave for the gradient of the input.</summary>
    InputSpan,
}
