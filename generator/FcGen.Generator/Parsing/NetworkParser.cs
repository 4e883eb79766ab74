using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers;
using FcGen.Generator.Layers.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Parsing;

/// <summary>Parses a class annotated with [Network] into a <see cref="ParsedNetwork"/>, and reports all errors to a sink.</summary>
internal static class NetworkParser
{
    public const string NetworkAttribute = "FcGen.NetworkAttribute";

    private const string HiddenOutputs = "HiddenOutputs";

    /// <summary>The largest length of an array.</summary>
    private const long MaxArray = 0x7FFF_0000;

    /// <summary>
    /// The largest total size of the values of all layers. A block of a batch and the workspace of a sample must each fit in one array.
    /// </summary>
    public const long MaxValues = MaxArray / 16;

    /// <returns>The network, or its skeleton if there was an error; null if nothing can be added to the class.</returns>
    public static ParsedNetwork? Parse(INamedTypeSymbol type, DiagnosticSink sink, CancellationToken cancellation)
    {
        NetworkAttributes attributes = NetworkAttributes.Read(type, cancellation);
        if (attributes.Network is null)
        {
            return null;
        }

        Location place = (attributes.Network.Declaration as BaseTypeDeclarationSyntax)?.Identifier.GetLocation() ?? Location.None;
        TypeHierarchy? hierarchy = TypeParser.Parse(type, place, sink, cancellation);
        bool isSequence = attributes.Input is { IsSequence: true };
        EquatableArray<string> blocked = MemberCollisions.Check(type, isSequence, place, sink, cancellation);
        bool isSpread = CheckDeclarations(type, attributes, sink);
        CheckParts(type, attributes, sink);
        UnrollMode unroll = ParseUnroll(attributes.Network, sink);
        string prefix = ParsePrefix(type, attributes.Network, sink);
        ShapeOrigin? origin = attributes.Input is null ? null : ShapeOrigin.Input(InputParser.PlaceOfSize(attributes.Input));
        Shape input = attributes.Input is { IsWellFormed: true } given ? InputParser.Parse(given, sink) : Shape.Unknown;

        // The order of layers on several declarations is undefined.
        List<LayerSpec> layers = isSpread ? [] : ParseLayers(attributes.Layers, input, origin, sink);
        EquatableArray<int> hidden = ParseHidden(type, attributes, layers, sink);
        NetworkChecks.Run(layers, [.. attributes.Layers.Select(layer => layer.Attribute)], sink);
        if (hierarchy is null)
        {
            return null;
        }

        bool isReadable = attributes.All.All(attribute => attribute.IsWellFormed) && !HasUnresolved(attributes);
        return !sink.HasErrors && isReadable
            ? new NetworkSpec(hierarchy, input, layers.ToEquatableArray(), unroll, prefix, attributes.Network.Get("Training", true), hidden)
            : new NetworkSkeleton(
                hierarchy, InputParser.Guess(input, layers), GuessOutput(layers), isSequence, blocked, MemberCollisions.Implemented(type));
    }

    private static bool HasUnresolved(NetworkAttributes attributes) => attributes.Layers.Any(layer => layer.Kind is null);

    private static int GuessOutput(List<LayerSpec> layers) => layers.FindLast(layer => layer.Output.IsKnown)?.Output.Size ?? 1;

    private static void CheckParts(INamedTypeSymbol type, NetworkAttributes attributes, DiagnosticSink sink)
    {
        // An unknown attribute may be a misspelled input.
        if (attributes.Input is null
            && attributes.Layers.Any(layer => layer.Kind is null && MeantAttributes.Of(layer.Attribute.Name) is MeantAttributes.Input or MeantAttributes.Sequence))
        {
            return;
        }

        if (attributes.Input is null || attributes.Layers.Count == 0)
        {
            Repair repair = attributes.Input is null && InputParser.Infer(attributes.Layers) is { } size
                ? Repair.None.With(Repair.Input, SourceText.Literal(size))
                : Repair.None;
            sink.Report(
                Descriptors.MissingInputOrLayer,
                attributes.Network!.Location,
                repair,
                type.Name,
                attributes.Input is not null ? "layer" : attributes.Layers.Count > 0 ? "input" : "input and no layer");
        }

        if (attributes.SecondInput is { } second)
        {
            sink.Report(Descriptors.SecondInput, second.Location, type.Name, attributes.Input!.Name, second.Name);
        }
    }

    private static UnrollMode ParseUnroll(AttributeReader network, DiagnosticSink sink)
    {
        var unroll = (UnrollMode)network.Get("Unroll", 0);
        if (!Enum.IsDefined(typeof(UnrollMode), unroll))
        {
            sink.Report(Descriptors.OutOfRange, network.LocationOf("Unroll"), "Network", "Unroll", "a member of FcGen.Unroll", (int)unroll);
        }

        return unroll;
    }

    /// <returns>The prefix with a trailing dot, or an empty string.</returns>
    private static string ParsePrefix(INamedTypeSymbol type, AttributeReader network, DiagnosticSink sink)
    {
        string given = network.Get<string?>("Prefix", null) ?? string.Empty;
        if (given.Length == 0)
        {
            return string.Empty;
        }

        string path = given[given.Length - 1] == '.' ? given.Substring(0, given.Length - 1) : given;
        if (LayerNames.ProblemOf(path) is { } problem)
        {
            sink.Report(Descriptors.BadPrefix, network.LocationOf("Prefix"), given, type.Name, problem);
        }

        return path + ".";
    }

    /// <returns>The indices of the layers whose outputs can be read.</returns>
    private static EquatableArray<int> ParseHidden(
        INamedTypeSymbol type, NetworkAttributes attributes, List<LayerSpec> layers, DiagnosticSink sink)
    {
        var hidden = new List<int>();
        foreach (string name in attributes.Network!.Texts(HiddenOutputs))
        {
            int index = layers.FindIndex(layer => layer.Name == name);
            if (index >= 0)
            {
                hidden.Add(index);
            }
            else if (layers.Count == attributes.Layers.Count && attributes.Layers.All(layer => layer is { Kind: not null, Attribute.IsWellFormed: true }))
            {
                string? meant = Spelling.Nearest(name, layers.Select(layer => layer.Name));
                sink.Report(
                    Descriptors.UnknownLayer,
                    attributes.Network.LocationOf(HiddenOutputs),
                    $"{HiddenOutputs} of network '{type.Name}'",
                    name,
                    "no layer has this name" + (meant is null ? string.Empty : $": did you mean '{meant}'?"));
            }
        }

        return hidden.Distinct().ToEquatableArray();
    }

    /// <returns>Whether the attributes are spread over several declarations.</returns>
    private static bool CheckDeclarations(INamedTypeSymbol type, NetworkAttributes attributes, DiagnosticSink sink)
    {
        SyntaxNode? home = attributes.Network!.Declaration;
        List<AttributeReader> elsewhere = [.. attributes.All.Where(attribute => attribute.Declaration != home)];
        foreach (AttributeReader attribute in elsewhere)
        {
            sink.Report(Descriptors.SpreadAttributes, attribute.Location, attribute.Name, type.Name);
        }

        return elsewhere.Count > 0;
    }

    private static List<LayerSpec> ParseLayers(
        IReadOnlyList<(LayerKind? Kind, AttributeReader Attribute)> attributes, Shape input, ShapeOrigin? inputOrigin, DiagnosticSink sink)
    {
        var layers = new List<LayerSpec>();
        bool areCertain = attributes.All(layer => layer is { Kind: not null, Attribute.IsWellFormed: true });
        var names = new LayerNames(input, attributes.Select(layer => layer.Attribute), areCertain);
        ShapeOrigin origin = inputOrigin ?? ShapeOrigin.Input(null);
        long storage = 0;
        long values = 0;
        foreach ((LayerKind? kind, AttributeReader attribute) in attributes)
        {
            Shape current = layers.Count == 0 ? input : layers[layers.Count - 1].Output;
            var context = new LayerContext(attribute, layers.Count, names[layers.Count], current, origin, names, sink);
            LayerSpec layer = kind is not null && attribute.IsWellFormed
                ? kind.Parse(context)
                : new UnreadableSpec(context.Index, context.Name, current);
            names.CheckOwn(context, layer);
            names.Add(layer);
            layers.Add(layer);
            if (layer.SetsShape)
            {
                origin = new ShapeOrigin(
                    LowerFirst(layer.Label), kind?.SizeParameter is { } parameter ? attribute.LocationOf(parameter) : null);
            }
            else if (layer.NamedLayer is not null)
            {
                // With another size, the shapes of the addition would differ.
                origin = origin with { Size = null };
            }

            storage += layer.StorageBound;
            values += layer.Output.MemoryBound;
            if (storage > MaxArray || values > MaxValues)
            {
                (string what, long most, long actual) = storage > MaxArray
                    ? ("the number of parameters up to here, padded to whole vectors,", MaxArray, storage)
                    : ("the number of values of all layers up to here, padded to whole vectors,", MaxValues, values);
                sink.Report(Descriptors.OutOfRange, attribute.Location, layer.Label, what, $"at most {most}", actual);
                break;
            }
        }

        return layers;
    }

    public static string LowerFirst(string label) => char.ToLowerInvariant(label[0]) + label.Substring(1);
}
