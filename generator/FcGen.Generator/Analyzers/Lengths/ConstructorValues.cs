using System.Collections.Immutable;
using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>Finds the value that a constructor assigns to a readonly member without initializer.</summary>
internal static class ConstructorValues
{
    /// <summary>
    /// Returns the assigned value, if there is a single constructor that assigns the member exactly once in every run, as a separate statement
    /// that is always executed.
    /// </summary>
    public static IOperation? Of(ISymbol member, IReadOnlyList<IOperation> writes, CancellationToken cancellation)
    {
        INamedTypeSymbol type = member.ContainingType;
        ImmutableArray<IMethodSymbol> constructors = member.IsStatic ? type.StaticConstructors : type.InstanceConstructors;

        // The copy constructor of a record is not user code, and copies the member.
        SyntaxNode? constructor = constructors.Where(method => !method.IsImplicitlyDeclared).ToList().Sole()
            ?.DeclaringSyntaxReferences.Sole()?.GetSyntax(cancellation);
        return constructor is ConstructorDeclarationSyntax { Body: { } body }
            && writes.Sole() is { Parent: ISimpleAssignmentOperation { IsRef: false } assignment } target
            && assignment.Target == target
            && (target as IMemberReferenceOperation)?.Instance is null or IInstanceReferenceOperation
            && assignment.Parent is IExpressionStatementOperation { Syntax: StatementSyntax statement }
            && statement.Parent == body
            && !body.Statements.TakeWhile(earlier => earlier != statement).Any(MayJump)
                ? assignment.Value
                : null;
    }

    private static bool MayJump(StatementSyntax statement) =>
        statement.DescendantNodesAndSelf().Any(node => node is ReturnStatementSyntax or GotoStatementSyntax);
}
