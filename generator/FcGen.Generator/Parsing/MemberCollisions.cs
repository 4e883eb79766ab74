using System.Runtime.CompilerServices;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Emission;
using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Parsing;

/// <summary>Finds what the user has written that collides with generated members (FCG008).</summary>
internal static class MemberCollisions
{
    private static readonly string GeneratedFolder = typeof(FcGenGenerator).FullName;

    /// <summary>
    /// Whether an assembly names any type or namespace as generated code does. Few do, and which ones stays true while a user types: to look
    /// through all of them each time took a fifth of the generator's time after an edit.
    /// </summary>
    private static readonly ConditionalWeakTable<IAssemblySymbol, StrongBox<bool>> UsesNames = new();

    private static readonly ILookup<string, GeneratedMember> Members =
        GeneratedMember.Public.Concat(GeneratedMember.Private).ToLookup(member => member.Name);

    /// <returns>Keys of the generated members that cannot be added.</returns>
    public static EquatableArray<string> Check(INamedTypeSymbol type, Location home, DiagnosticSink sink, CancellationToken cancellation)
    {
        // A network of another assembly has the generated members already.
        if (type.DeclaringSyntaxReferences.IsEmpty)
        {
            return [];
        }

        var blocked = new List<GeneratedMember>();
        foreach (ISymbol member in type.GetMembers().Where(IsWritten))
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && IsPrimary(constructor, cancellation))
            {
                blocked.AddRange(Members[GeneratedMember.Constructor]);
                sink.Report(Descriptors.PrimaryConstructor, PlaceOf(member, home), type.Name);
            }
            else if (IsImplementation(member))
            {
                // A public member of that name has room beside it.
                sink.Report(Descriptors.MemberCollision, PlaceOf(member, home), Display(member), type.Name);
            }
            else if (Blocked(member) is { Count: > 0 } some)
            {
                blocked.AddRange(some);
                sink.Report(Descriptors.MemberCollision, PlaceOf(member, home), Display(member), type.Name);
            }
        }

        // Members cannot have the name of their class.
        if (Members.Contains(type.Name) || IsScratch(type.Name))
        {
            blocked.AddRange(Members[type.Name]);
            sink.Report(Descriptors.MemberCollision, home, type.Name, type.Name);
        }

        blocked.AddRange(CheckInherited(type, home, sink));
        if (!TypeParser.HasUsableBase(type))
        {
            blocked.AddRange(Members[GeneratedMember.Constructor]);
        }

        CheckHiding(type, home, sink);
        return blocked.Select(member => member.Key).Distinct().ToEquatableArray();
    }

    /// <summary>Names of the members of INetwork that the user implements explicitly.</summary>
    public static EquatableArray<string> Implemented(INamedTypeSymbol type) =>
        type.GetMembers().Where(IsWritten).Where(IsImplementation).Select(NameOf).ToEquatableArray();

    /// <summary>Abstract members of a class and its bases that it does not override.</summary>
    public static IEnumerable<ISymbol> AbstractMembers(INamedTypeSymbol type)
    {
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (ISymbol member in BaseTypes(type).Prepend(type).SelectMany(owner => owner.GetMembers()))
        {
            if (member.IsOverride && Overridden(member) is { } other)
            {
                overridden.Add(other);
            }

            if (member.IsAbstract && !overridden.Contains(member))
            {
                yield return member;
            }
        }
    }

    /// <summary>Whether a method of a network is a generated one.</summary>
    public static bool IsSameMethod(IMethodSymbol method, GeneratedMember generated) =>
        method.Name == generated.Name && generated.Parameters is not null && HaveSameParameters(method, generated);

    /// <summary>Whether this generator has added it.</summary>
    public static bool IsGenerated(ISymbol member) =>
        member.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree.FilePath.Contains(GeneratedFolder));

    /// <summary>An abstract member of a base class has to be overridden, and cannot be hidden by a generated one.</summary>
    private static IEnumerable<GeneratedMember> CheckInherited(INamedTypeSymbol type, Location home, DiagnosticSink sink)
    {
        var blocked = new List<GeneratedMember>();
        foreach (ISymbol member in AbstractMembers(type).Where(member => IsWrittenBefore(member, type)))
        {
            if (Blocked(member) is { Count: > 0 } some)
            {
                blocked.AddRange(some);
                sink.Report(Descriptors.MemberCollision, home, Display(member), type.Name);
            }
        }

        return blocked;
    }

    /// <summary>Names found in the class, its bases, the types around it and its namespace come before those of the usings in generated code.</summary>
    private static void CheckHiding(INamedTypeSymbol type, Location home, DiagnosticSink sink)
    {
        INamespaceSymbol[] namespaces = [type.ContainingNamespace, .. SameNamespaceElsewhere(type)];
        foreach (string name in UsedNames.Simple.Keys)
        {
            for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
            {
                IEnumerable<ISymbol> inherited = BaseTypes(around)
                    .SelectMany(owner => owner.GetMembers(name))
                    .Where(member => member.DeclaredAccessibility != Accessibility.Private);
                foreach (ISymbol member in around.GetMembers(name).Concat(inherited).Where(member => IsWritten(member) && Hides(member)))
                {
                    Report(member, name);
                }
            }

            foreach (INamespaceOrTypeSymbol other in namespaces.SelectMany(around => around.GetMembers(name)).Where(other => IsVisible(other, type) && Hides(other)))
            {
                Report(other, name);
            }
        }

        // What stands in another project has no place in this one.
        void Report(ISymbol hiding, string name) => sink.Report(
            Descriptors.HiddenType,
            SymbolEqualityComparer.Default.Equals(hiding.ContainingAssembly, type.ContainingAssembly) ? PlaceOf(hiding, home) : home,
            name,
            type.Name);
    }

    /// <summary>Generic types hide others that are generic, and what is no type hides no attribute.</summary>
    private static bool Hides(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol { Arity: > 0 } => UsedNames.Vectors.Contains(symbol.Name),
        INamespaceOrTypeSymbol => true,
        _ => !UsedNames.Attributes.Contains(symbol.Name),
    };

    /// <summary>The namespace of a network in referenced assemblies, but for those whose types the generated code means.</summary>
    private static IEnumerable<INamespaceSymbol> SameNamespaceElsewhere(INamedTypeSymbol type)
    {
        var names = new List<string>();
        for (INamespaceSymbol around = type.ContainingNamespace; !around.IsGlobalNamespace; around = around.ContainingNamespace)
        {
            names.Insert(0, around.Name);
        }

        return string.Join(".", names).StartsWith("System.Runtime", StringComparison.Ordinal)
            ? []
            : type.ContainingModule.ReferencedAssemblySymbols
                .Where(assembly => UsesNames.GetValue(assembly, FindNames).Value)
                .Select(assembly => names.Aggregate(
                    (INamespaceSymbol?)assembly.GlobalNamespace, (around, name) => around?.GetMembers(name).OfType<INamespaceSymbol>().FirstOrDefault()))
                .OfType<INamespaceSymbol>();
    }

    private static StrongBox<bool> FindNames(IAssemblySymbol assembly) =>
        new(UsedNames.Simple.Keys.Any(name => assembly.TypeNames.Contains(name) || assembly.NamespaceNames.Contains(name)));

    /// <summary>The generated members that a member of the user rules out.</summary>
    private static IReadOnlyList<GeneratedMember> Blocked(ISymbol member)
    {
        if (IsScratch(member.Name))
        {
            return [new GeneratedMember(member.Name, string.Empty)];
        }

        // An indexer has the name that an attribute gives it, or 'Item'.
        string name = member is IPropertySymbol { IsIndexer: true } ? member.MetadataName : member.Name;
        IEnumerable<GeneratedMember> sameName = Members[name].Where(generated =>
            generated.Parameters is null || member is not IMethodSymbol method || HaveSameParameters(method, generated));
        return [.. sameName, .. member is IMethodSymbol { MethodKind: MethodKind.Ordinary } accessor ? PropertiesOf(accessor) : []];
    }

    private static bool IsScratch(string name) =>
        name.StartsWith("Scratch", StringComparison.Ordinal) && name.Length > 7 && name.Skip(7).All(char.IsDigit);

    /// <summary>C# tells methods apart by the types of their parameters, and by whether these are references.</summary>
    private static bool HaveSameParameters(IMethodSymbol method, GeneratedMember generated)
    {
        IReadOnlyList<string> types = generated.ParameterTypes;
        return method.Arity == 0
            && method.Parameters.Length == types.Count
            && method.Parameters.Select((parameter, i) => TypeOf(parameter) == types[i]).All(isSame => isSame);
    }

    private static string TypeOf(IParameterSymbol parameter) =>
        (parameter.RefKind == RefKind.None ? string.Empty : "ref ") + parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The generated properties one of whose accessors has, or would have, the name and parameters of a method.</summary>
    private static IEnumerable<GeneratedMember> PropertiesOf(IMethodSymbol method)
    {
        bool isGetter = method.Name.StartsWith("get_", StringComparison.Ordinal) && method.Parameters.IsEmpty;
        bool isSetter = method.Name.StartsWith("set_", StringComparison.Ordinal) && method.Parameters.Length == 1;
        return isGetter || isSetter
            ? Members[method.Name.Substring(4)].Where(property => property.IsProperty && (isGetter || TypeOf(method.Parameters[0]) == property.Type))
            : [];
    }

    /// <summary>Whether it implements a member of INetwork explicitly.</summary>
    private static bool IsImplementation(ISymbol member) => NameOf(member) != member.Name;

    /// <summary>Name of a member, or of the one of INetwork that it implements explicitly.</summary>
    private static string NameOf(ISymbol member)
    {
        ISymbol? implemented = member switch
        {
            IMethodSymbol method => method.ExplicitInterfaceImplementations.FirstOrDefault(),
            IPropertySymbol property => property.ExplicitInterfaceImplementations.FirstOrDefault(),
            _ => null,
        };
        return implemented is { ContainingType: { Name: "INetwork", ContainingNamespace: { Name: "FcGen", ContainingNamespace.IsGlobalNamespace: true } } }
            ? implemented.Name
            : member.Name;
    }

    /// <summary>Whether the user has written it, and neither the compiler nor this generator has added it.</summary>
    private static bool IsWritten(ISymbol member) =>
        !member.IsImplicitlyDeclared
        && member is not IMethodSymbol { AssociatedSymbol: not null }
        && !IsGenerated(member);

    private static bool IsPrimary(IMethodSymbol constructor, CancellationToken cancellation) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax);

    private static bool IsVisible(INamespaceOrTypeSymbol other, INamedTypeSymbol from) =>
        other is not INamedTypeSymbol type
        || (!type.IsFileLocal
            && (type.DeclaredAccessibility == Accessibility.Public
                || SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, from.ContainingAssembly)
                || type.ContainingAssembly.GivesAccessTo(from.ContainingAssembly)));

    private static IEnumerable<INamedTypeSymbol> BaseTypes(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            yield return parent;
        }
    }

    private static string Display(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            ? $"{constructor.ContainingType.Name}({string.Join(", ", constructor.Parameters.Select(parameter => parameter.Type.ToDisplayString()))})"
            : NameOf(member);

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        IEventSymbol @event => @event.OverriddenEvent,
        _ => null,
    };

    /// <summary>Whether it is an inherited member that is no accessor: the property or event stands for it.</summary>
    private static bool IsWrittenBefore(ISymbol member, INamedTypeSymbol type) =>
        !SymbolEqualityComparer.Default.Equals(member.ContainingType, type) && member is not IMethodSymbol { AssociatedSymbol: not null };

    private static Location PlaceOf(ISymbol symbol, Location home) =>
        symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? home;
}
