using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Parsing;

/// <summary>Checks that a class can be a network, and reads its namespace and containing types.</summary>
internal static class TypeParser
{
    private static readonly SymbolDisplayFormat WithoutTypeParameters =
        new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private const string Ordinary = "a network is a class that is not static, abstract, generic, file-local or a record";

    /// <summary>The oldest language version that compiles the generated code, because of collection expressions.</summary>
    private const LanguageVersion OldestLanguage = LanguageVersion.CSharp12;

    /// <param name="type">The class.</param>
    /// <param name="place">The location of the class name in the declaration with the attribute.</param>
    /// <param name="sink">Receives the errors.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>The types to add members to; null if a type is not partial or cannot have such members.</returns>
    public static TypeHierarchy? Parse(INamedTypeSymbol type, Location place, DiagnosticSink sink, CancellationToken cancellation)
    {
        bool canAdd = type.TypeKind == TypeKind.Class && !type.IsStatic && HasNames(type) && Language(type) >= OldestLanguage;
        var chain = new List<TypeDeclaration>();
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            canAdd &= CheckPartial(current, type, sink, cancellation) && !current.IsFileLocal && IsReachable(current);
            chain.Insert(0, new TypeDeclaration(Keyword(current), Escape(current.Name), TypeParameters(current)));
        }

        if (Unsupported(type) is { } reason)
        {
            sink.Report(Descriptors.UnsupportedTarget, place, RepairOf(type, cancellation), type.Name, reason);
        }

        foreach (INamedTypeSymbol replaced in ReplacedTypes.Find(type))
        {
            canAdd = false;
            Location name = replaced.Locations.FirstOrDefault(location => location.IsInSource) ?? place;
            sink.Report(Descriptors.HiddenType, name, replaced.ToDisplayString(WithoutTypeParameters), type.Name);
        }

        string? @namespace = type.ContainingNamespace.IsGlobalNamespace
            ? null
            : string.Join(".", type.ContainingNamespace.ToDisplayString().Split('.').Select(Escape));
        return canAdd
            ? new TypeHierarchy(@namespace, chain.ToEquatableArray(), HasTwin(type), UserComments.Read(Declarations(type, cancellation)))
            {
                HasOwnToString = MemberCollisions.HasOwnToString(type),
            }
            : null;
    }

    /// <summary>Whether the base class has a constructor without arguments, which the generated constructors call.</summary>
    public static bool HasUsableBase(INamedTypeSymbol type) =>
        type.BaseType is not { TypeKind: not TypeKind.Error } parent
        || parent.SpecialType == SpecialType.System_Object
        || IsNetwork(parent) // Its generated constructors do not exist yet when the generator runs.
        || parent.InstanceConstructors.Any(constructor =>
            constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams) && IsAccessible(constructor, type));

    public static bool IsNetwork(INamedTypeSymbol type) => NetworkAttributeOf(type) is not null;

    public static AttributeData? NetworkAttributeOf(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(attribute => KnownTypes.Is(attribute.AttributeClass, "NetworkAttribute"));

    /// <summary>
    /// Whether generated code can refer to the type. While a containing type is being typed, a private class may be directly in a
    /// namespace, where it is inaccessible.
    /// </summary>
    private static bool IsReachable(INamedTypeSymbol type) =>
        type.ContainingType is not null || type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal;

    /// <summary>Whether the type and all containing symbols have names. A name may be missing while it is being typed.</summary>
    private static bool HasNames(ISymbol symbol) =>
        symbol is INamespaceSymbol { IsGlobalNamespace: true } || (symbol.Name.Length > 0 && HasNames(symbol.ContainingSymbol));

    private static ISymbol? RequiredMember(INamedTypeSymbol type)
    {
        ISymbol? required = null;
        for (INamedTypeSymbol? current = type; current is not null && required is null; current = current.BaseType)
        {
            required = current.GetMembers().FirstOrDefault(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });
        }

        return required;
    }

    private static bool IsAccessible(IMethodSymbol constructor, INamedTypeSymbol from) => constructor.DeclaredAccessibility switch
    {
        Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
        Accessibility.Internal or Accessibility.ProtectedAndInternal =>
            SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, from.ContainingAssembly)
            || constructor.ContainingAssembly.GivesAccessTo(from.ContainingAssembly),
        _ => false,
    };

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
            return $"it is {(kind[0] is 'e' or 'i' ? "an" : "a")} {kind}: {Ordinary}";
        }

        if (type.IsRecord)
        {
            return $"it is a record, and copies of a record would share their parameters: {Ordinary}";
        }

        if (type.IsStatic)
        {
            return $"it is static: {Ordinary}";
        }

        if (type.IsAbstract)
        {
            return $"it is abstract: {Ordinary}";
        }

        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            bool outer = !SymbolEqualityComparer.Default.Equals(current, type);
            if (current.Arity > 0)
            {
                return $"it is {(outer ? $"nested in the generic type '{current.Name}'" : "generic")}: {Ordinary}";
            }

            if (current.IsFileLocal)
            {
                return $"it is {(outer ? $"nested in the file-local type '{current.Name}'" : "file-local")}: {Ordinary}";
            }
        }

        return Language(type) is var language && language < OldestLanguage
            ? $"the project compiles it as C# {language.ToDisplayString()}, but generated code needs C# {OldestLanguage.ToDisplayString()} or later: "
                + "remove LangVersion from the project, or raise it"
            : !HasUsableBase(type) ? $"its base class '{type.BaseType!.Name}' has no accessible constructor that can be called without arguments"
            : RequiredMember(type) is { } required ? $"its member '{required.Name}' is required, but Load cannot set it"
            : null;
    }

    private static LanguageVersion Language(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options is CSharpParseOptions options ? options.LanguageVersion : OldestLanguage;

    /// <summary>Returns a repair that removes the modifier, if the modifier is the reason and the class compiles without it.</summary>
    private static Repair RepairOf(INamedTypeSymbol type, CancellationToken cancellation)
    {
        string? modifier = type switch
        {
            { IsRecord: true } or { TypeKind: not TypeKind.Class } => null,
            { IsStatic: true } => type.MightContainExtensionMethods ? null : "static",
            { IsAbstract: true } => MemberCollisions.AbstractMembers(type).Any() ? null : "abstract",
            { IsFileLocal: true, Arity: 0, ContainingType: null } => "file",
            _ => null,
        };
        return modifier is null
            ? Repair.None
            : Repair.None.With(Repair.Modifier, modifier, Declarations(type, cancellation).Select(declaration => declaration.Identifier.GetLocation()));
    }

    private static bool CheckPartial(INamedTypeSymbol current, INamedTypeSymbol network, DiagnosticSink sink, CancellationToken cancellation)
    {
        bool isPartial = true;
        foreach (TypeDeclarationSyntax declaration in Declarations(current, cancellation))
        {
            if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                isPartial = false;
                Repair repair = Repair.None.With(Repair.Partial, string.Empty, ChainNames(network, cancellation));
                sink.Report(Descriptors.NotPartial, declaration.Identifier.GetLocation(), repair, current.Name, network.Name);
            }
        }

        return isPartial;
    }

    /// <summary>Returns the locations of the names of the network and its containing types, in all declarations.</summary>
    private static IEnumerable<Location> ChainNames(INamedTypeSymbol? network, CancellationToken cancellation)
    {
        for (INamedTypeSymbol? current = network; current is not null; current = current.ContainingType)
        {
            foreach (TypeDeclarationSyntax declaration in Declarations(current, cancellation))
            {
                yield return declaration.Identifier.GetLocation();
            }
        }
    }

    private static IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>();

    private static string Keyword(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Interface => "interface",
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        _ => type.IsRecord ? "record" : "class",
    };

    private static string TypeParameters(INamedTypeSymbol type) => type.Arity == 0
        ? string.Empty
        : $"<{string.Join(", ", type.TypeParameters.Select(parameter => Variance(parameter) + Escape(parameter.Name)))}>";

    private static string Variance(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in ",
        VarianceKind.Out => "out ",
        _ => string.Empty,
    };

    /// <summary>Escapes keywords and all-lowercase names, which may become keywords (CS8981).</summary>
    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None
        || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
        || (name.Length > 0 && name.All(letter => letter is >= 'a' and <= 'z'))
            ? "@" + name
            : name;
}
