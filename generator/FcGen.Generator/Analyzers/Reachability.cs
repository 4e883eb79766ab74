using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers;

/// <summary>Finds code that never runs.</summary>
internal static class Reachability
{
    /// <summary>Whether the compiler considers an operation reachable, with constant conditions evaluated.</summary>
    public static bool IsReachable(IOperation operation, CancellationToken cancellation) =>
        IsChosen(operation) && (operation.SemanticModel is not { } model || IsStatementReachable(operation.Syntax, model, cancellation));

    /// <summary>
    /// Checks the innermost statement of each function around a node, because the compiler analyzes the body of a lambda as if the lambda were
    /// reachable. A local function can be called from anywhere in its method, so its own location does not count.
    /// </summary>
    private static bool IsStatementReachable(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        bool isInnermost = true;
        for (SyntaxNode? current = node; current is not (null or MemberDeclarationSyntax and not GlobalStatementSyntax); current = current.Parent)
        {
            cancellation.ThrowIfCancellationRequested();
            if (current is LocalFunctionStatementSyntax)
            {
                return true;
            }

            if (isInnermost && current is StatementSyntax statement)
            {
                isInnermost = false;
                if (model.AnalyzeControlFlow(statement) is { Succeeded: true, StartPointIsReachable: false })
                {
                    return false;
                }
            }

            isInnermost |= current is AnonymousFunctionExpressionSyntax;
        }

        return true;
    }

    /// <summary>Whether no constant condition in an enclosing expression makes the operation unreachable.</summary>
    private static bool IsChosen(IOperation operation)
    {
        for (IOperation? child = operation, parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            bool isSkipped = parent switch
            {
                IConditionalOperation { Condition.ConstantValue: { HasValue: true, Value: bool condition } } choice =>
                    child == (condition ? choice.WhenFalse : choice.WhenTrue),
                IBinaryOperation { LeftOperand.ConstantValue: { HasValue: true, Value: bool left } } both =>
                    child == both.RightOperand && both.OperatorKind == (left ? BinaryOperatorKind.ConditionalOr : BinaryOperatorKind.ConditionalAnd),
                ICoalesceOperation { Value.ConstantValue: { HasValue: true, Value: not null } } coalesce => child == coalesce.WhenNull,
                _ => false,
            };
            if (isSkipped)
            {
                return false;
            }
        }

        return true;
    }
}
