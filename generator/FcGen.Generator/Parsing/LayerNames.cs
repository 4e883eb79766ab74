using System.Globalization;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Layers;
using FcGen.Generator.Model;

namespace FcGen.Generator.Parsing;

/// <summary>The names of all layers of a network, and what layers that were read already have them.</summary>
internal sealed class LayerNames
{
    public const string Input = "input";

    private readonly IReadOnlyList<string> _names;
    private readonly List<LayerSpec> _layers = [];
    private readonly Shape _input;

    public LayerNames(Shape input, IEnumerable<AttributeReader> layers)
    {
        _input = input;
        _names = [.. layers.Select((layer, i) => layer.Get<string?>("Name", null) ?? i.ToString(CultureInfo.InvariantCulture))];
    }

    public string this[int layer] => _names[layer];

    public void Add(LayerSpec layer) => _layers.Add(layer);

    /// <summary>Reports FCG007 if a layer's own name cannot be used.</summary>
    public void CheckOwn(LayerContext context, LayerSpec layer)
    {
        int other = IndexOf(context.Name);
        string? problem =
            context.Name.Length == 0 ? "is empty"
            : context.Name == Input ? "is that of the network's input"
            : context.Name.Contains('.') ? "contains a dot, which separates a layer from its tensors"
            : other < context.Index ? $"is already that of {Label(_layers[other])}"
            : null;
        if (problem is not null)
        {
            context.Sink.Report(Descriptors.BadLayerName, context.Attribute.LocationOf("Name"), context.Name, Label(layer), problem);
        }
    }

    /// <summary>What a layer names by an argument; null, and FCG007, if there is nothing of that name before it.</summary>
    public NamedOutput? Find(LayerContext context, string parameter)
    {
        string name = context.Attribute.Get<string?>(parameter, null) ?? string.Empty;
        int index = name == Input ? -1 : IndexOf(name);
        if (index < 0)
        {
            if (name == Input)
            {
                return new NamedOutput(-1, name, "the input", _input);
            }
        }
        else if (index < context.Index)
        {
            LayerSpec layer = _layers[index];
            return new NamedOutput(index, name, Label(layer), layer.Output);
        }

        string problem = index < 0 ? "no layer has that name"
            : index == context.Index ? "that is the layer itself"
            : $"that is layer {index}, which comes later";
        context.Sink.Report(
            Descriptors.UnknownLayer, context.Attribute.LocationOf(parameter), context.Label(context.Attribute.Name), name, problem);
        return null;
    }

    private int IndexOf(string name)
    {
        for (int i = 0; i < _names.Count; i++)
        {
            if (_names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static string Label(LayerSpec layer) => $"layer {layer.Index} ({layer.Describe()})";
}
