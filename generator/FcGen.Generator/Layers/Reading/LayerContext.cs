using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Layers.Reading;

/// <summary>The data from which a layer is read.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Index">The position in the list of layers.</param>
/// <param name="Name">The name given by the user, or the index.</param>
/// <param name="Input">The shape of the input.</param>
/// <param name="Origin">The origin of the input shape.</param>
/// <param name="Names">The earlier layers, by name.</param>
/// <param name="Sink">Receives the errors.</param>
internal sealed record LayerContext(
    AttributeReader Attribute, int Index, string Name, Shape Input, ShapeOrigin Origin, LayerNames Names, DiagnosticSink Sink)
{
    /// <summary>Returns the output that an argument refers to. Reports FCG007 and returns null if there is none.</summary>
    public NamedOutput? NamedOutput(string parameter) => Names.Find(this, parameter);

    /// <summary>Whether a layer can be inserted before this one: no layer refers to this or a later one by its index.</summary>
    public bool CanInsert => !Names.AreIndicesUsed(Index);

    /// <summary>Returns the label of the layer for messages: its index, its name if it has one, and its description.</summary>
    public string Label(string description) => LayerSpec.LabelOf(Index, Name, description);

    /// <summary>Reads a dropout rate.</summary>
    public float Rate(string parameter) => Coefficient(
        parameter, 0, value => value is >= 0 and < 1, "at least 0 and below 1", percent => Meant.Share(percent, "f"));

    /// <summary>Reads the epsilon that is added to a variance.</summary>
    public float Epsilon() => Coefficient("Epsilon", 1e-5f, value => value > 0 && !float.IsInfinity(value), "a finite number above 0");

    /// <summary>Reads a distribution of initial weights.</summary>
    public InitKind Init(string property = "Init")
    {
        var init = (InitKind)Attribute.Get(property, 0);
        if (Enum.IsDefined(typeof(InitKind), init))
        {
            return init;
        }

        Sink.Report(Descriptors.OutOfRange, Attribute.LocationOf(property), Label(Attribute.Name), property, "a member of FcGen.Init", (int)init);
        return InitKind.Auto;
    }

    /// <summary>Reads the gain of the initial weights.</summary>
    public float Gain() => Coefficient("Gain", 0, value => value >= 0 && !float.IsInfinity(value), "a finite number above 0, or 0 for automatic");

    /// <summary>Reports an input of an unsuitable shape.</summary>
    /// <param name="description">Describes the layer.</param>
    /// <param name="suitable">The suitable shapes.</param>
    public void ReportInput(string description, string suitable) => Sink.Report(
        Descriptors.OutOfRange, Attribute.Location, Label(description), "the input", suitable, Input.Describe());

    /// <summary>Returns whether the input is a sequence. Reports one of another shape.</summary>
    /// <param name="description">Describes the layer.</param>
    public bool CheckSequence(string description)
    {
        if (Input.IsKnown && Input.Kind != ShapeKind.Sequence)
        {
            ReportInput(description, Input.Kind == ShapeKind.Signal ? "a sequence (Transpose turns a signal into a sequence)" : "a sequence");
        }

        return Input.Kind == ShapeKind.Sequence;
    }

    /// <summary>Reads a number that is at least 1. Reports FCG004 and returns 0 if it is out of range.</summary>
    public int Count(string parameter) => Count(parameter, 1, int.MaxValue / 16, 0);

    /// <summary>Reads a number. Reports FCG004 and returns <paramref name="absent"/> if it is out of range.</summary>
    /// <param name="parameter">The name of the parameter or property.</param>
    /// <param name="least">The least value.</param>
    /// <param name="most">The largest value.</param>
    /// <param name="absent">The default.</param>
    /// <param name="reason">The origin of the limits, in words.</param>
    public int Count(string parameter, int least, int most, int absent, string? reason = null)
    {
        int value = Attribute.Get(parameter, absent);
        if (value >= least && value <= most)
        {
            return value;
        }

        string range = $"from {least} to {most}{(reason is null ? string.Empty : $" ({reason})")}";
        Sink.Report(Descriptors.OutOfRange, Attribute.LocationOf(parameter), Label(Attribute.Name), parameter, range, value);
        return absent;
    }

    /// <summary>
    /// The input of a layer that declares its number of inputs, or leaves it to be inferred. Reports FCG001 if the layer before gives another
    /// number. The result then has the declared number, so that later layers are compared with what the user meant.
    /// </summary>
    /// <param name="describe">Describes the layer with a number of inputs.</param>
    public Shape DeclaredInput(Func<int, string> describe)
    {
        if (!Attribute.Has("inputs"))
        {
            return Input;
        }

        int declared = Count("inputs");
        if (declared == 0)
        {
            return Shape.Unknown;
        }

        if (!Input.IsKnown)
        {
            return Shape.Vector(declared);
        }

        if (declared == Input.Channels)
        {
            return Input;
        }

        string wanted = SourceText.Literal(declared);
        Repair repair = Repair.None.With(Repair.Inputs, SourceText.Literal(Input.Channels));
        Sink.Report(
            Descriptors.DimensionMismatch,
            Attribute.LocationOf("inputs"),
            Origin.Size is { } size ? repair.With(Origin.IsInput ? Repair.Input : Repair.Outputs, wanted, size) : repair,
            Label(describe(declared)),
            declared == 1 ? "1 input" : $"{wanted} inputs",
            Origin.Label,
            Input.IsVector ? Input.Size : $"{Input.Channels} for each of {Input.Positions} {(Input.Kind == ShapeKind.Sequence ? "steps" : "positions")}");
        return Input.WithChannels(declared);
    }

    /// <summary>
    /// Reports FCG030 if windows leave positions at the end of the input unread. Gaps as between the windows, which a large stride has, are meant.
    /// </summary>
    /// <param name="label">The layer in messages.</param>
    /// <param name="option">The option with the stride.</param>
    /// <param name="size">Number of positions of the input.</param>
    /// <param name="positions">The positions, in words.</param>
    /// <param name="read">The end of the last window, from the first position.</param>
    /// <param name="window">Number of positions from the first to the last of a window.</param>
    /// <param name="stride">Distance between windows.</param>
    public void CheckUnread(string label, string option, int size, string positions, long read, long window, int stride)
    {
        if (size - read > Math.Max(0, stride - window))
        {
            Sink.Report(Descriptors.UnreadPositions, Attribute.LocationOf(option), label, read, size, positions, stride, read + stride);
        }
    }

    /// <summary>Reads a coefficient. Reports FCG004 and returns <paramref name="absent"/> if it is out of range.</summary>
    /// <param name="parameter">The name of the parameter or property.</param>
    /// <param name="absent">The default.</param>
    /// <param name="isValid">Whether a value is in range.</param>
    /// <param name="range">The range in words.</param>
    /// <param name="meant">Returns the probably intended value for a value out of range, as source text.</param>
    public float Coefficient(string parameter, float absent, Func<float, bool> isValid, string range, Func<float, string?>? meant = null)
    {
        float value = Attribute.Get(parameter, absent);
        if (isValid(value))
        {
            return value;
        }

        Sink.Report(
            Descriptors.OutOfRange,
            Attribute.LocationOf(parameter),
            Meant.Repair(meant?.Invoke(value)),
            Label(Attribute.Name),
            parameter,
            range,
            value.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        return absent;
    }
}
