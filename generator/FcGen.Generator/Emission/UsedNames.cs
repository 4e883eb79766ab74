namespace FcGen.Generator.Emission;

/// <summary>The names of types that generated code uses.</summary>
internal static class UsedNames
{
    private const string CompilerServices = "System.Runtime.CompilerServices";
    private const string InteropServices = "System.Runtime.InteropServices";
    private const string Intrinsics = "System.Runtime.Intrinsics";

    /// <summary>Attributes that generated code names without <c>global::</c>, with and without their ending.</summary>
    public static IReadOnlyList<string> Attributes { get; } = ["InlineArray", "InlineArrayAttribute", "MethodImpl", "MethodImplAttribute"];

    /// <summary>Types that it names so both by themselves and with the type of their elements.</summary>
    public static IReadOnlyList<string> Vectors { get; } = ["Vector128", "Vector256", "Vector512"];

    /// <summary>All types that generated code names without <c>global::</c>, to be readable, with their namespaces.</summary>
    public static IReadOnlyDictionary<string, string> Simple { get; } = new[] { "MethodImplOptions", "Unsafe" }.Concat(Attributes)
        .Select(name => (Name: name, Namespace: CompilerServices))
        .Append((Name: "MemoryMarshal", Namespace: InteropServices))
        .Concat(Vectors.Select(name => (Name: name, Namespace: Intrinsics)))
        .ToDictionary(used => used.Name, used => used.Namespace);

    /// <summary>Namespaces of FcGen whose types are there for generated code.</summary>
    public static IReadOnlyList<string> Namespaces { get; } = ["FcGen.Initialization", "FcGen.Layers", "FcGen.Numerics", "FcGen.Runtime", "FcGen.Serialization"];

    /// <summary>Types of other namespaces that it names in full.</summary>
    public static IReadOnlyList<string> Qualified { get; } =
    [
        "FcGen.INetwork",
        "FcGen.Init",
        "FcGen.NetworkEdit",
        "FcGen.Preparation",
        "FcGen.TensorInfo",
        "FcGen.TensorKind",
        "FcGen.TrainingWorkspace",
        "System.ArgumentNullException",
        "System.Array",
        "System.Collections.Generic.IReadOnlyList",
        "System.IO.Stream",
        "System.InvalidOperationException",
        "System.Math",
        "System.ReadOnlySpan",
        "System.Span",
        .. Simple.Select(used => $"{used.Value}.{used.Key}"),
    ];
}
