using System.Globalization;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Messages;

namespace FcGen.Generator.Layers.Reading;

/// <summary>The names of all layers of a network, and what layers that were read already have them.</summary>
internal sealed class LayerNames
{
    public const string Input = "input";

    private readonly IReadOnlyList<string?> _given;
    private readonly List<LayerSpec> _layers = [];
    private readonly Shape _input;
    private readonly bool _areCertain;

    /// <param name="input">Shape of the network's input.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="areCertain">Whether all of them can be read, so that a name that is not found is a mistake.</param>
    public LayerNames(Shape input, IEnumerable<AttributeReader> layers, bool areCertain)
    {
        _input = input;
        _given = [.. layers.Select(layer => layer.Get<string?>("Name", null))];
        _areCertain = areCertain;
    }

    public string this[int layer] => _given[layer] ?? layer.ToString(CultureInfo.InvariantCulture);

    public void Add(LayerSpec layer) => _layers.Add(layer);

    /// <summary>Reports FCG007 if the name that a layer was given cannot be used.</summary>
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
            : name == Input ? "is that of the network's input"
            : before >= 0 ? $"is already that of {Label(_layers[before])}"
            : index >= 0 ? $"is the index of layer {index}, which has no other name"
            : null;
        if (problem is not null)
        {
            context.Sink.Report(Descriptors.BadLayerName, context.Attribute.LocationOf("Name"), name, Label(layer), problem);
        }
    }

    /// <summary>What keeps a path, names with dots between them, from being the beginning of the name of a tensor; null if nothing does.</summary>
    public static string? ProblemOf(string path) =>
        path.Length == 0 ? "is empty"
        : NoText(path) is { } other ? $"contains {other}, which is not a character of text"
        : path[0] == '.' ? "begins with a dot"
        : path[path.Length - 1] == '.' ? "ends with a dot"
        : path.Contains("..") ? "has two dots in a row"
        : null;

    /// <summary>
    /// The first character that JSON, documentation comments or a line of a log cannot hold. Formatting characters are text: some languages
    /// and emoji need them.
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

    /// <summary>What a layer names by an argument; null, and FCG007, if there is nothing of that name before it.</summary>
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

        string problem = index < 0 ? "no layer has that name"
            : index == context.Index ? "that is the layer itself"
            : $"that is layer {index}, which comes later";
        string? meant = index < 0 ? Spelling.Nearest(name, _given.Take(context.Index).OfType<string>().Append(Input)) : null;
        context.Sink.Report(
            Descriptors.UnknownLayer,
            context.Attribute.LocationOf(parameter),
            meant is null ? Repair.None : Repair.None.With(Repair.Name, meant),
            context.Label(context.Attribute.Name),
            name,
            meant is null ? problem : $"{problem}: is it '{meant}'?");
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
