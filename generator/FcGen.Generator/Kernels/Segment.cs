namespace FcGen.Generator.Kernels;

/// <summary>The part of a row that one vector covers.</summary>
/// <param name="Offset">Index of its first float in the row.</param>
/// <param name="Lanes">Lanes of the vector.</param>
/// <param name="Valid">The lanes within the width of the row.</param>
internal readonly record struct Segment(int Offset, int Lanes, int Valid)
{
    public bool IsPartial => Valid < Lanes;

    /// <summary>Divides a row into vectors. The last may be narrower or partly filled, and never extends past the padding.</summary>
    public static IReadOnlyList<Segment> Cut(int width, int lanes)
    {
        var segments = new List<Segment>();
        for (int offset = 0; offset < width;)
        {
            int fitting = lanes > Padding.Lanes && Padding.RoundUp(width) - offset < lanes ? Padding.Lanes : lanes;
            segments.Add(new Segment(offset, fitting, Math.Min(fitting, width - offset)));
            offset += fitting;
        }

        return segments;
    }
}
