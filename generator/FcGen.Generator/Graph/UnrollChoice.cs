using System.Globalization;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>Decides which products of a network become straight-line code for one sample.</summary>
/// <param name="mode">What the user asks for.</param>
internal sealed class UnrollChoice(UnrollMode mode)
{
    private readonly HashSet<object> _unrolledShapes = [];
    private long _unrolled;

    /// <summary>Decides for the next product.</summary>
    /// <param name="shape">Products of an equal shape share their code.</param>
    /// <param name="instructions">Multiply-adds of 256 bits for one sample.</param>
    /// <param name="largestPart">The multiply-adds of what cannot be divided among several methods.</param>
    public Unrolling Choose(object shape, long instructions, long largestPart)
    {
        string? excess = instructions > Budget.FullInstructions ? Exceeds(instructions, Budget.FullInstructions, "one layer")
            : largestPart > Budget.MethodInstructions ? Exceeds(largestPart, Budget.MethodInstructions, "one method")
            : null;
        long before = _unrolledShapes.Contains(shape) ? _unrolled - instructions : _unrolled;
        (bool isUnrolled, string reason) = mode switch
        {
            UnrollMode.Tiled => (false, "tiled: asked for"),
            UnrollMode.Full => excess is null ? (true, "unrolled: asked for") : (false, $"tiled: {excess}"),
            _ when instructions > Budget.LayerInstructions =>
                (false, $"tiled: {Count(instructions)} instructions are more than the {Count(Budget.LayerInstructions)} of one layer"),
            _ when before + instructions > Budget.NetworkInstructions =>
                (false, $"tiled: the network would have more than {Count(Budget.NetworkInstructions)} instructions"),
            _ => (true, $"unrolled: {Count(instructions)} instructions"),
        };
        if (isUnrolled && _unrolledShapes.Add(shape))
        {
            _unrolled += instructions;
        }

        return new Unrolling(isUnrolled, reason, excess);
    }

    private static string Exceeds(long actual, long most, string where) =>
        $"{Count(actual)} instructions are {Count(actual - most)} more than the {Count(most)} that {where} can have";

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>Whether a product is straight-line code for one sample.</summary>
/// <param name="IsUnrolled">Whether it is.</param>
/// <param name="Reason">The reason, for the user.</param>
/// <param name="Excess">The limit that straight-line code would exceed and by how much; null if it is possible.</param>
internal sealed record Unrolling(bool IsUnrolled, string Reason, string? Excess);
