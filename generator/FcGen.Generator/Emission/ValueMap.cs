using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>How the values of a schedule are called in generated code.</summary>
/// <param name="schedule">The schedule.</param>
/// <param name="isSample">Whether the code is for one sample instead of <c>rows</c> of them.</param>
internal sealed class ValueMap(Schedule schedule, bool isSample)
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
