using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>Finds the only value that a field or property of the compilation can have.</summary>
internal static class MemberValues
{
    /// <summary>The initializer of a field that nothing else writes.</summary>
    public static IOperation? Of(IFieldReferenceOperation reference, CancellationToken cancellation)
    {
        IFieldSymbol field = reference.Field.OriginalDefinition;
        return field is { IsReadOnly: true, RefKind: RefKind.None }
            && !field.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(ThreadStaticAttribute))
            && Declaration(field, cancellation) is VariableDeclaratorSyntax { Initializer: { } initializer }
                ? OfInitializer(field, initializer, reference, cancellation)
                : null;
    }

    /// <summary>The initializer of a property without setter that nothing else writes, or the expression that it stands for.</summary>
    public static IOperation? Of(IPropertyReferenceOperation reference, CancellationToken cancellation)
    {
        IPropertySymbol property = reference.Property.OriginalDefinition;
        if (property is not { SetMethod: null, RefKind: RefKind.None, IsVirtual: false, IsAbstract: false, IsOverride: false, IsIndexer: false }
            || Declaration(property, cancellation) is not PropertyDeclarationSyntax declaration)
        {
            return null;
        }

        AccessorDeclarationSyntax? getter = declaration.AccessorList?.Accessors.Sole();
        if ((declaration.ExpressionBody ?? getter?.ExpressionBody) is { } body)
        {
            IOperation? block = ModelOf(body.SyntaxTree, reference)?.GetOperation(body, cancellation);
            return ((block as IBlockOperation)?.Operations.Sole() as IReturnOperation)?.ReturnedValue;
        }

        return getter is { Body: null } && declaration.Initializer is { } initializer
            ? OfInitializer(property, initializer, reference, cancellation)
            : null;
    }

    private static SyntaxNode? Declaration(ISymbol member, CancellationToken cancellation) =>
        member.DeclaringSyntaxReferences.Sole()?.GetSyntax(cancellation);

    private static IOperation? OfInitializer(ISymbol member, EqualsValueClauseSyntax initializer, IMemberReferenceOperation reference, CancellationToken cancellation)
    {
        // The default of a struct has not run its initializers.
        bool isInitialized = member.IsStatic || member.ContainingType.TypeKind == TypeKind.Class;
        return isInitialized && IsInitializedBefore(initializer, reference) && !IsWritten(member, reference, cancellation)
            ? (ModelOf(initializer.SyntaxTree, reference)?.GetOperation(initializer, cancellation) as ISymbolInitializerOperation)?.Value
            : null;
    }

    /// <summary>
    /// Static initializers run in the order of the text: one that names a member that comes later, or of another type, may meet null.
    /// </summary>
    private static bool IsInitializedBefore(EqualsValueClauseSyntax initializer, IMemberReferenceOperation reference)
    {
        IOperation root = reference;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        bool runsEarly = reference.Member.IsStatic && root switch
        {
            IFieldInitializerOperation field => field.InitializedFields.Any(other => other.IsStatic),
            IPropertyInitializerOperation property => property.InitializedProperties.Any(other => other.IsStatic),
            _ => false,
        };
        return !runsEarly
            || (initializer.FirstAncestorOrSelf<TypeDeclarationSyntax>() == root.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>()
                && initializer.SpanStart < root.Syntax.SpanStart);
    }

    /// <summary>Constructors, init accessors and whatever takes a reference may write, in any part of the type.</summary>
    private static bool IsWritten(ISymbol member, IMemberReferenceOperation reference, CancellationToken cancellation)
    {
        foreach (SyntaxReference part in member.ContainingType.DeclaringSyntaxReferences)
        {
            if (ModelOf(part.SyntaxTree, reference) is not { } model
                || Uses.Of(member, part.GetSyntax(cancellation), model, cancellation).Any(use => use is null || !Uses.OnlyReads(use)))
            {
                return true;
            }
        }

        return false;
    }

    private static SemanticModel? ModelOf(SyntaxTree tree, IOperation reference)
    {
        if (reference.SemanticModel is not { } model || model.SyntaxTree == tree)
        {
            return reference.SemanticModel;
        }

        // In an editor, the source of a referenced project is at hand, but belongs to another compilation.
#pragma warning disable RS1030 // A member may be declared in any file: no action could be registered for all of them.
        return model.Compilation.ContainsSyntaxTree(tree) ? model.Compilation.GetSemanticModel(tree) : null;
#pragma warning restore RS1030
    }
}
