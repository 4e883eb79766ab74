using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>Reads lengths of allocations.</summary>
internal static class Allocations
{
    /// <summary>Returns the length of <c>new float[63]</c>, <c>new[] { .. }</c> and <c>{ .. }</c>.</summary>
    public static KnownLength? Of(IArrayCreationOperation array)
    {
        if (array.Type is not IArrayTypeSymbol { Rank: 1 } || array.DimensionSizes.Sole() is not { } size)
        {
            return null;
        }

        return Of(Constants.Count(size), Constants.Written(size), array.Initializer?.ElementValues.Length);
    }

    /// <summary>Returns the length of <c>stackalloc</c>, for which Roslyn has no operation kind.</summary>
    public static KnownLength? OfStackAlloc(IOperation operation, CancellationToken cancellation)
    {
        switch (Uses.WithoutParentheses(operation.Syntax))
        {
            case ImplicitStackAllocArrayCreationExpressionSyntax { Initializer.Expressions.Count: var count }:
                return new KnownLength(count, null);
            case StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax type } allocation
                when type.RankSpecifiers.Sole()?.Sizes.Sole() is { } size && operation.SemanticModel is { } model:
                int? elements = allocation.Initializer?.Expressions.Count;
                int? declared = size is OmittedArraySizeExpressionSyntax ? elements : Constants.Count(model.GetConstantValue(size, cancellation));
                return Of(declared, size, elements);
            default:
                return null;
        }
    }

    /// <summary>Returns the length of a struct with <c>[InlineArray(63)]</c>.</summary>
    public static KnownLength? OfInlineArray(ITypeSymbol? type)
    {
        foreach (AttributeData attribute in type?.GetAttributes() ?? [])
        {
            if (FrameworkTypes.Is(attribute.AttributeClass, "System.Runtime.CompilerServices", "InlineArrayAttribute")
                && attribute.ConstructorArguments is { Length: 1 } arguments && arguments[0].Value is int count and > 0)
            {
                return new KnownLength(count, null);
            }
        }

        return null;
    }

    private static KnownLength? Of(int? count, ExpressionSyntax? size, int? elements) =>
        count is not { } known || (elements is not null && elements != known) ? null
        : new KnownLength(known, elements is null ? size : null);
}
