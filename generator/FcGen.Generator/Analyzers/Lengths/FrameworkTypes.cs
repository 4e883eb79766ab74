using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>
/// Recognizes framework types whose members the rules understand. A type with the same name in another namespace is not recognized.
/// </summary>
internal static class FrameworkTypes
{
    private static readonly HashSet<string> Assemblies =
    [
        "System.Runtime", "System.Private.CoreLib", "System.Memory", "System.Runtime.Extensions", "System.Runtime.InteropServices",
        "System.Linq", "netstandard", "mscorlib",
    ];

    /// <summary>Whether a type is an array of one dimension, a span or a memory.</summary>
    public static bool IsSequence(ITypeSymbol? type) => type is IArrayTypeSymbol { Rank: 1 } || IsSpan(type) || IsMemory(type);

    /// <summary>Whether a type is <c>Memory</c> or <c>ReadOnlyMemory</c>.</summary>
    public static bool IsMemory(ITypeSymbol? type) => Is(type, "System", "Memory`1") || Is(type, "System", "ReadOnlyMemory`1");

    /// <summary>Whether a type is the framework type with this name.</summary>
    public static bool Is(ITypeSymbol? type, string @namespace, string metadataName) =>
        type is INamedTypeSymbol { ContainingType: null, DeclaringSyntaxReferences.IsEmpty: true }
        && type.MetadataName == metadataName
        && type.ContainingAssembly is { } assembly && Assemblies.Contains(assembly.Name)
        && type.ContainingNamespace.ToDisplayString() == @namespace;

    private static bool IsSpan(ITypeSymbol? type) => Is(type, "System", "Span`1") || Is(type, "System", "ReadOnlySpan`1");
}
