using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Graph;

/// <summary>The namespace and the containing types of a network class, outermost first and the class last.</summary>
/// <param name="Namespace">The namespace, or null for the global one.</param>
/// <param name="Types">The types.</param>
/// <param name="HasTwin">Whether another type or namespace of the compilation differs from one of these only in case.</param>
/// <param name="Documented">The documentation elements that the user has written for the class.</param>
internal sealed record TypeHierarchy(string? Namespace, EquatableArray<TypeDeclaration> Types, bool HasTwin, DocumentedElements Documented)
{
    /// <summary>Whether global usings of the user change the meaning of names or aliases that generated code uses without <c>global::</c>.</summary>
    public bool NeedsQualifiedNames { get; init; }

    /// <summary>Whether the user has written a <c>ToString</c>, or a base class does not let it be overridden.</summary>
    public bool HasOwnToString { get; init; }

    public string Name => Types[Types.Count - 1].Identifier;

    /// <summary>The fully qualified name as source, for example <c>global::Games.Outer.DigitNet</c>.</summary>
    public string FullName => "global::" + Join(type => type.Identifier + type.TypeArguments);

    /// <summary>
    /// The name of the generated files. It is unique in a compilation even if case is ignored, as the compiler does, and contains only characters
    /// that every file system supports.
    /// </summary>
    public string HintName
    {
        get
        {
            string name = Join(type => type.Identifier + (type.Arity > 0 ? $"-{type.Arity}" : string.Empty));
            return name.Replace("@", string.Empty) + (HasTwin ? "-" + SourceText.Hash(name) : string.Empty);
        }
    }

    private string Join(Func<TypeDeclaration, string> part)
    {
        IEnumerable<string> names = Types.Select(part);
        return string.Join(".", Namespace is null ? names : names.Prepend(Namespace));
    }
}

/// <summary>
/// The documentation elements of a class in the user's comments. Comments of partial declarations are joined, the user's first, and editors show
/// the first element of each kind.
/// </summary>
internal readonly record struct DocumentedElements(bool HasSummary, bool HasRemarks)
{
    /// <summary>
    /// The first unused element after the summary. Editors also show <c>value</c> on hover, and it is rarely used for a class.
    /// </summary>
    public string Free => HasRemarks ? "value" : "remarks";
}

/// <summary>A type of the hierarchy.</summary>
/// <param name="Keyword"><c>class</c>, <c>record</c>, <c>struct</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Identifier">The name, escaped if it is a keyword.</param>
/// <param name="TypeParameters">The type parameters as declared, for example <c>&lt;in T&gt;</c>, or nothing.</param>
internal sealed record TypeDeclaration(string Keyword, string Identifier, string TypeParameters)
{
    public int Arity => TypeParameters.Length == 0 ? 0 : TypeParameters.Split(',').Length;

    /// <summary>The type parameters as arguments: without variance.</summary>
    public string TypeArguments => TypeParameters.Replace("<in ", "<").Replace("<out ", "<").Replace(", in ", ", ").Replace(", out ", ", ");
}
