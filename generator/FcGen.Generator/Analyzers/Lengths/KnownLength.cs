using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>The element count of an expression.</summary>
/// <param name="Count">The number of elements.</param>
/// <param name="Size">
/// The expression whose replacement by another constant would change <paramref name="Count"/> one to one: the <c>63</c> of
/// <c>new float[63]</c>, of <c>AsSpan(5, 63)</c>, of <c>[..63]</c>. The expression may be at another location, such as the declaration of a
/// local, or of a field in another tree. Null for a collection expression, an inline array, an initializer, or a nonzero offset.
/// </param>
internal sealed record KnownLength(int Count, ExpressionSyntax? Size)
{
    /// <summary>The length 0.</summary>
    public static KnownLength Empty { get; } = new(0, null);

    /// <summary>
    /// The largest count that a change of <see cref="Size"/> can produce. It is limited if the length of the source of a slice is known.
    /// </summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>
    /// Returns the element count of a span, array, memory or inline array expression if it is certain, or null.
    /// </summary>
    internal static KnownLength? Of(IOperation operation, CancellationToken cancellation) => new LengthReader(cancellation).Read(operation);
}
