using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>Finds the only value that a field or property of the compilation can have.</summary>
internal static class MemberValues
{
    /// <summary>Returns the value of a readonly field that is assigned only once.</summary>
    public static IOperation? Of(IFieldReferenceOperation reference, CancellationToken cancellation)
    {
        IFieldSymbol field = reference.Field.OriginalDefinition;
        return field is { IsReadOnly: true, RefKind: RefKind.None }
            && !field.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(ThreadStaticAttribute))
            && Declaration(field, cancellation) is VariableDeclaratorSyntax declaration
                ? OfStorage(field, declaration.Initializer, reference, cancellation)
                : null;
    }

    /// <summary>Returns the value of a property without setter: its expression body, or its only assignment.</summary>
    public static IOperation? Of(IPropertyReferenceOperation reference, CancellationToken cancellation)
    {
        IPropertySymbol property = reference.Property.OriginalDefinition;
        if (property is not { SetMethod: null, RefKind: RefKind.None, IsVirtual: false, IsAbstract: false, IsOverride: false, IsIndexer: false }
            || property.PartialImplementationPart is not null
            || Declaration(property, cancellation) is not PropertyDeclarationSyntax declaration)
        {
            return null;
        }

        AccessorDeclarationSyntax? getter = declaration.AccessorList?.Accessors.Sole();
        if ((declaration.ExpressionBody ?? getter?.ExpressionBody) is { } body)
        {
            IOperation? block = IsInStaticInitializer(reference) ? null : ModelOf(body.SyntaxTree, reference)?.GetOperation(body, cancellation);
            return ((block as IBlockOperation)?.Operations.Sole() as IReturnOperation)?.ReturnedValue;
        }

        return getter is { Body: null } ? OfStorage(property, declaration.Initializer, reference, cancellation) : null;
    }

    private static SyntaxNode? Declaration(ISymbol member, CancellationToken cancellation) =>
        member.DeclaringSyntaxReferences.Sole()?.GetSyntax(cancellation);

    private static IOperation? OfStorage(
        ISymbol member, EqualsValueClauseSyntax? initializer, IMemberReferenceOperation reference, CancellationToken cancellation)
    {
        // The default value of a struct skips initializers and constructors.
        bool isInitialized = member.IsStatic || member.ContainingType.TypeKind == TypeKind.Class;
        if (!isInitialized
            || (IsInStaticInitializer(reference) && !ComesBefore(member, initializer, reference))
            || Writes(member, reference, cancellation) is not { } writes)
        {
            return null;
        }

        if (initializer is null)
        {
            return ConstructorValues.Of(member, writes, cancellation);
        }

        IOperation? value = writes.Count > 0 ? null : ModelOf(initializer.SyntaxTree, reference)?.GetOperation(initializer, cancellation);
        return (value as ISymbolInitializerOperation)?.Value;
    }

    /// <summary>
    /// Whether an initializer has certainly run. Static initializers run in source order, and those of different types in an undefined order, so
    /// they may read members that are still null.
    /// </summary>
    private static bool IsInStaticInitializer(IOperation reference) => Root(reference) switch
    {
        IFieldInitializerOperation field => field.InitializedFields.Any(other => other.IsStatic),
        IPropertyInitializerOperation property => property.InitializedProperties.Any(other => other.IsStatic),
        _ => false,
    };

    private static bool ComesBefore(ISymbol member, EqualsValueClauseSyntax? initializer, IOperation reference)
    {
        SyntaxNode reader = Root(reference).Syntax;
        return member.IsStatic
            && initializer?.FirstAncestorOrSelf<TypeDeclarationSyntax>() == reader.FirstAncestorOrSelf<TypeDeclarationSyntax>()
            && initializer?.SpanStart < reader.SpanStart;
    }

    private static IOperation Root(IOperation operation) => operation.Parent is { } parent ? Root(parent) : operation;

    /// <summary>
    /// Returns all uses that may write a member, in all parts of its type: constructors, init accessors, and uses by reference.
    /// The result is null if a use is not understood.
    /// </summary>
    private static List<IOperation>? Writes(ISymbol member, IMemberReferenceOperation reference, CancellationToken cancellation)
    {
        List<IOperation> writes = [];
        foreach (SyntaxReference part in member.ContainingType.DeclaringSyntaxReferences)
        {
            if (ModelOf(part.SyntaxTree, reference) is not { } model)
            {
                return null;
            }

            foreach (IOperation? use in Uses.Of(member, part.GetSyntax(cancellation), model, cancellation))
            {
                if (use is null)
                {
                    return null;
                }

                if (!Uses.OnlyReads(use))
                {
                    writes.Add(use);
                }
            }
        }

        return writes;
    }

    private static SemanticModel? ModelOf(SyntaxTree tree, IOperation reference)
    {
        if (reference.SemanticModel is not { } model || model.SyntaxTree == tree)
        {
            return reference.SemanticModel;
        }

        // The member may be declared in another file, which needs a separate semantic model (RS1030 only checks analyzer classes).
        // In an editor, the source of a referenced project is also available, but belongs to another compilation.
        return model.Compilation.ContainsSyntaxTree(tree) ? model.Compilation.GetSemanticModel(tree) : null;
    }
}
