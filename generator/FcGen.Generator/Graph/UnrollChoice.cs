using FcGen.Generator.Kernels;
using static FcGen.Generator.Infrastructure.SourceText;

namespace FcGen.Generator.Graph;

/// <summary>Decides which products of a network become straight-line code for one sample.</summary>
/// <param name="mode">The mode that the user requests.</param>
/// <param name="limit">The multiply-adds of 256 bits that the network may have as straight-line code.</param>
internal sealed class UnrollChoice(UnrollMode mode, int limit)
{
    private readonly HashSet<object> _unrolledShapes = [];
    private long _unrolled;

    /// <summary>Decides for the next product.</summary>
    /// <param name="shape">Products of an equal shape share their code.</param>
    /// <param name="instructions">Multiply-adds of 256 bits for one sample.</param>
    /// <param name="largestPart">The multiply-adds of the largest part that cannot be divided among methods.</param>
    public Unrolling Choose(object shape, long instructions, long largestPart)
    {
        string? excess = instructions > Budget.FullInstructions ? Exceeds(instructions, Budget.FullInstructions, "one layer")
            : largestPart > Budget.MethodInstructions ? Exceeds(largestPart, Budget.MethodInstructions, "one method")
            : null;
        long before = _unrolledShapes.Contains(shape) ? _unrolled - instructions : _unrolled;
        (bool isUnrolled, string reason) = mode switch
        {
            UnrollMode.Tiled => (false, "tiled: requested"),
            UnrollMode.Full => excess is null ? (true, "unrolled: requested") : (false, $"tiled: {excess}"),
            _ when instructions > Budget.LayerInstructions =>
                (false, $"tiled: {Display(instructions)} instructions exceed the limit of {Display(Budget.LayerInstructions)} per layer"),
            _ when before + instructions > limit =>
                (false, $"tiled: the network would exceed {Display(limit)} instructions"),
            _ => (true, $"unrolled: {Display(instructions)} instructions"),
        };
        if (isUnrolled && _unrolledShapes.Add(shape))
        {
            _unrolled += instructions;
        }

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
    public static Unrolling Shared(int positions) => new(false, $"tiled: {positions} positions share the weights", $"{positions} positions share its weights");
}
