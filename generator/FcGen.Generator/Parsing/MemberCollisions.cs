using System.Runtime.CompilerServices;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Emission;
using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Parsing;

/// <summary>Finds user code that conflicts with generated members (FCG008).</summary>
internal static class MemberCollisions
{
    private static readonly string GeneratedFolder = typeof(FcGenGenerator).FullName;

    /// <summary>
    /// Whether an assembly has a type or namespace with a name that generated code uses. Few assemblies do. The result is cached, because
    /// searching all assemblies after each edit took a fifth of the generator's time.
    /// </summary>
    private static readonly ConditionalWeakTable<IAssemblySymbol, StrongBox<bool>> UsesNames = new();

    private static readonly IReadOnlyList<GeneratedMember> AllMembers =
        [.. GeneratedMember.Public.Where(member => !member.IsOverride), .. GeneratedMember.Private];

    private static readonly ILookup<string, GeneratedMember> Members = AllMembers.ToLookup(member => member.Name);

    private static readonly ILookup<string, GeneratedMember> StreamMembers =
        AllMembers.Concat(GeneratedMember.PublicOfStreams).Concat(GeneratedMember.PrivateOfStreams).ToLookup(member => member.Name);

    /// <param name="type">The class.</param>
    /// <param name="isSequence">Whether the input is a sequence.</param>
    /// <param name="home">The place of errors without another.</param>
    /// <param name="sink">Receives the errors.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The keys of the generated members that cannot be added.</returns>
    public static EquatableArray<string> Check(
        INamedTypeSymbol type, bool isSequence, Location home, DiagnosticSink sink, CancellationToken cancellation)
    {
        ILookup<string, GeneratedMember> members = isSequence ? StreamMembers : Members;

        // A network of another assembly already has the generated members.
        if (type.DeclaringSyntaxReferences.IsEmpty)
        {
            return [];
        }

        var blocked = new List<GeneratedMember>();
        foreach (ISymbol member in type.GetMembers().Where(IsWritten))
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && IsPrimary(constructor, cancellation))
            {
                blocked.AddRange(members[GeneratedMember.Constructor]);
                sink.Report(Descriptors.PrimaryConstructor, PlaceOf(member, home), type.Name);
            }
            else if (IsImplementation(member))
            {
                // An explicit implementation does not exclude a public member with the same name.
                sink.Report(Descriptors.MemberCollision, PlaceOf(member, home), Display(member), type.Name);
            }
            else if (Blocked(member, type, members) is { Count: > 0 } some)
            {
                blocked.AddRange(some);
                sink.Report(Descriptors.MemberCollision, PlaceOf(member, home), Display(member), type.Name);
            }
        }

        // A member cannot have the name of its class.
        if (members.Contains(type.Name) || IsScratch(type.Name))
        {
            blocked.AddRange(members[type.Name]);
            sink.Report(Descriptors.MemberCollision, home, type.Name, type.Name);
        }

        blocked.AddRange(CheckInherited(type, members, home, sink));
        if (!TypeParser.HasUsableBase(type))
        {
            blocked.AddRange(members[GeneratedMember.Constructor]);
        }

        CheckHiding(type, home, sink);
        return blocked.Select(member => member.Key).Distinct().ToEquatableArray();
    }

    /// <summary>Returns the names of the INetwork members that the user implements explicitly.</summary>
    public static EquatableArray<string> Implemented(INamedTypeSymbol type) =>
        type.GetMembers().Where(IsWritten).Where(IsImplementation).Select(NameOf).ToEquatableArray();

    /// <summary>Returns the abstract members of a class and its base classes that the class does not override.</summary>
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

    /// <summary>Whether a method of a network is the given generated method.</summary>
    public static bool IsSameMethod(IMethodSymbol method, GeneratedMember generated) =>
        method.Name == generated.Name && generated.Parameters is not null && HaveSameParameters(method, generated, method.ContainingType);

    /// <summary>
    /// Whether a class or a base class has a member that excludes a generated <c>ToString()</c>: a <c>ToString()</c> of the class, which wins;
    /// a sealed one in a base class; or another kind of member with that name.
    /// </summary>
    public static bool HasOwnToString(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? owner = type; owner is { SpecialType: not SpecialType.System_Object }; owner = owner.BaseType)
        {
            foreach (ISymbol member in owner.GetMembers(nameof(ToString)).Where(IsWritten))
            {
                bool isInherited = !SymbolEqualityComparer.Default.Equals(owner, type);
                if (member is not IMethodSymbol method)
                {
                    return true;
                }

                if (method is { Arity: 0, Parameters.IsEmpty: true })
                {
                    return !isInherited || !method.IsOverride || method.IsSealed;
                }
            }
        }

        return false;
    }

    /// <summary>Whether this generator added the member.</summary>
    public static bool IsGenerated(ISymbol member) =>
        member.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree.FilePath.Contains(GeneratedFolder));

    /// <summary>Checks abstract members of base classes. They must be overridden, so a generated member cannot hide them.</summary>
    private static IEnumerable<GeneratedMember> CheckInherited(
        INamedTypeSymbol type, ILookup<string, GeneratedMember> members, Location home, DiagnosticSink sink)
    {
        var blocked = new List<GeneratedMember>();
        foreach (ISymbol member in AbstractMembers(type).Where(member => IsWrittenBefore(member, type)))
        {
            if (Blocked(member, type, members) is { Count: > 0 } some)
            {
                blocked.AddRange(some);
                sink.Report(Descriptors.MemberCollision, home, Display(member), type.Name);
            }
        }

        return blocked;
    }

    /// <summary>
    /// Checks names in the class, its base classes, its containing types and its namespace. They take precedence over the using directives
    /// in generated code.
    /// </summary>
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

        // A symbol of another project has no location in this compilation.
        void Report(ISymbol hiding, string name) => sink.Report(
            Descriptors.HiddenType,
            SymbolEqualityComparer.Default.Equals(hiding.ContainingAssembly, type.ContainingAssembly) ? PlaceOf(hiding, home) : home,
            name,
            type.Name);
    }

    /// <summary>
    /// Whether a symbol hides a type. Generic types hide only generic types, and a symbol that is not a type hides no attribute.
    /// </summary>
    private static bool Hides(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol { Arity: > 0 } => UsedNames.Vectors.Contains(symbol.Name),
        INamespaceOrTypeSymbol => true,
        _ => !UsedNames.Attributes.Contains(symbol.Name),
    };

    /// <summary>
    /// Returns the namespace of a network in referenced assemblies, except namespaces whose types the generated code uses on purpose.
    /// </summary>
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

    /// <summary>Returns the generated members that conflict with a user member.</summary>
    private static IReadOnlyList<GeneratedMember> Blocked(ISymbol member, INamedTypeSymbol network, ILookup<string, GeneratedMember> members)
    {
        if (IsScratch(member.Name))
        {
            return [new GeneratedMember(member.Name, string.Empty)];
        }

        // The name of an indexer is set by an attribute, or is 'Item'.
        string name = member is IPropertySymbol { IsIndexer: true } ? member.MetadataName : member.Name;
        IEnumerable<GeneratedMember> sameName = members[name].Where(generated =>
            generated.Parameters is null || member is not IMethodSymbol method || HaveSameParameters(method, generated, network));
        return [.. sameName, .. member is IMethodSymbol { MethodKind: MethodKind.Ordinary } accessor ? PropertiesOf(accessor, members) : []];
    }

    private static bool IsScratch(string name) =>
        name.StartsWith("Scratch", StringComparison.Ordinal) && name.Length > 7 && name.Skip(7).All(char.IsDigit);

    /// <summary>Whether two methods have the same signature in C#: parameter types, and by value or by reference.</summary>
    private static bool HaveSameParameters(IMethodSymbol method, GeneratedMember generated, INamedTypeSymbol network)
    {
        string self = network.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        string[] types = [.. generated.ParameterTypes.Select(type => type.Replace(GeneratedMember.Self, self))];
        return method.Arity == 0
            && method.Parameters.Length == types.Length
            && method.Parameters.Select((parameter, i) => TypeOf(parameter) == types[i]).All(isSame => isSame);
    }

    private static string TypeOf(IParameterSymbol parameter) =>
        (parameter.RefKind == RefKind.None ? string.Empty : "ref ") + parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>
    /// Returns the generated properties with an accessor, existing or reserved, that has the name and parameters of a method.
    /// </summary>
    private static IEnumerable<GeneratedMember> PropertiesOf(IMethodSymbol method, ILookup<string, GeneratedMember> members)
    {
        bool isGetter = method.Name.StartsWith("get_", StringComparison.Ordinal) && method.Parameters.IsEmpty;
        bool isSetter = method.Name.StartsWith("set_", StringComparison.Ordinal) && method.Parameters.Length == 1;
        return isGetter || isSetter
            ? members[method.Name.Substring(4)].Where(property => property.IsProperty && (isGetter || TypeOf(method.Parameters[0]) == property.Type))
            : [];
    }

    /// <summary>Whether the member explicitly implements a member of INetwork.</summary>
    private static bool IsImplementation(ISymbol member) => NameOf(member) != member.Name;

    /// <summary>Returns the name of a member, or of the INetwork member that it explicitly implements.</summary>
    private static string NameOf(ISymbol member)
    {
        ISymbol? implemented = member switch
        {
            IMethodSymbol method => method.ExplicitInterfaceImplementations.FirstOrDefault(),
            IPropertySymbol property => property.ExplicitInterfaceImplementations.FirstOrDefault(),
            _ => null,
        };
        return implemented is not null && KnownTypes.Is(implemented.ContainingType, "INetwork")
            ? implemented.Name
            : member.Name;
    }

    /// <summary>Whether the user wrote the member. Otherwise the compiler or this generator added it.</summary>
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

    /// <summary>Whether the member is inherited and not an accessor. Accessors are represented by their property or event.</summary>
    private static bool IsWrittenBefore(ISymbol member, INamedTypeSymbol type) =>
        !SymbolEqualityComparer.Default.Equals(member.ContainingType, type) && member is not IMethodSymbol { AssociatedSymbol: not null };

    private static Location PlaceOf(ISymbol symbol, Location home) =>
        symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? home;
}
