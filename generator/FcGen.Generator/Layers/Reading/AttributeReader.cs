using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Layers.Reading;

/// <summary>Values of one attribute with the place of each in the source. Half-written attributes give no values rather than errors.</summary>
internal sealed class AttributeReader(AttributeData attribute, CancellationToken cancellation)
{
    private readonly AttributeSyntax? _syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;

    /// <summary>Place of the whole attribute.</summary>
    public Location Location => _syntax?.GetLocation() ?? Location.None;

    /// <summary>Name of the attribute as users write it, for example <c>Dense</c>.</summary>
    public string Name => attribute.AttributeClass!.Name.Replace("Attribute", string.Empty);

    /// <summary>Whether there is no attribute class of that name, so that this may or may not be meant as a layer.</summary>
    public bool IsUnresolved => attribute.AttributeClass is { TypeKind: TypeKind.Error };

    /// <summary>Whether the compiler found a name that it cannot use: of several classes, or of a class that is no attribute.</summary>
    public bool IsAmbiguous => attribute.AttributeClass is IErrorTypeSymbol { CandidateSymbols.IsEmpty: false };

    /// <summary>The name as it is written.</summary>
    public NameSyntax? WrittenName => _syntax?.Name;

    /// <summary>The declaration that carries the attribute.</summary>
    public SyntaxNode? Declaration => _syntax?.Parent?.Parent;

    /// <summary>False while the compiler itself cannot make sense of the attribute, and reports that.</summary>
    public bool IsWellFormed =>
        (_syntax is not null || attribute.ApplicationSyntaxReference is null)
        && attribute.AttributeConstructor is not null
        && attribute.ConstructorArguments.All(IsKnown)
        && attribute.NamedArguments.All(argument => IsKnown(argument.Value));

    /// <summary>Value of a constructor parameter or property, or <paramref name="absent"/> when it is not given.</summary>
    public T Get<T>(string name, T absent)
    {
        TypedConstant? value = Find(name);
        return value is { Kind: not TypedConstantKind.Array, Value: T given } ? given : absent;
    }

    /// <summary>Whether the constructor used has the parameter.</summary>
    public bool Has(string parameter) => attribute.AttributeConstructor!.Parameters.Any(p => p.Name == parameter);

    /// <summary>Values of all parameters of the constructor, those of a list one by one.</summary>
    public IReadOnlyList<int> Numbers =>
    [
        .. attribute.ConstructorArguments
            .SelectMany(argument => argument.Kind != TypedConstantKind.Array ? [argument] : argument.IsNull ? [] : argument.Values.AsEnumerable())
            .Select(argument => argument.Value is int number ? number : 0),
    ];

    /// <summary>Place of the value of a constructor parameter or property; the whole attribute when it is not written.</summary>
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

    /// <summary>Place of one of <see cref="Numbers"/>.</summary>
    public Location LocationOf(int index) =>
        attribute.AttributeConstructor is { } constructor && !constructor.Parameters.Any(parameter => parameter.IsParams)
            ? LocationOf(constructor.Parameters[index].Name)
            : Arguments.Where(a => a.NameEquals is null).ElementAtOrDefault(index)?.Expression.GetLocation() ?? Location;

    /// <summary>The attribute as source for another layer of its kind: its name and all arguments but the name of the layer.</summary>
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
