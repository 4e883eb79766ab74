using System.Globalization;

namespace FcGen.Generator.Graph;

/// <summary>Shape of one sample, rank 1 to 3, outermost (channels) first. Unused dimensions are 1.</summary>
internal readonly record struct Shape(int Rank, int D0, int D1 = 1, int D2 = 1)
{
    /// <summary>The output shape of a layer with an error. It is not compared with other shapes, so that one error is reported once.</summary>
    public static readonly Shape Unknown;

    public bool IsKnown => Rank > 0;

    public static Shape Vector(int size) => new(1, size);

    /// <summary>The number of values. The parser has checked that it fits in an int.</summary>
    public int Size => D0 * D1 * D2;

    public override string ToString() => Rank switch
    {
        1 => D0.ToString(CultureInfo.InvariantCulture),
        2 => string.Format(CultureInfo.InvariantCulture, "{0} x {1}", D0, D1),
        _ => string.Format(CultureInfo.InvariantCulture, "{0} x {1} x {2}", D0, D1, D2),
    };
}
