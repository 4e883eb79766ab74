using FcGen.Generator.Kernels;

namespace FcGen.Generator.Planning;

/// <summary>Gives buffers with known lifetimes places in one region, reusing room that is free again.</summary>
internal static class BufferAllocator
{
    /// <param name="buffers">Size in floats, and the first and last step at which each is in use.</param>
    /// <returns>The offset of each buffer, and the size of the region.</returns>
    public static (IReadOnlyList<int> Offsets, int Total) Assign(IReadOnlyList<(int Size, int First, int Last)> buffers)
    {
        var offsets = new int[buffers.Count];
        var placed = new List<int>();
        int total = 0;
        foreach (int index in Enumerable.Range(0, buffers.Count).OrderBy(i => buffers[i].First))
        {
            (int size, int first, int last) = buffers[index];
            int offset = 0;
            foreach (int other in placed.Where(p => buffers[p].First <= last && first <= buffers[p].Last).OrderBy(p => offsets[p]))
            {
                if (offset + size <= offsets[other])
                {
                    break;
                }

                offset = Math.Max(offset, Padding.Align(offsets[other] + buffers[other].Size));
            }

            offsets[index] = offset;
            placed.Add(index);
            total = Math.Max(total, Padding.Align(offset + size));
        }

        return (offsets, total);
    }
}
