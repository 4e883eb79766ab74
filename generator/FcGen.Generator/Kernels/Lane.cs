using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>Source text of operations on vectors by number of lanes, as <see cref="Vec"/>, or on a float if it is 1.</summary>
internal static class Lane
{
    public static string Type(int lanes) => lanes == 1 ? "float" : Vec.Type(lanes);

    /// <summary>A value in all lanes.</summary>
    public static string Create(int lanes, string value) => lanes == 1 ? value : $"{Vec.Class(lanes)}.Create({value})";

    public static string Zero(int lanes) => lanes == 1 ? "0f" : Vec.Zero(lanes);

    /// <summary>Divides a row into vectors or floats.</summary>
    public static IReadOnlyList<Segment> Cut(int width, int lanes) =>
        lanes == 1 ? [.. Enumerable.Range(0, width).Select(column => new Segment(column, 1, 1))] : Segment.Cut(width, lanes);

    /// <summary>Loads the part of a row that a segment covers. Lanes past the width are arbitrary.</summary>
    public static string Load(Segment segment, string reference, int offset, bool isPadded) =>
        segment.Lanes == 1 ? Vec.Element(reference, offset)
        : isPadded ? Vec.Load(segment.Lanes, reference, offset)
        : Vec.Load(segment, reference, offset, isPadded);

    /// <summary>Writes the store of the part of a row that a segment covers; lanes past the width become zero.</summary>
    public static void EmitStore(IndentedWriter writer, Segment segment, string value, string reference, int offset, bool isPadded)
    {
        if (segment.Lanes == 1)
        {
            writer.Line($"{Vec.Element(reference, offset)} = {value};");
        }
        else
        {
            Vec.EmitStore(writer, segment, value, reference, offset, isPadded);
        }
    }

    /// <summary>Whether a value replaces the maximum before it, as in PyTorch: if it is larger or NaN.</summary>
    public static string Replaces(int lanes, string value, string max) => lanes == 1
        ? $"{value} > {max} || float.IsNaN({value})"
        : $"{Vec.Class(lanes)}.GreaterThan({value}, {max}) | ~{Vec.Class(lanes)}.Equals({value}, {value})";

    public static string Select(int lanes, string condition, string then, string otherwise) =>
        lanes == 1 ? $"{condition} ? {then} : {otherwise}" : $"{Vec.Class(lanes)}.ConditionalSelect({condition}, {then}, {otherwise})";

    public static string Equal(int lanes, string a, string b) => lanes == 1 ? $"{a} == {b}" : $"{Vec.Class(lanes)}.Equals({a}, {b})";

    /// <summary>The type of the result of a comparison.</summary>
    public static string ConditionType(int lanes) => lanes == 1 ? "bool" : Vec.Type(lanes);
}
