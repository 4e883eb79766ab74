using FcGen.Messages;

namespace FcGen.Serialization;

/// <summary>Entry of one tensor in the header of a safetensors file.</summary>
internal sealed class SafetensorsEntry(string name, string type, IReadOnlyList<long> shape, long begin, long end)
{
    public string Name { get; } = name;

    /// <summary>Type of the elements, one of <see cref="SafetensorsTypes"/>.</summary>
    public string Type { get; } = type;

    /// <summary>Dimensions, outermost first; none for a single number.</summary>
    public IReadOnlyList<long> Shape { get; } = shape;

    /// <summary>Start of the data, in bytes after the header.</summary>
    public long Begin { get; } = begin;

    /// <summary>End of the data (exclusive), in bytes after the header.</summary>
    public long End { get; } = end;

    /// <summary>Checks that the size of type and shape equals the length of the data.</summary>
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
