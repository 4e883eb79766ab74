namespace FcGen.Generator.Graph;

/// <summary>The names that values have in generated code.</summary>
/// <param name="schedule">The schedule.</param>
/// <param name="isTraining">Whether the schedule has a backward pass.</param>
/// <param name="isSample">Whether the code is for one sample instead of <c>rows</c> of them.</param>
internal sealed class OperandNames(Schedule schedule, bool isTraining, bool isSample)
{
    private readonly Placement _placement = new(schedule.Values, isTraining);

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

    /// <summary>The place where an operation writes the gradient of its source.</summary>
    public (string Name, int Stride) SourceGradient(Operation operation)
    {
        (GradientPlace place, int value, int stride) = _placement.SourceGradient(operation);
        return (place switch
        {
            GradientPlace.Gradient => GradientName(value),
            GradientPlace.Contribution => ContributionName(value),
            _ => $"call.InputGradient({FirstRow}, InputSize)",
        }, stride);
    }

    /// <summary>Whether an operation is the first, going backward, to compute a part of the gradient of an input after its source.</summary>
    public bool StartsOtherGradient(Operation operation, int input) =>
        ReferenceEquals(operation, schedule.Operations.Last(other => other.Others.Contains(operation.Inputs[input])))
        && operation.Others.ToList().IndexOf(operation.Inputs[input]) == input - 1;

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

    /// <summary>The shape alone.</summary>
    public string Dimensions(int id) => isSample ? $"[{Plan(id).Width}]" : $"[rows, {Plan(id).Width}]";
}
