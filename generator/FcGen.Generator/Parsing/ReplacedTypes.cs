using FcGen.Generator.Emission;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Parsing;

/// <summary>
/// Finds user types with the full name of a type or namespace that generated code uses, such as <c>System.Math</c> or, in the global
/// namespace, <c>System</c>. The compiler prefers types in source to referenced types, even after <c>global::</c>.
/// </summary>
internal static class ReplacedTypes
{
    private const string Library = "FcGen";

    /// <summary>Returns the types, in the module of the network.</summary>
    public static IEnumerable<INamedTypeSymbol> Find(INamedTypeSymbol network)
    {
        INamespaceSymbol sources = network.ContainingModule.GlobalNamespace;
        return UsedNames.Qualified.Concat(LibraryTypes(network.ContainingModule))
            .Select(name => FindIn(sources, name))
            .OfType<INamedTypeSymbol>()
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .Where(type => !type.IsFileLocal);
    }

    private static IEnumerable<string> LibraryTypes(IModuleSymbol module)
    {
        IAssemblySymbol? library = module.ReferencedAssemblySymbols.FirstOrDefault(assembly => assembly.Name == Library);
        return UsedNames.Namespaces.SelectMany(name =>
            NamespaceOf(library, name)?.GetTypeMembers().Select(type => $"{name}.{type.Name}") ?? []);
    }

    private static INamespaceSymbol? NamespaceOf(IAssemblySymbol? assembly, string name) => name.Split('.').Aggregate(
        assembly?.GlobalNamespace, (around, part) => around?.GetMembers(part).OfType<INamespaceSymbol>().FirstOrDefault());

    /// <summary>Returns the first type along the parts of a qualified name.</summary>
    private static INamedTypeSymbol? FindIn(INamespaceSymbol sources, string name)
    {
        INamespaceSymbol? around = sources;
        string[] parts = name.Split('.');
        for (int i = 0; i < parts.Length && around is not null; i++)
        {
            bool isLast = i == parts.Length - 1;
            if (around.GetTypeMembers(parts[i]).FirstOrDefault(type => isLast || type.Arity == 0) is { } type)
            {
                return type;
            }

            around = around.GetMembers(parts[i]).OfType<INamespaceSymbol>().FirstOrDefault();
        }

        return null;
    }
}
