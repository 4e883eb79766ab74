using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>Finds the only value that a local can have.</summary>
internal static class LocalValues
{
    /// <summary>
    /// What a local was given, if that happens at one place only; the compiler makes sure that it happened before the local is read.
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

    /// <summary>All the code that can name a local: the member around it, or the file for top-level statements.</summary>
    private static SyntaxNode Body(SyntaxNode declarator) =>
        declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax
            ? member
            : declarator.SyntaxTree.GetRoot();
}
