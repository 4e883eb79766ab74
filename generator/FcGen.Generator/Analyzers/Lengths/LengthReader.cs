using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>
/// Traces an expression back to the source of its length. Expressions not listed here have no known length, so nothing is reported for
/// them.
/// </summary>
internal sealed class LengthReader(CancellationToken cancellation)
{
    // Members may refer to each other in cycles, and spreads may double the work at each level.
    private const int MaxDepth = 40;
    private const int MaxSteps = 400;

    private int _depth;
    private int _steps;

    /// <summary>Returns the length of an expression if it is certain.</summary>
    public KnownLength? Read(IOperation? operation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (operation is null || _depth == MaxDepth || _steps++ == MaxSteps)
        {
            return null;
        }

        _depth++;
        KnownLength? length = ReadNode(operation);
        _depth--;
        return length;
    }

    private KnownLength? ReadNode(IOperation operation) => operation switch
    {
        IConversionOperation conversion => ReadConversion(conversion),
        IArrayCreationOperation array => Allocations.Of(array),
        ICollectionExpressionOperation collection => ReadCollection(collection),
        IDefaultValueOperation value when FrameworkTypes.IsSequence(value.Type) => KnownLength.Empty,
        ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } => KnownLength.Empty,
        IInvocationOperation call => FrameworkMembers.Read(call, this),
        IObjectCreationOperation creation => FrameworkMembers.Read(creation, this),
        IPropertyReferenceOperation property when FrameworkTypes.IsSequence(property.Property.ContainingType) =>
            FrameworkMembers.Read(property, this),
        IPropertyReferenceOperation property => Read(MemberValues.Of(property, cancellation)),
        IFieldReferenceOperation field => Read(MemberValues.Of(field, cancellation)),
        ILocalReferenceOperation local => Read(LocalValues.Of(local, cancellation)),
        IArrayElementReferenceOperation part when part.Indices.Sole() is IRangeOperation range =>
            Slices.Cut(Read(part.ArrayReference), range),
        IImplicitIndexerReferenceOperation { Argument: IRangeOperation range } part when FrameworkTypes.IsSequence(part.Instance.Type) =>
            Slices.Cut(Read(part.Instance), range),
        IInlineArrayAccessOperation { Argument: IRangeOperation range } part =>
            Slices.Cut(Allocations.OfInlineArray(part.Instance.Type), range),
        IConditionalOperation choice => ReadAll([choice.WhenTrue, choice.WhenFalse]),
        ISwitchExpressionOperation choice => ReadAll(choice.Arms.Select(arm => arm.Value)),
        ICoalesceOperation choice when choice.ValueConversion.IsIdentity || choice.ValueConversion.IsReference =>
            ReadAll([choice.Value, choice.WhenNull]),
        ISimpleAssignmentOperation { IsRef: false } assignment => Read(assignment.Value),
        { Kind: OperationKind.None } => Allocations.OfStackAlloc(operation, cancellation),
        _ => null,
    };

    private KnownLength? ReadConversion(IConversionOperation conversion)
    {
        Conversion kind = conversion.GetConversion();
        if (kind.IsInlineArray)
        {
            return FrameworkTypes.IsSequence(conversion.Type) ? Allocations.OfInlineArray(conversion.Operand.Type) : null;
        }

        // A user-defined conversion may return any length, and `as` may return null.
        bool keepsLength = !conversion.IsTryCast && (conversion.OperatorMethod is { } method
            ? FrameworkTypes.IsSequence(method.ContainingType) && FrameworkTypes.IsSequence(conversion.Operand.Type)
            : kind.IsIdentity || kind.IsReference || kind.IsSpan || kind.IsNullLiteral || kind.IsDefaultLiteral || kind.IsStackAlloc
                || kind.IsCollectionExpression || kind.IsConditionalExpression || kind.IsSwitchExpression || kind.IsObjectCreation);
        return keepsLength ? Read(conversion.Operand) : null;
    }

    private KnownLength? ReadCollection(ICollectionExpressionOperation collection)
    {
        if (!FrameworkTypes.IsSequence(collection.Type))
        {
            return null;
        }

        long count = 0;
        foreach (IOperation element in collection.Elements)
        {
            KnownLength? spread = element is ISpreadOperation { Operand: var operand } ? Read(operand) : new KnownLength(1, null);
            if (spread is null)
            {
                return null;
            }

            count += spread.Count;
        }

        return count <= int.MaxValue ? new KnownLength((int)count, null) : null;
    }

    /// <summary>
    /// Returns the length of alternatives if all have the same length. It has no size expression, because a single edit would not change
    /// it.
    /// </summary>
    private KnownLength? ReadAll(IEnumerable<IOperation?> choices)
    {
        int? count = null;
        foreach (IOperation? choice in choices)
        {
            int? next = Read(choice)?.Count;
            if (next is null || (count is not null && count != next))
            {
                return null;
            }

            count = next;
        }

        return count is { } same ? new KnownLength(same, null) : null;
    }
}
