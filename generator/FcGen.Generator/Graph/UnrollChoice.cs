using FcGen.Generator.Kernels;
using static FcGen.Generator.Infrastructure.SourceText;

namespace FcGen.Generator.Graph;

/// <summary>Decides which products of a network become straight-line code for one sample: all of a small network, or none.</summary>
/// <param name="mode">The mode that the user requests.</param>
/// <param name="instructions">The multiply-adds of 256 bits of the network.</param>
/// <param name="limit">The multiply-adds of 256 bits that the network may have as straight-line code.</param>
internal sealed class UnrollChoice(UnrollMode mode, long instructions, int limit)
{
    /// <summary>Decides for a product.</summary>
    /// <param name="product">The product.</param>
    /// <param name="largestPart">The multiply-adds of the largest part that cannot be divided among methods.</param>
    public Unrolling Choose(SampleProduct product, long largestPart)
    {
        string? excess = product.Instructions > Budget.FullInstructions ? Exceeds(product.Instructions, Budget.FullInstructions, "one layer")
            : largestPart > Budget.MethodInstructions ? Exceeds(largestPart, Budget.MethodInstructions, "one method")
            : null;
        (bool isUnrolled, string reason) = mode switch
        {
            UnrollMode.Tiled => (false, "tiled: requested"),
            UnrollMode.Full => excess is null ? (true, "unrolled: requested") : (false, $"tiled: {excess}"),
            _ when product.Instructions > limit =>
                (false, $"tiled: {Display(product.Instructions)} instructions exceed the limit of {Display(limit)}"),
            _ when instructions > limit =>
                (false, $"tiled: the network exceeds {Display(limit)} instructions"),
            _ => (true, $"unrolled: {Display(product.Instructions)} instructions"),
        };
        return new Unrolling(isUnrolled, reason, excess);
    }

    private static string Exceeds(long actual, long most, string where) =>
        $"{Display(actual)} instructions exceed the limit of {Display(most)} for {where} by {Display(actual - most)}";
}

/// <summary>Whether a product is straight-line code for one sample.</summary>
/// <param name="IsUnrolled">Whether the product is straight-line code.</param>
/// <param name="Reason">The reason, for the user.</param>
/// <param name="Excess">The limit that straight-line code would exceed and by how much; null if it is possible.</param>
internal sealed record Unrolling(bool IsUnrolled, string Reason, string? Excess)
{
    /// <summary>A product whose weights several positions share. A loop visits them.</summary>
    public static Unrolling Shared(int positions) => new(
        false,
        positions == 1 ? "tiled" : $"tiled: {positions} positions share the weights",
        positions == 1 ? "it works on steps" : $"{positions} positions share its weights");
}
