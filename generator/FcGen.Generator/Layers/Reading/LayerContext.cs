using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers.Reading;

/// <summary>What a layer is read from.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Index">Position in the list of layers.</param>
/// <param name="Name">Name given by the user, or the index.</param>
/// <param name="Input">Shape of what comes in.</param>
/// <param name="Origin">What gave the input its shape.</param>
/// <param name="Names">The layers before, by name.</param>
/// <param name="Sink">Where mistakes go.</param>
internal sealed record LayerContext(
    AttributeReader Attribute, int Index, string Name, Shape Input, ShapeOrigin Origin, LayerNames Names, DiagnosticSink Sink)
{
    /// <summary>The output that the layer names by an argument; reports FCG007 and returns null if there is none.</summary>
    public NamedOutput? NamedOutput(string parameter) => Names.Find(this, parameter);

    /// <summary>The layer in messages: its index, its name if it has one, and what it is.</summary>
    public string Label(string description) => LayerSpec.LabelOf(Index, Name, description);

    /// <summary>Reads what is added to a variance.</summary>
    public float Epsilon() => Coefficient("Epsilon", 1e-5f, value => value > 0 && !float.IsInfinity(value), "a finite number above 0");

    /// <summary>Reads a coefficient; reports FCG004 and returns <paramref name="absent"/> when it is out of range.</summary>
    /// <param name="parameter">Name of the parameter or property.</param>
    /// <param name="absent">The default.</param>
    /// <param name="isValid">Whether a value is in range.</param>
    /// <param name="range">The range in words.</param>
    /// <param name="meant">The value that was probably meant by one out of range, as source.</param>
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
