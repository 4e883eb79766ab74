using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>Cuts the columns of a result into groups that a register tile takes at once, and writes the loop over them.</summary>
internal static class ColumnGroups
{
    /// <summary>Groups of at most <paramref name="most"/> neighbouring segments, as equal as possible, the larger ones first.</summary>
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
    /// Writes <paramref name="body"/> for each group: once within a loop for neighbouring groups of the same form, else with a
    /// constant. The body finds the first column of its group in <c>j</c>.
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

    /// <summary>The group with offsets from its own first column.</summary>
    public static IReadOnlyList<Segment> FromFirst(IReadOnlyList<Segment> group) =>
        [.. group.Select(segment => segment with { Offset = segment.Offset - group[0].Offset })];

    private static bool HasSameForm(IReadOnlyList<Segment> a, IReadOnlyList<Segment> b) =>
        a.Count == b.Count && a.Zip(b, (x, y) => x.Lanes == y.Lanes && !x.IsPartial && !y.IsPartial).All(same => same);
}
