using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>The names that values, tensors and offsets have in generated code, and a record of those that a method uses.</summary>
/// <param name="schedule">The schedule.</param>
/// <param name="isTraining">Whether the schedule has a backward pass.</param>
/// <param name="isSample">Whether the code is for one sample instead of <c>rows</c> of them.</param>
internal sealed class OperandNames(Schedule schedule, bool isTraining, bool isSample)
{
    private readonly Placement _placement = new(schedule, isTraining);
    private readonly HashSet<string> _used = [];
    private readonly List<(string Name, int Offset)> _offsets = [];

    /// <summary>Whether the code is for one sample.</summary>
    public bool IsSample => isSample;

    /// <summary>Whether several <c>threads</c> compute the sample.</summary>
    public bool IsParallel { get; init; }

    /// <summary>The offsets that the code since <see cref="BeginMethod"/> has used, in the order of first use.</summary>
    public IReadOnlyList<(string Name, int Offset)> UsedOffsets => _offsets;

    /// <summary>Starts the record of used names again.</summary>
    public void BeginMethod()
    {
        _used.Clear();
        _offsets.Clear();
    }

    /// <summary>Whether the code since <see cref="BeginMethod"/> refers to a name.</summary>
    public bool IsUsed(string name) => _used.Contains(name);

    /// <summary>A tensor as an argument.</summary>
    public string Tensor(TensorPlan tensor) => State(tensor.OffsetName, tensor.Offset);

    /// <summary>A part of the state of the network as an argument, given the name of its offset.</summary>
    public string State(string name, int offset) => $"ref Unsafe.Add(ref {State()}, {Offset(name, offset)})";

    /// <summary>The state of the network.</summary>
    public string State() => Use("parameters");

    /// <summary>Hidden values or cells of a stream as an argument, given the name of their offset.</summary>
    public string StreamState(string name, int offset) => $"ref Unsafe.Add(ref {Use("state")}, {Offset(name, offset)})";

    /// <summary>A ring of a stream as an argument, given the name of its offset.</summary>
    public string Ring(string name, int offset) => $"ref Unsafe.Add(ref {Use("rings")}, {Offset(name, offset)})";

    /// <summary>The gradient of a parameter as an argument.</summary>
    /// <param name="tensor">The parameter.</param>
    /// <param name="index">Index of the first element, as source.</param>
    public string TensorGradient(TensorPlan tensor, string? index = null) =>
        $"ref Unsafe.Add(ref call.ParameterGradients, {Offset(tensor.OffsetName, tensor.Offset)}{(index is null ? string.Empty : " + " + index)})";

    /// <summary>Memory that all samples share as an argument, given the name of its offset.</summary>
    public string Shared(string name, int offset) => $"ref call.Shared({Offset(name, offset)})";

    /// <summary>The name of an offset, which becomes a constant of the method.</summary>
    public string Offset(string name, int offset)
    {
        if (_used.Add(name))
        {
            _offsets.Add((name, offset));
        }

        return name;
    }

    private string Use(string name)
    {
        _used.Add(name);
        return name;
    }

    public ValuePlan Plan(int id) => schedule.Values[id];

    public string Name(int id) => Use(NameOf(id));

    public string GradientName(int id) => Use($"gradient{id}");

    private string NameOf(int id) => Plan(id).Place switch
    {
        Place.Input => "input",
        Place.Output => "output",
        _ => $"value{id}",
    };

    /// <summary>The place where an operation writes the gradient of its source.</summary>
    public (string Name, Layout Layout) SourceGradient(Operation operation)
    {
        (GradientPlace place, int value, Layout layout) = _placement.SourceGradient(operation);
        return (place switch
        {
            GradientPlace.Gradient => GradientName(value),
            GradientPlace.Contribution => ContributionName(value),
            _ => $"call.InputGradient({FirstSample}, InputSize)",
        }, layout);
    }

    /// <inheritdoc cref="Placement.TrainedInputs"/>
    public IEnumerable<int> TrainedInputs(Operation operation) => _placement.TrainedInputs(operation);

    /// <summary>Whether an operation is the first, going backward, to compute a part of the gradient of an input after its source.</summary>
    public bool StartsOtherGradient(Operation operation, int input) =>
        !_placement.IsReadAfter(operation, operation.Inputs[input])
        && operation.Others.ToList().IndexOf(operation.Inputs[input]) == input - 1;

    /// <summary>
    /// The gradient of the source as a contribution to that of other operations, as the arguments (reference, stride) of a row function; null
    /// if the operation writes the gradient itself.
    /// </summary>
    public string? Contribution(Operation operation)
    {
        if (!_placement.Contributes(operation))
        {
            return null;
        }

        ValuePlan source = Plan(operation.Source);
        return operation.GradientInPlace
            ? GradientMatrix(operation.Output, source.GradientLayout.Positions)
            : $"ref {ContributionName(source.Id)}, {source.GradientLayout.Stride}";
    }

    private string ContributionName(int id) => Use($"contribution{id}");

    /// <summary>The place where an operation writes the gradient of its source, as the arguments (reference, stride) of a row function.</summary>
    public string SourceGradientMatrix(Operation operation, int? positions = null)
    {
        (string name, Layout layout) = SourceGradient(operation);
        return $"ref {name}, {As(layout, positions).Stride}";
    }

    /// <summary>A value as the arguments (reference, stride) of a row function.</summary>
    /// <param name="id">The value.</param>
    /// <param name="positions">Number of rows per sample, if it is not that of the value.</param>
    public string Matrix(int id, int? positions = null) => $"ref {Name(id)}, {As(Plan(id).Layout, positions).Stride}";

    /// <summary>The gradient of a value as the arguments (reference, stride) of a row function.</summary>
    public string GradientMatrix(int id, int? positions = null) => $"ref {GradientName(id)}, {As(Plan(id).GradientLayout, positions).Stride}";

    /// <summary>Size of a value as the arguments (width, rows) of a row function.</summary>
    public string Extent(int id, int? positions = null)
    {
        Layout layout = As(Plan(id).Layout, positions);
        return $"{layout.Channels}, {Rows(layout.Positions)}";
    }

    /// <summary>Number of rows of a matrix with some rows per sample.</summary>
    public string Rows(int positions) => isSample ? $"{positions}" : Times("rows", positions);

    /// <summary>Number of the first sample, in the passes of training.</summary>
    public string FirstSample => isSample ? "0" : "first";

    /// <summary>Number of the first row of a matrix with some rows per sample, in the passes of training.</summary>
    public string FirstRow(int positions) => isSample ? "0" : Times("first", positions);

    /// <summary>A number times another, as source.</summary>
    public static string Times(string number, int factor) => factor == 1 ? number : $"{number} * {factor}";

    private static Layout As(Layout layout, int? positions) => layout.As(positions ?? layout.Positions);

    /// <summary>A value with its shape, for comments.</summary>
    public string Shape(int id) => $"{NameOf(id)} {Dimensions(id)}";

    /// <summary>The shape alone.</summary>
    public string Dimensions(int id)
    {
        Layout layout = Plan(id).Layout;
        return $"[{(isSample ? string.Empty : "rows, ")}{(layout.Positions == 1 ? string.Empty : $"{layout.Positions}, ")}{layout.Channels}]";
    }
}
