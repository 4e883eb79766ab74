using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>Reads constants.</summary>
internal static class Constants
{
    /// <summary>Returns the value of a constant that is a valid count, or null.</summary>
    public static int? Count(IOperation? operation) => operation is null ? null : Count(operation.ConstantValue);

    /// <inheritdoc cref="Count(IOperation?)"/>
    public static int? Count(Optional<object?> constant)
    {
        long? value = constant.Value switch
        {
            int number => number,
            uint number => number,
            long number => number,
            ulong number when number <= int.MaxValue => (long)number,
            short number => number,
            ushort number => number,
            byte number => number,
            sbyte number => number,
            char number => number,
            _ => null,
        };
        return value is >= 0 and <= int.MaxValue ? (int)value : null;
    }

    /// <summary>Returns the expression of a constant in the user's source, or null if the compiler added the constant.</summary>
    public static ExpressionSyntax? Written(IOperation? operation)
    {
        while (operation is IConversionOperation { IsImplicit: true, Operand: var operand })
        {
            operation = operand;
        }

        return operation is { IsImplicit: false } ? operation.Syntax as ExpressionSyntax : null;
    }
}
