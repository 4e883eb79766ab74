using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>
/// Reads lengths of slices. They may be known even if the length of the source is unknown: <c>unknown[..63]</c>, <c>unknown[^63..]</c>.
/// </summary>
internal static class Slices
{
    private static readonly Bound Start = new(0, FromEnd: false, null);
    private static readonly Bound End = new(0, FromEnd: true, null);

    /// <summary>Returns the length of <c>source[range]</c>.</summary>
    public static KnownLength? Cut(KnownLength? source, IOperation? range) =>
        range is IRangeOperation { IsLifted: false } written
        && ReadBound(written.LeftOperand, Start) is { } start
        && ReadBound(written.RightOperand, End) is { } end
            ? Cut(source, start, end)
            : null;

    /// <summary>Returns the length of the rest after an index: <c>AsSpan(5)</c>, <c>AsSpan(^63)</c>.</summary>
    public static KnownLength? From(KnownLength? source, IOperation? index) =>
        ReadBound(index, null) is { } start ? Cut(source, start, End) : null;

    /// <summary>Returns the length of <c>source.Slice(start, length)</c>, which is certain even if the start is not.</summary>
    public static KnownLength? Piece(KnownLength? source, IOperation? start, IOperation length)
    {
        if (Constants.Count(length) is not { } count || (start?.ConstantValue.HasValue == true && Constants.Count(start) is null))
        {
            return null;
        }

        int limit = source is null ? int.MaxValue : source.Count - (Constants.Count(start) ?? 0);
        return count <= limit ? new KnownLength(count, Constants.Written(length)) { Limit = limit } : null;
    }

    private static KnownLength? Cut(KnownLength? source, Bound start, Bound end)
    {
        if (source is null && start.FromEnd != end.FromEnd)
        {
            return null;
        }

        // If the source is unknown, both indices are counted from the same side, so any total length gives the same result.
        long whole = source?.Count ?? int.MaxValue;
        long first = start.FromEnd ? whole - start.Offset : start.Offset;
        long last = end.FromEnd ? whole - end.Offset : end.Offset;
        if (first < 0 || last < first || last > whole)
        {
            return null;
        }

        bool fromStart = start is { Offset: 0, FromEnd: false };
        bool toEnd = end is { Offset: 0, FromEnd: true };
        if (fromStart && toEnd)
        {
            return source;
        }

        ExpressionSyntax? size = fromStart && !end.FromEnd ? end.Written : toEnd && start.FromEnd ? start.Written : null;
        return new KnownLength((int)(last - first), size) { Limit = (int)whole };
    }

    private static Bound? ReadBound(IOperation? bound, Bound? absent) => bound switch
    {
        null => absent,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var operand } => Of(operand, fromEnd: true),
        IConversionOperation { Operand: var operand } when FrameworkTypes.Is(bound.Type, "System", "Index") => Of(operand, fromEnd: false),
        _ => Of(bound, fromEnd: false),
    };

    private static Bound? Of(IOperation operand, bool fromEnd) =>
        Constants.Count(operand) is { } offset ? new Bound(offset, fromEnd, Constants.Written(operand)) : null;

    /// <summary>An index from the start or the end of a sequence, and the expression of its value.</summary>
    private readonly record struct Bound(int Offset, bool FromEnd, ExpressionSyntax? Written);
}
