using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>Finds the only value that a field or property of the compilation can have.</summary>
internal static class MemberValues
{
    /// <summary>What a readonly field was given, if that happens at one place only.</summary>
    public static IOperation? Of(IFieldReferenceOperation reference, CancellationToken cancellation)
    {
        IFieldSymbol field = reference.Field.OriginalDefinition;
        return field is { IsReadOnly: true, RefKind: RefKind.None }
            && !field.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(ThreadStaticAttribute))
            && Declaration(field, cancellation) is VariableDeclaratorSyntax declaration
                ? OfStorage(field, declaration.Initializer, reference, cancellation)
                : null;
    }

    /// <summary>What a property without setter was given, if that happens at one place only, or the expression that it stands for.</summary>
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
        // The default of a struct has run neither initializers nor constructors.
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
    /// Static initializers run in the order of the text, and those of types in no certain order: they may meet members that are still null.
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
    /// Whatever may write a member, in any part of its type: constructors, init accessors, and those that take a reference.
    /// Null if some use cannot be understood.
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

        // Any file may declare the member: a model of its own is made only then (RS1030 sees analyzers alone, and so does not object).
        // In an editor, the source of a referenced project is at hand too, but belongs to another compilation.
        return model.Compilation.ContainsSyntaxTree(tree) ? model.Compilation.GetSemanticModel(tree) : null;
    }
}
