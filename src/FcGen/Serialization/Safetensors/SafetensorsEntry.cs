using FcGen.Messages;

namespace FcGen.Serialization;

/// <summary>What the header of a safetensors file says of one tensor.</summary>
internal sealed class SafetensorsEntry(string name, string type, IReadOnlyList<long> shape, long begin, long end)
{
    public string Name { get; } = name;

    /// <summary>Type of the elements, one of <see cref="SafetensorsTypes"/>.</summary>
    public string Type { get; } = type;

    /// <summary>Dimensions, outermost first; none for a single number.</summary>
    public IReadOnlyList<long> Shape { get; } = shape;

    /// <summary>Where its data begins, in bytes after the header.</summary>
    public long Begin { get; } = begin;

    /// <summary>Where its data has ended.</summary>
    public long End { get; } = end;

    /// <summary>Makes sure that type and shape take as many bytes as there are.</summary>
    public void CheckLength()
    {
        if (!SafetensorsTypes.TryGetBits(Type, out int bits))
        {
            throw new InvalidDataException(
                $"{HeaderPart.Tensor(Name)}: expected one of the dtypes {SafetensorsTypes.List}, but found {MessageText.Name(Type)}");
        }

        try
        {
            long total = Shape.Aggregate((long)bits, (product, dimension) => checked(product * dimension));
            if (total % 8 == 0 && total / 8 == End - Begin)
            {
                return;
            }

            string length = total % 8 == 0 ? $"{total / 8} bytes" : $"{total} bits";
            throw new InvalidDataException($"{HeaderPart.Tensor(Name)}: {this} takes {length}, but its data_offsets are {Begin} and {End}");
        }
        catch (OverflowException)
        {
            throw new InvalidDataException($"{HeaderPart.Tensor(Name)}: {this} has more than 2^63 - 1 bits");
        }
    }

    /// <summary>Type and shape.</summary>
    public override string ToString() => $"{Type} {MessageText.Shape(Shape)}";
}
