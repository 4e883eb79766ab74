using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>Finds the only value that a local can have.</summary>
internal static class LocalValues
{
    /// <summary>
    /// Returns the value of a local that is assigned only once. The compiler ensures that the assignment comes before any read.
    /// </summary>
    public static IOperation? Of(ILocalReferenceOperation reference, CancellationToken cancellation)
    {
        ILocalSymbol local = reference.Local;
        if (reference.SemanticModel is not { } model
            || local.RefKind != RefKind.None
            || local.DeclaringSyntaxReferences.Sole() is not { } declaration
            || declaration.SyntaxTree != model.SyntaxTree
            || declaration.GetSyntax(cancellation) is not VariableDeclaratorSyntax declarator
            || declarator.Parent?.Parent is not (LocalDeclarationStatementSyntax or ForStatementSyntax))
        {
            return null;
        }

        IOperation? value = null;
        if (declarator.Initializer is not null)
        {
            value = (model.GetOperation(declarator.Initializer, cancellation) as ISymbolInitializerOperation)?.Value;
            if (value is null)
            {
                return null;
            }
        }

        foreach (IOperation? use in Uses.Of(local, Body(declarator), model, cancellation))
        {
            if (use is not null && Uses.OnlyReads(use))
            {
                continue;
            }

            if (value is not null || use?.Parent is not ISimpleAssignmentOperation { IsRef: false } assignment || assignment.Target != use)
            {
                return null;
            }

            value = assignment.Value;
        }

        return value;
    }

    /// <summary>
    /// Returns the deconstructed value of a local that is declared by a deconstruction and never assigned again, such as
    /// <c>data.Split(0.8)</c> for <c>(DataSet train, DataSet test) = data.Split(0.8)</c>. In a foreach loop it is the collection.
    /// </summary>
    public static IOperation? OfDeconstruction(ILocalReferenceOperation reference, CancellationToken cancellation)
    {
        if (reference.SemanticModel is not { } model
            || reference.Local.DeclaringSyntaxReferences.Sole() is not { } declaration
            || declaration.SyntaxTree != model.SyntaxTree
            || declaration.GetSyntax(cancellation) is not SingleVariableDesignationSyntax designation)
        {
            return null;
        }

        SyntaxNode? around = designation.Ancestors().FirstOrDefault(node => node is AssignmentExpressionSyntax or StatementSyntax);
        ExpressionSyntax? whole = around switch
        {
            AssignmentExpressionSyntax assignment => assignment.Right,
            ForEachVariableStatementSyntax loop => loop.Expression,
            _ => null,
        };
        bool isWritten = Uses.Of(reference.Local, Body(designation), model, cancellation).Any(use => use is null || !Uses.OnlyReads(use));
        return whole is null || isWritten ? null : model.GetOperation(whole, cancellation);
    }

    /// <summary>Returns the code that can refer to a local: its member, or the file for top-level statements.</summary>
    private static SyntaxNode Body(SyntaxNode declarator) =>
        declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax
            ? member
            : declarator.SyntaxTree.GetRoot();
}
