using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Infrastructure;

/// <summary>Recognizes the types of the library.</summary>
internal static class KnownTypes
{
    private const string Namespace = "FcGen";

    /// <summary>Whether a namespace is that of the library.</summary>
    public static bool IsLibrary(INamespaceSymbol? @namespace) => @namespace is { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>Whether a type is in the namespace of the library.</summary>
    public static bool IsLibrary(ITypeSymbol? type) => type is not null && IsLibrary(type.ContainingNamespace);

    /// <summary>Whether a type is one of some types of the library.</summary>
    public static bool Is(ITypeSymbol? type, params string[] names) => IsLibrary(type) && names.Contains(type!.Name);
}
