using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Layers.Reading;

/// <summary>Reads the values of an attribute and their locations in the source. Incomplete attributes yield no values and no errors.</summary>
internal sealed class AttributeReader(AttributeData attribute, CancellationToken cancellation)
{
    private readonly AttributeSyntax? _syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;

    /// <summary>The location of the whole attribute.</summary>
    public Location Location => _syntax?.GetLocation() ?? Location.None;

    /// <summary>The name of the attribute as users write it, such as <c>Dense</c>.</summary>
    public string Name => attribute.AttributeClass!.Name.Replace("Attribute", string.Empty);

    /// <summary>Whether the attribute gives the shape of a sequence.</summary>
    public bool IsSequence => Name == "Sequence";

    /// <summary>Whether no attribute class has this name. The attribute may or may not be intended as a layer.</summary>
    public bool IsUnresolved => attribute.AttributeClass is { TypeKind: TypeKind.Error };

    /// <summary>Whether the name is ambiguous, or the name of a class that is not an attribute.</summary>
    public bool IsAmbiguous => attribute.AttributeClass is IErrorTypeSymbol { CandidateSymbols.IsEmpty: false };

    /// <summary>The name as written.</summary>
    public NameSyntax? WrittenName => _syntax?.Name;

    /// <summary>The declaration with the attribute.</summary>
    public SyntaxNode? Declaration => _syntax?.Parent?.Parent;

    /// <summary>Whether the attribute is valid for the compiler. Otherwise the compiler reports an error.</summary>
    public bool IsWellFormed =>
        (_syntax is not null || attribute.ApplicationSyntaxReference is null)
        && attribute.AttributeConstructor is not null
        && attribute.ConstructorArguments.All(IsKnown)
        && attribute.NamedArguments.All(argument => IsKnown(argument.Value));

    /// <summary>Returns the value of a constructor parameter or property, or <paramref name="absent"/> if it is not given.</summary>
    public T Get<T>(string name, T absent)
    {
        TypedConstant? value = Find(name);
        return value is { Kind: not TypedConstantKind.Array, Value: T given } ? given : absent;
    }

    /// <summary>Whether the user has written a value for a constructor parameter or property.</summary>
    public bool IsGiven(string name) => Find(name) is not null;

    /// <summary>Whether the constructor used has the parameter.</summary>
    public bool Has(string parameter) => attribute.AttributeConstructor!.Parameters.Any(p => p.Name == parameter);

    /// <summary>The values of all constructor parameters, with lists expanded.</summary>
    public IReadOnlyList<int> Numbers =>
    [
        .. attribute.ConstructorArguments
            .SelectMany(argument => argument.Kind != TypedConstantKind.Array ? [argument] : argument.IsNull ? [] : argument.Values.AsEnumerable())
            .Select(argument => argument.Value is int number ? number : 0),
    ];

    /// <summary>Returns the texts of a list, without those that are null.</summary>
    public IEnumerable<string> Texts(string name) => Find(name) is { Kind: TypedConstantKind.Array, IsNull: false } list
        ? list.Values.Select(value => value.Value).OfType<string>()
        : [];

    /// <summary>
    /// Returns the location of the value of a constructor parameter or property, or of the whole attribute if it is not written.
    /// </summary>
    public Location LocationOf(string name)
    {
        int ordinal = Ordinal(name);
        int position = 0;
        foreach (AttributeArgumentSyntax argument in Arguments)
        {
            string? written = argument.NameColon?.Name.Identifier.ValueText ?? argument.NameEquals?.Name.Identifier.ValueText;
            if (written is null ? position++ == ordinal : written == name)
            {
                return argument.Expression.GetLocation();
            }
        }

        return Location;
    }

    /// <summary>Returns the location of one of <see cref="Numbers"/>.</summary>
    public Location LocationOf(int index) =>
        attribute.AttributeConstructor is { } constructor && !constructor.Parameters.Any(parameter => parameter.IsParams)
            ? LocationOf(constructor.Parameters[index].Name)
            : Arguments.Where(a => a.NameEquals is null).ElementAtOrDefault(index)?.Expression.GetLocation() ?? Location;

    /// <summary>The attribute as source text for another layer of its kind, without the name of the layer.</summary>
    public string Source
    {
        get
        {
            string arguments = string.Join(", ", Arguments.Where(argument => argument.NameEquals?.Name.Identifier.ValueText != "Name"));
            return arguments.Length == 0 ? Name : $"{Name}({arguments})";
        }
    }

    private IEnumerable<AttributeArgumentSyntax> Arguments => _syntax?.ArgumentList?.Arguments ?? Enumerable.Empty<AttributeArgumentSyntax>();

    private TypedConstant? Find(string name)
    {
        int ordinal = Ordinal(name);
        if (ordinal >= 0 && ordinal < attribute.ConstructorArguments.Length)
        {
            return attribute.ConstructorArguments[ordinal];
        }

        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            if (named.Key == name)
            {
                return named.Value;
            }
        }

        return null;
    }

    private int Ordinal(string parameter) =>
        attribute.AttributeConstructor?.Parameters.FirstOrDefault(p => p.Name == parameter)?.Ordinal ?? -1;

    private static bool IsKnown(TypedConstant value) =>
        value.Kind != TypedConstantKind.Error && (value.Kind != TypedConstantKind.Array || value.IsNull || value.Values.All(IsKnown));
}
