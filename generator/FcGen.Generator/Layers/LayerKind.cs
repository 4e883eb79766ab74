using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Layers.Reading;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Layers;

/// <summary>A kind of layer: the attribute that stands for it, and how that is read. What it does is in the <see cref="LayerSpec"/> it makes.</summary>
internal abstract class LayerKind
{
    /// <summary>Name of the attribute class in the namespace <c>FcGen</c>.</summary>
    public abstract string AttributeName { get; }

    /// <summary>The parameter that alone decides the size of the output, if there is one.</summary>
    public virtual string? SizeParameter => null;

    /// <summary>Reads and checks a layer. Mistakes go to the sink; what is returned then is what checking goes on from.</summary>
    public abstract LayerSpec Parse(LayerContext context);
}

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

/// <summary>What gave a shape.</summary>
/// <param name="Label">What it is called in messages.</param>
/// <param name="Size">Place of the only number that decides the size, if there is one.</param>
/// <param name="IsInput">Whether it is the input of the network, and no layer.</param>
internal sealed record ShapeOrigin(string Label, Location? Size, bool IsInput = false)
{
    public static ShapeOrigin Input(Location? size) => new("the input", size, IsInput: true);
}
