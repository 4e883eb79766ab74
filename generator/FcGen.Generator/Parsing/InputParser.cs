using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Layers;
using FcGen.Generator.Layers.Reading;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Parsing;

/// <summary>Reads the shape of the input, or infers a missing one.</summary>
internal static class InputParser
{
    /// <summary>
    /// Returns the location of the only dimension of the shape. The result is null if the shape has several dimensions or none.
    /// </summary>
    public static Location? PlaceOfSize(AttributeReader attribute) =>
        attribute.IsWellFormed && IndexOfSize(attribute) is { } index && attribute.LocationOf(index) is var place && place != attribute.Location ? place : null;

    /// <summary>The index of the size of a vector, or of the features of a sequence.</summary>
    private static int? IndexOfSize(AttributeReader attribute) =>
        attribute.IsSequence ? 1
        : attribute.Numbers.Count == 1 ? 0
        : null;

    public static Shape Parse(AttributeReader attribute, DiagnosticSink sink)
    {
        IReadOnlyList<int> dimensions = attribute.Numbers;
        if (dimensions.Count is < 1 or > 3)
        {
            sink.Report(Descriptors.OutOfRange, attribute.Location, attribute.Name, "the number of dimensions", "1, 2 or 3", dimensions.Count);
            return Shape.Unknown;
        }

        decimal size = 1;
        for (int i = 0; i < dimensions.Count; i++)
        {
            if (dimensions[i] < 1)
            {
                sink.Report(Descriptors.OutOfRange, attribute.LocationOf(i), attribute.Name, "a dimension", "at least 1", dimensions[i]);
                return Shape.Unknown;
            }

            size *= dimensions[i];
        }

        if (size > NetworkParser.MaxValues)
        {
            sink.Report(Descriptors.OutOfRange, attribute.Location, attribute.Name, "the number of values", $"at most {NetworkParser.MaxValues}", size);
            return Shape.Unknown;
        }

        return dimensions.Count switch
        {
            1 => Shape.Vector(dimensions[0]),
            2 when attribute.IsSequence => Shape.Sequence(dimensions[0], dimensions[1]),
            2 => Shape.Signal(dimensions[0], dimensions[1]),
            _ => Shape.Image(dimensions[0], dimensions[1], dimensions[2]),
        };
    }

    /// <summary>Infers the size of a missing input from the first dense layer, if no earlier layer changes the size.</summary>
    public static int? Infer(IReadOnlyList<(LayerKind? Kind, AttributeReader Attribute)> layers)
    {
        foreach ((LayerKind? kind, AttributeReader attribute) in layers)
        {
            if (kind?.InputsParameter is { } parameter && attribute.IsWellFormed)
            {
                return attribute.Get(parameter, 0) is > 0 and var inputs ? inputs : null;
            }

            if (kind is null or { KeepsSize: false } || !attribute.IsWellFormed)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Returns the size of the input if known, else the inputs that the first dense layer declares, else 1.</summary>
    public static int Guess(Shape input, IReadOnlyList<LayerSpec> layers) =>
        input.IsKnown ? input.Size : layers.FirstOrDefault(layer => layer.Input.Size > 0)?.Input.Size ?? 1;
}
