using System.Globalization;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Messages;

namespace FcGen.Generator.Layers.Reading;

/// <summary>The names of all layers of a network, and the layers that were already read.</summary>
internal sealed class LayerNames
{
    public const string Input = "input";

    private readonly IReadOnlyList<string?> _given;
    private readonly IReadOnlyList<string?> _references;
    private readonly List<LayerSpec> _layers = [];
    private readonly Shape _input;
    private readonly bool _areCertain;

    /// <param name="input">Shape of the network's input.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="areCertain">Whether all layers can be read, so that an unknown name is an error.</param>
    public LayerNames(Shape input, IEnumerable<AttributeReader> layers, bool areCertain)
    {
        _input = input;
        _given = [.. layers.Select(layer => layer.Get<string?>("Name", null))];
        _references = [.. layers.Select(layer => layer.Get<string?>("layer", null))];
        _areCertain = areCertain;
    }

    public string this[int layer] => _given[layer] ?? layer.ToString(CultureInfo.InvariantCulture);

    public void Add(LayerSpec layer) => _layers.Add(layer);

    /// <summary>Whether a layer refers to one of the layers from an index on by its index.</summary>
    public bool AreIndicesUsed(int first) => IndexOf(i => i >= first && _given[i] is null && _references.Contains(this[i])) >= 0;

    /// <summary>Reports FCG007 if the name of a layer is invalid.</summary>
    public void CheckOwn(LayerContext context, LayerSpec layer)
    {
        if (_given[context.Index] is not { } name)
        {
            return;
        }

        int before = IndexOf(i => i < context.Index && _given[i] == name);
        int index = IndexOf(i => _given[i] is null && this[i] == name);
        string? problem =
            ProblemOf(name) is { } unusable ? unusable
            : name == Input ? "is reserved for the input of the network"
            : before >= 0 ? $"is already used by {Label(_layers[before])}"
            : index >= 0 ? $"is the index of layer {index}, which has no other name"
            : null;
        if (problem is not null)
        {
            context.Sink.Report(Descriptors.BadLayerName, context.Attribute.LocationOf("Name"), name, Label(layer), problem);
        }
    }

    /// <summary>Returns the reason why a dotted path is not a valid prefix of tensor names, or null if it is valid.</summary>
    public static string? ProblemOf(string path) =>
        path.Length == 0 ? "is empty"
        : NoText(path) is { } other ? $"contains {other}, which is not a text character"
        : path[0] == '.' ? "begins with a dot"
        : path[path.Length - 1] == '.' ? "ends with a dot"
        : path.Contains("..") ? "has two dots in a row"
        : null;

    /// <summary>
    /// Returns the first character that JSON, documentation comments or a line of a log cannot contain. Formatting characters are allowed, because
    /// some languages and emoji need them.
    /// </summary>
    private static string? NoText(string name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            bool isPair = char.IsSurrogatePair(name, i);
            if (!MessageText.IsVisible(name, i) && CharUnicodeInfo.GetUnicodeCategory(name, i) != UnicodeCategory.Format)
            {
                return $"U+{(isPair ? char.ConvertToUtf32(name, i) : name[i]):X4}";
            }

            i += isPair ? 1 : 0;
        }

        return null;
    }

    /// <summary>Returns the output that an argument refers to. If no earlier layer has the name, reports FCG007 and returns null.</summary>
    public NamedOutput? Find(LayerContext context, string parameter)
    {
        string name = context.Attribute.Get<string?>(parameter, null) ?? string.Empty;
        if (name == Input)
        {
            return new NamedOutput(-1, name, "the input", _input);
        }

        int index = IndexOf(i => this[i] == name);
        if (!_areCertain && (index < 0 || _given[index] is null))
        {
            return null;
        }

        if (index >= 0 && index < context.Index)
        {
            LayerSpec layer = _layers[index];
            return new NamedOutput(index, name, Label(layer), layer.Output);
        }

        string problem = index < 0 ? "no layer has this name"
            : index == context.Index ? "this is the layer itself"
            : $"this is layer {index}, which comes later";
        string? meant = index < 0 ? Spelling.Nearest(name, _given.Take(context.Index).OfType<string>().Append(Input)) : null;
        context.Sink.Report(
            Descriptors.UnknownLayer,
            context.Attribute.LocationOf(parameter),
            meant is null ? Repair.None : Repair.None.With(Repair.Name, meant),
            context.Label(context.Attribute.Name),
            name,
            meant is null ? problem : $"{problem}: did you mean '{meant}'?");
        return null;
    }

    private int IndexOf(Func<int, bool> isMeant)
    {
        for (int i = 0; i < _given.Count; i++)
        {
            if (isMeant(i))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Label(LayerSpec layer) => $"layer {layer.Index} ({layer.Describe()})";
}
