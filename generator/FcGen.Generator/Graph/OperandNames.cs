namespace FcGen.Generator.Graph;

/// <summary>How the values of a schedule are called in generated code.</summary>
/// <param name="schedule">The schedule.</param>
/// <param name="isSample">Whether the code is for one sample instead of <c>rows</c> of them.</param>
internal sealed class OperandNames(Schedule schedule, bool isSample)
{
    /// <summary>Whether the code is for one sample.</summary>
    public bool IsSample => isSample;

    public ValuePlan Plan(int id) => schedule.Values[id];

    public string Name(int id) => Plan(id).Place switch
    {
        Place.Input => "input",
        Place.Output => "output",
        _ => $"value{id}",
    };

    public string GradientName(int id) => $"gradient{id}";

    /// <summary>
    /// Where an operation writes the gradient of its source: the gradient itself, or a contribution that is added to it where others
    /// read the source too; straight to the user's span where only that wants it.
    /// </summary>
    public (string Name, int Stride) SourceGradient(Operation operation)
    {
        ValuePlan source = Plan(operation.Source);
        return operation.GradientInPlace ? (GradientName(operation.Result), Plan(operation.Result).GradientStride)
            : source.ContributionOffset >= 0 ? (ContributionName(source.Id), source.GradientStride)
            : source.GradientOffset >= 0 ? (GradientName(source.Id), source.GradientStride)
            : ($"call.InputGradient({FirstRow}, InputSize)", source.Width);
    }

    /// <summary>Whether an operation is the first, going backward, to know a part of the gradient of the value it reads by name.</summary>
    public bool StartsNamedGradient(Operation operation) =>
        ReferenceEquals(operation, schedule.Operations.Last(other => other.Named == operation.Named));

    public string ContributionName(int id) => $"contribution{id}";

    /// <summary>A value as the arguments (reference, stride) of a row function.</summary>
    public string Matrix(int id) => $"ref {Name(id)}, {Plan(id).Stride}";

    /// <summary>The gradient of a value as the arguments (reference, stride) of a row function.</summary>
    public string GradientMatrix(int id) => $"ref {GradientName(id)}, {Plan(id).GradientStride}";

    /// <summary>Size of a value as the arguments (width, rows) of a row function.</summary>
    public string Extent(int id) => $"{Plan(id).Width}, {(isSample ? "1" : "rows")}";

    /// <summary>Number of the first of the rows, in the passes of training.</summary>
    public string FirstRow => isSample ? "0" : "first";

    /// <summary>A value with its shape, for comments.</summary>
    public string Shape(int id) => $"{Name(id)} {Dimensions(id)}";

    /// <summary>Its shape alone.</summary>
    public string Dimensions(int id) => isSample ? $"[{Plan(id).Width}]" : $"[rows, {Plan(id).Width}]";
}
