using System.Globalization;

namespace FcGen.Generator.Graph;

/// <summary>Shape of one sample, rank 1 to 3, outermost (channels) first. Unused dimensions are 1.</summary>
internal readonly record struct Shape(int Rank, int D0, int D1 = 1, int D2 = 1)
{
    /// <summary>What a layer with a mistake gives: nothing is compared with it, so that one mistake is reported once.</summary>
    public static readonly Shape Unknown;

    public bool IsKnown => Rank > 0;

    public static Shape Vector(int size) => new(1, size);

    /// <summary>Number of values; the parser has checked that it fits an int.</summary>
    public int Size => D0 * D1 * D2;

    public override string ToString() => Rank switch
    {
        1 => D0.ToString(CultureInfo.InvariantCulture),
        2 => string.Format(CultureInfo.InvariantCulture, "{0} x {1}", D0, D1),
        _ => string.Format(CultureInfo.InvariantCulture, "{0} x {1} x {2}", D0, D1, D2),
    };
}
