using System.Collections.Immutable;
using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>Finds the value that a readonly member without initializer is given by its constructor.</summary>
internal static class ConstructorValues
{
    /// <summary>
    /// The value assigned, if there is a single constructor, which assigns once, and in every run: as a statement of its own, with no way
    /// around it.
    /// </summary>
    public static IOperation? Of(ISymbol member, IReadOnlyList<IOperation> writes, CancellationToken cancellation)
    {
        INamedTypeSymbol type = member.ContainingType;
        ImmutableArray<IMethodSymbol> constructors = member.IsStatic ? type.StaticConstructors : type.InstanceConstructors;

        // The constructor that copies a record is not written by the user, and copies the member.
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
