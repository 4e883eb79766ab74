using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;

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

    /// <summary>Reads the epsilon that is added to a variance.</summary>
    public float Epsilon() => Coefficient("Epsilon", 1e-5f, value => value > 0 && !float.IsInfinity(value), "a finite number above 0");

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
