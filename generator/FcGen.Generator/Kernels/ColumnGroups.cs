using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>Divides the columns of a result into groups for register tiles, and writes the loop over them.</summary>
internal static class ColumnGroups
{
    /// <summary>Returns groups of at most <paramref name="most"/> adjacent segments, as equal as possible, larger groups first.</summary>
    public static IReadOnlyList<IReadOnlyList<Segment>> Cut(IReadOnlyList<Segment> segments, int most)
    {
        int count = (segments.Count + most - 1) / most;
        int smaller = segments.Count / count;
        int larger = segments.Count % count;
        var groups = new List<IReadOnlyList<Segment>>();
        for (int i = 0, next = 0; i < count; i++)
        {
            int size = smaller + (i < larger ? 1 : 0);
            groups.Add([.. segments.Skip(next).Take(size)]);
            next += size;
        }

        return groups;
    }

    /// <summary>
    /// Writes <paramref name="body"/> for each group: once in a loop for adjacent groups of the same form, otherwise with a constant. The variable
    /// <c>j</c> is the first column of the group.
    /// </summary>
    public static void Emit(IndentedWriter writer, IReadOnlyList<IReadOnlyList<Segment>> groups, Action<IReadOnlyList<Segment>> body)
    {
        for (int i = 0; i < groups.Count;)
        {
            int same = 1;
            while (i + same < groups.Count && HasSameForm(groups[i], groups[i + same]))
            {
                same++;
            }

            int first = groups[i][0].Offset;
            int width = groups[i].Sum(segment => segment.Lanes);
            string header = same == 1 ? string.Empty : $"for (int j = {first}; j < {first + (same * width)}; j += {width})";
            using (writer.Block(header.Length > 0 ? header : $"// Columns {first} to {groups[i][groups[i].Count - 1].Offset + groups[i][groups[i].Count - 1].Valid - 1}."))
            {
                if (same == 1)
                {
                    writer.Line($"const int j = {first};");
                }

                body(FromFirst(groups[i]));
            }

            i += same;
        }
    }

    /// <summary>Returns the group with offsets relative to its first column.</summary>
    public static IReadOnlyList<Segment> FromFirst(IReadOnlyList<Segment> group) =>
        [.. group.Select(segment => segment with { Offset = segment.Offset - group[0].Offset })];

    private static bool HasSameForm(IReadOnlyList<Segment> a, IReadOnlyList<Segment> b) =>
        a.Count == b.Count && a.Zip(b, (x, y) => x.Lanes == y.Lanes && !x.IsPartial && !y.IsPartial && x.Gap == y.Gap).All(same => same);
}
