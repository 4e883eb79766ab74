using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>The storage of the values of a schedule.</summary>
/// <param name="schedule">The schedule.</param>
/// <param name="isTraining">Whether there is a backward pass.</param>
internal sealed class Placement(Schedule schedule, bool isTraining)
{
    private readonly IReadOnlyList<ValuePlan> _values = schedule.Values;

    public bool IsTraining => isTraining;

    /// <summary>One of the rows of a value, which has some rows per sample.</summary>
    public Layout Row(int value, int positions) => _values[value].Layout.As(positions).Row;

    /// <summary>One of the rows of the gradient of a value, which has some rows per sample.</summary>
    public Layout GradientRow(int value, int positions) => _values[value].GradientLayout.As(positions).Row;

    /// <summary>One of the rows of the gradient of the source of an operation.</summary>
    public Layout SourceGradientRow(Operation operation, int positions) => SourceGradient(operation).Layout.As(positions).Row;

    /// <summary>Whether the gradient of the source is added to that of other readers of the same value, which the backward pass computes first.</summary>
    public bool Contributes(Operation operation) =>
        operation.Source != operation.Output && (operation.Others.Contains(operation.Source) || IsReadAfter(operation, operation.Source));

    /// <summary>Whether a later operation reads a value, so that the gradient of the value exists in the backward pass.</summary>
    public bool IsReadAfter(Operation operation, int value) =>
        schedule.Operations.SkipWhile(other => !ReferenceEquals(other, operation)).Skip(1).Any(later => later.Reads(value));

    /// <summary>The inputs of an operation whose gradients parameters of earlier operations need. Only the user may want the others.</summary>
    public IEnumerable<int> TrainedInputs(Operation operation)
    {
        var trained = new HashSet<int>();
        foreach (Operation earlier in schedule.Operations.TakeWhile(other => !ReferenceEquals(other, operation)))
        {
            if (earlier.HasParameters || earlier.Inputs.Any(trained.Contains))
            {
                trained.Add(earlier.Output);
            }
        }

        return operation.Inputs.Where(trained.Contains);
    }

    /// <summary>
    /// The place that receives the gradient of the source. It is a contribution to the gradient if other operations also read the source. It
    /// is the span of the user if only the user needs it.
    /// </summary>
    public (GradientPlace Place, int Value, Layout Layout) SourceGradient(Operation operation)
    {
        ValuePlan source = _values[operation.Source];
        return operation.GradientInPlace ? (GradientPlace.Gradient, operation.Output, _values[operation.Output].GradientLayout)
            : Contributes(operation) ? (GradientPlace.Contribution, source.Id, source.GradientLayout)
            : source.GradientOffset >= 0 ? (GradientPlace.Gradient, source.Id, source.GradientLayout)
            : (GradientPlace.InputSpan, source.Id, source.Layout);
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
