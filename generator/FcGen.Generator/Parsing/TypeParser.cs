using FcGen.Generator.Diagnostics;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Parsing;

/// <summary>Checks that members can be added to a class, and tells where it stands.</summary>
internal static class TypeParser
{
    public static TypeHierarchy? Parse(INamedTypeSymbol type, DiagnosticSink sink, CancellationToken cancellation)
    {
        var chain = new List<TypeDeclaration>();
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            CheckPartial(current, type, sink, cancellation);
            chain.Insert(0, new TypeDeclaration(Keyword(current), Escape(current.Name)));
        }

        if (Unsupported(type) is { } reason)
        {
            sink.Report(Descriptors.UnsupportedTarget, NameLocation(type, cancellation), type.Name, reason);
        }

        string? @namespace = type.ContainingNamespace.IsGlobalNamespace
            ? null
            : string.Join(".", type.ContainingNamespace.ToDisplayString().Split('.').Select(Escape));
        return sink.HasErrors ? null : new TypeHierarchy(@namespace, chain.ToEquatableArray(), HasTwin(type));
    }

    private static bool HasTwin(INamespaceOrTypeSymbol symbol)
    {
        INamespaceOrTypeSymbol? container = (INamespaceOrTypeSymbol?)symbol.ContainingType ?? symbol.ContainingNamespace;
        return container is not null
            && (HasTwin(container)
                || container.GetMembers().Any(member =>
                    member is INamespaceOrTypeSymbol
                    && member.Name != symbol.Name
                    && member.Name.Equals(symbol.Name, StringComparison.OrdinalIgnoreCase)));
    }

    private static string? Unsupported(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class)
        {
            string kind = type.TypeKind.ToString().ToLowerInvariant();
            return (kind[0] is 'e' or 'i' ? "an " : "a ") + kind;
        }

        if (type.IsRecord)
        {
            return "a record, whose copies would share their parameters";
        }

        if (type.IsStatic)
        {
            return "static";
        }

        if (type.IsAbstract)
        {
            return "abstract";
        }

        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            bool outer = !SymbolEqualityComparer.Default.Equals(current, type);
            if (current.Arity > 0)
            {
                return outer ? $"nested in the generic type '{current.Name}'" : "generic";
            }

            if (current.IsFileLocal)
            {
                return outer ? $"nested in the file-local type '{current.Name}'" : "file-local";
            }
        }

        return null;
    }

    private static void CheckPartial(INamedTypeSymbol current, INamedTypeSymbol network, DiagnosticSink sink, CancellationToken cancellation)
    {
        foreach (TypeDeclarationSyntax declaration in Declarations(current, cancellation))
        {
            if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                sink.Report(Descriptors.NotPartial, declaration.Identifier.GetLocation(), current.Name, network.Name);
            }
        }
    }

    private static Location NameLocation(INamedTypeSymbol type, CancellationToken cancellation) =>
        Declarations(type, cancellation).FirstOrDefault()?.Identifier.GetLocation() ?? Location.None;

    private static IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>();

    private static string Keyword(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Interface => "interface",
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        _ => type.IsRecord ? "record" : "class",
    };

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
