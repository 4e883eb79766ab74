using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>How many elements an expression has.</summary>
/// <param name="Count">The number of elements.</param>
/// <param name="Size">
/// The expression whose replacement by another constant would change <paramref name="Count"/> one to one: the <c>63</c> of
/// <c>new float[63]</c>, of <c>AsSpan(5, 63)</c>, of <c>[..63]</c>. It may lie elsewhere, at the declaration of a local or a field in another
/// tree. Null where there is none: a collection expression, an inline array, an initializer, an offset that is not 0.
/// </param>
internal sealed record KnownLength(int Count, ExpressionSyntax? Size)
{
    /// <summary>No elements.</summary>
    public static KnownLength Empty { get; } = new(0, null);

    /// <summary>The largest count that a change of <see cref="Size"/> can give: what a slice is cut from may be known too.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>
    /// How many elements a span, array, memory or inline array expression has, where the compiler can know it for certain; null otherwise.
    /// </summary>
    internal static KnownLength? Of(IOperation operation, CancellationToken cancellation) => new LengthReader(cancellation).Read(operation);
}
