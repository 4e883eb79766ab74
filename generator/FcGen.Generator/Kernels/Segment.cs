namespace FcGen.Generator.Kernels;

/// <summary>The part of a row that one vector covers.</summary>
/// <param name="Offset">Index of its first float in the row.</param>
/// <param name="Lanes">Lanes of the vector.</param>
/// <param name="Valid">The lanes within the width of the row.</param>
/// <param name="Gap">The floats after the last vector of a row that belong to its padding: 4 or none.</param>
internal readonly record struct Segment(int Offset, int Lanes, int Valid, int Gap = 0)
{
    public bool IsPartial => Valid < Lanes;

    /// <summary>Divides a row into vectors. The last may be narrower or partly filled, and never extends past the padding.</summary>
    public static IReadOnlyList<Segment> Cut(int width, int lanes)
    {
        var segments = new List<Segment>();
        int padded = Padding.RoundUp(width);
        for (int offset = 0; offset < width;)
        {
            int fitting = lanes > Padding.Lanes && padded - offset < lanes ? Padding.Lanes : lanes;
            int next = offset + fitting;
            segments.Add(new Segment(offset, fitting, Math.Min(fitting, width - offset), next < width ? 0 : padded - next));
            offset = next;
        }

        return segments;
    }
}
