using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>Traces an expression back to the operation that creates its only possible value.</summary>
internal static class Origins
{
    // Members may refer to each other in cycles.
    private const int MaxDepth = 20;

    /// <summary>Returns the creation, call or constant that produces a value, or null if there may be several.</summary>
    public static IOperation? Of(IOperation? value, CancellationToken cancellation)
    {
        for (int depth = 0; depth < MaxDepth; depth++)
        {
            value = WithoutConversions(value);
            switch (value)
            {
                case IConditionalAccessInstanceOperation instance:
                    value = ReceiverOf(instance);
                    break;
                case ILocalReferenceOperation local:
                    value = LocalValues.Of(local, cancellation);
                    break;
                case IFieldReferenceOperation { Field: { ContainingType.IsTupleType: false, HasConstantValue: false } } field:
                    value = MemberValues.Of(field, cancellation);
                    break;
                case IPropertyReferenceOperation property:
                    value = MemberValues.Of(property, cancellation);
                    break;
                default:
                    return value;
            }
        }

        return null;
    }

    /// <summary>Removes the conversions around an expression that preserve its value.</summary>
    public static IOperation? WithoutConversions(IOperation? value)
    {
        while (value is IConversionOperation { OperatorMethod: null, IsTryCast: false, ConstantValue.HasValue: false } conversion)
        {
            value = conversion.Operand;
        }

        return value;
    }

    /// <summary>Returns the receiver before the <c>?.</c> of a member access.</summary>
    private static IOperation? ReceiverOf(IOperation instance)
    {
        for (IOperation child = instance; child.Parent is { } parent; child = parent)
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
            {
                return access.Operation;
            }
        }

        return null;
    }

    /// <summary>Returns the value that an object initializer assigns to a property, if it assigns the property once.</summary>
    public static IOperation? InitializedTo(IObjectCreationOperation creation, string property) =>
        creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => (assignment.Target as IPropertyReferenceOperation)?.Property.Name == property)?.Value;
}
