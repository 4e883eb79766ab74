using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>Finds the uses of a local, field or property, and whether a use can change it.</summary>
internal static class Uses
{
    /// <summary>Returns all expressions that refer to a symbol. An element is null if the expression is not understood.</summary>
    public static IEnumerable<IOperation?> Of(ISymbol symbol, SyntaxNode root, SemanticModel model, CancellationToken cancellation)
    {
        foreach (IdentifierNameSyntax name in root.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText != symbol.Name)
            {
                continue;
            }

            ISymbol? named = model.GetSymbolInfo(name, cancellation).Symbol;
            if (named is null)
            {
                yield return null;
            }
            else if (SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, symbol))
            {
                SyntaxNode expression = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
                yield return model.GetOperation(expression, cancellation);
            }
        }
    }

    /// <summary>
    /// Whether a reference only reads a variable, or writes elements of the array in it. Only the listed uses are harmless. A use by reference
    /// may write the variable, even as an <c>in</c> argument.
    /// </summary>
    public static bool OnlyReads(IOperation reference)
    {
        if (OutermostParentheses(reference.Syntax).Parent is RefExpressionSyntax)
        {
            return false;
        }

        // The operation of `fixed` is not public.
        if (reference.Syntax.Parent is EqualsValueClauseSyntax { Parent.Parent.Parent: FixedStatementSyntax })
        {
            return FrameworkTypes.IsSequence(reference.Type);
        }

        return reference.Parent switch
        {
            // A ref local is not a copy, so its uses are uses of the variable.
            IConversionOperation { IsImplicit: true } conversion when conversion.GetConversion().IsIdentity => OnlyReads(conversion),
            IConversionOperation conversion => TakesValues(conversion.OperatorMethod),
            IBinaryOperation binary => TakesValues(binary.OperatorMethod),
            IArgumentOperation argument => argument.Parameter?.RefKind == RefKind.None,
            IInvocationOperation call => IsHarmlessReceiver(reference, call.TargetMethod),
            IPropertyReferenceOperation property => IsHarmlessReceiver(reference, property.Property),
            IFieldReferenceOperation field => reference.Type?.IsReferenceType == true || OnlyReads(field),
            IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => true,
            IConditionalAccessOperation => reference.Type?.IsReferenceType == true,
            IVariableInitializerOperation initializer => initializer.Parent is IVariableDeclaratorOperation { Symbol.RefKind: RefKind.None },
            ISymbolInitializerOperation => true,
            ISimpleAssignmentOperation { IsRef: false } assignment => assignment.Value == reference,
            IConditionalOperation { IsRef: false } => true,
            IForEachLoopOperation loop => loop.Collection == reference,
            IReturnOperation or IExpressionStatementOperation or INameOfOperation or ISpreadOperation or ICollectionExpressionOperation
                or IArrayInitializerOperation or IIsPatternOperation or IIsTypeOperation or ICoalesceOperation
                or ISwitchExpressionOperation or ISwitchExpressionArmOperation or IInterpolationOperation => true,
            _ => false,
        };
    }

    /// <summary>Removes the parentheses, <c>!</c> and <c>checked</c> around an expression.</summary>
    public static SyntaxNode WithoutParentheses(SyntaxNode syntax) => syntax switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => WithoutParentheses(inner),
        CheckedExpressionSyntax { Expression: var inner } => WithoutParentheses(inner),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var inner } => WithoutParentheses(inner),
        _ => syntax,
    };

    private static SyntaxNode OutermostParentheses(SyntaxNode syntax) =>
        syntax.Parent is { } parent && parent != WithoutParentheses(parent) ? OutermostParentheses(parent) : syntax;

    private static bool TakesValues(IMethodSymbol? userOperator) =>
        userOperator is null || userOperator.Parameters.All(parameter => parameter.RefKind == RefKind.None);

    // A struct member can assign `this`, and an extension member its receiver. Members of classes and of the framework's spans do not.
    private static bool IsHarmlessReceiver(IOperation receiver, ISymbol member) =>
        receiver.Type?.IsReferenceType == true || FrameworkTypes.IsSequence(member.ContainingType);
}
