namespace FcGen.Data;

/// <summary>Orders of indices.</summary>
internal static class Order
{
    /// <summary>Fills a span with the indices 0, 1, 2, ...</summary>
    public static void SetSequential(Span<int> indices)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = i;
        }
    }
}
