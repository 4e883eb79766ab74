using FcGen.Generator.Diagnostics;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers;
using FcGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Parsing;

/// <summary>Turns a class annotated with [Network] into a <see cref="NetworkSpec"/>, and tells a sink of every mistake on the way.</summary>
internal static class NetworkParser
{
    public const string NetworkAttribute = "FcGen.NetworkAttribute";

    /// <summary>More numbers than this do not fit one array.</summary>
    private const long MaxArray = 0x7FFF_0000;

    /// <summary>Most values of all layers together: a block of a batch and the workspace of a sample must fit one array.</summary>
    private const long MaxValues = MaxArray / 16;

    /// <returns>The network, or null if there was a mistake.</returns>
    public static NetworkSpec? Parse(INamedTypeSymbol type, DiagnosticSink sink, CancellationToken cancellation)
    {
        NetworkAttributes attributes = NetworkAttributes.Read(type, cancellation);
        if (attributes.Network is null)
        {
            return null;
        }

        TypeHierarchy? hierarchy = TypeParser.Parse(type, sink, cancellation);
        bool isSpread = CheckDeclarations(type, attributes, sink);
        if (attributes.Input is null || attributes.Layers.Count == 0)
        {
            sink.Report(
                Descriptors.MissingInputOrLayer,
                attributes.Network.Location,
                type.Name,
                attributes.Input is not null ? "layer" : attributes.Layers.Count > 0 ? "[Input]" : "[Input] and no layer");
        }

        // Without an input, with attributes that the compiler refuses, or in an order that is undefined, sizes mean nothing.
        if (attributes.Input is null || isSpread || attributes.All.Any(attribute => !attribute.IsWellFormed))
        {
            return null;
        }

        Shape input = ParseInput(attributes.Input, sink);
        List<LayerSpec> layers = ParseLayers(attributes.Layers, input, sink);
        CheckZeros(layers, attributes.Layers, sink);
        UnrollMode unroll = ParseUnroll(attributes.Network, sink);
        return sink.HasErrors || hierarchy is null || layers.Count == 0
            ? null
            : new NetworkSpec(hierarchy, input, layers.ToEquatableArray(), unroll);
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

    private static Shape ParseInput(AttributeReader attribute, DiagnosticSink sink)
    {
        IReadOnlyList<int> dimensions = attribute.GetList("shape");
        if (dimensions.Count is < 1 or > 3)
        {
            sink.Report(Descriptors.OutOfRange, attribute.Location, "Input", "the number of dimensions", "1, 2 or 3", dimensions.Count);
            return Shape.Unknown;
        }

        decimal size = 1;
        for (int i = 0; i < dimensions.Count; i++)
        {
            if (dimensions[i] < 1)
            {
                sink.Report(Descriptors.OutOfRange, attribute.LocationOf(i), "Input", "a dimension", "at least 1", dimensions[i]);
                return Shape.Unknown;
            }

            size *= dimensions[i];
        }

        if (size > MaxValues)
        {
            sink.Report(Descriptors.OutOfRange, attribute.Location, "Input", "the number of values", $"at most {MaxValues}", size);
            return Shape.Unknown;
        }

        return new Shape(dimensions.Count, dimensions[0], dimensions.ElementAtOrDefault(1) is > 0 and var d1 ? d1 : 1, dimensions.ElementAtOrDefault(2) is > 0 and var d2 ? d2 : 1);
    }

    private static List<LayerSpec> ParseLayers(IReadOnlyList<(LayerKind Kind, AttributeReader Attribute)> attributes, Shape input, DiagnosticSink sink)
    {
        var layers = new List<LayerSpec>();
        var names = new LayerNames(input, attributes.Select(layer => layer.Attribute));
        string origin = "the input";
        long storage = 0;
        long values = 0;
        foreach ((LayerKind kind, AttributeReader attribute) in attributes)
        {
            Shape current = layers.Count == 0 ? input : layers[layers.Count - 1].Output;
            var context = new LayerContext(attribute, layers.Count, names[layers.Count], current, origin, names, sink);
            LayerSpec layer = kind.Parse(context);
            names.CheckOwn(context, layer);
            names.Add(layer);
            layers.Add(layer);
            if (layer.SetsShape)
            {
                origin = LowerFirst(context.Label(layer.Describe()));
            }

            storage += layer.StorageBound;
            values += layer.Output.Size;
            if (storage > MaxArray || values > MaxValues)
            {
                (string what, long most, long actual) = storage > MaxArray
                    ? ("the number of parameters up to here, padded to whole vectors,", MaxArray, storage)
                    : ("the number of values of all layers up to here", MaxValues, values);
                sink.Report(Descriptors.OutOfRange, attribute.Location, context.Label(layer.Describe()), what, $"at most {most}", actual);
                break;
            }
        }

        return layers;
    }

    /// <summary>
    /// Tells of dense layers whose weights start at zero: not of the last one, whose units learn from outputs of their own, nor of the end
    /// of a residual branch, which so is nothing at first.
    /// </summary>
    private static void CheckZeros(List<LayerSpec> layers, IReadOnlyList<(LayerKind Kind, AttributeReader Attribute)> attributes, DiagnosticSink sink)
    {
        int last = layers.FindLastIndex(layer => layer is DenseSpec);
        foreach (DenseSpec dense in layers.OfType<DenseSpec>().Where(dense => dense.Init == InitKind.Zeros && dense.Index != last))
        {
            if (layers.Skip(dense.Index + 1).TakeWhile(layer => layer.GainBefore is null).Any(layer => layer is AddSpec))
            {
                continue;
            }

            string label = LayerSpec.Label(dense.Index, dense.Name, dense.Describe());
            sink.Report(Descriptors.ZeroHiddenWeights, attributes[dense.Index].Attribute.LocationOf("Init"), LowerFirst(label));
        }
    }

    private static string LowerFirst(string label) => char.ToLowerInvariant(label[0]) + label.Substring(1);
}
