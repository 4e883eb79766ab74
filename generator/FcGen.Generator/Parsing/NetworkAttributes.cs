using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers;
using FcGen.Generator.Layers.Reading;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Parsing;

/// <summary>The FcGen attributes of a class, in source order.</summary>
internal sealed class NetworkAttributes
{
    public AttributeReader? Network { get; private set; }

    public AttributeReader? Input { get; private set; }

    /// <summary>An input of the other kind, after <see cref="Input"/>. The compiler reports two of the same kind.</summary>
    public AttributeReader? SecondInput { get; private set; }

    /// <summary>
    /// The layers. A layer without a kind is an unknown attribute, possibly a layer whose name is being typed.
    /// </summary>
    public List<(LayerKind? Kind, AttributeReader Attribute)> Layers { get; } = [];

    public List<AttributeReader> All { get; } = [];

    public static NetworkAttributes Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var result = new NetworkAttributes();
        foreach (AttributeData attribute in type.GetAttributes())
        {
            var reader = new AttributeReader(attribute, cancellation);
            if (reader.IsUnresolved)
            {
                result.Layers.Add((null, reader));
            }
            else if (attribute.AttributeClass is { } known && KnownTypes.IsLibrary(known))
            {
                result.Add(known.Name, reader);
            }
        }

        return result;
    }

    private void Add(string name, AttributeReader attribute)
    {
        LayerKind? kind = LayerCatalog.Find(name);
        switch (name)
        {
            case "NetworkAttribute":
                Network ??= attribute;
                break;
            case "InputAttribute":
            case "SequenceAttribute":
                Input ??= attribute;
                SecondInput ??= attribute.Name == Input.Name ? null : attribute;
                break;
            default:
                if (kind is null)
                {
                    return;
                }

                Layers.Add((kind, attribute));
                break;
        }

        All.Add(attribute);
    }
}
