namespace FcGen.Generator.Emission;

/// <summary>The names of types that generated code uses.</summary>
internal static class UsedNames
{
    private const string CompilerServices = "System.Runtime.CompilerServices";
    private const string InteropServices = "System.Runtime.InteropServices";
    private const string Intrinsics = "System.Runtime.Intrinsics";

    /// <summary>The attributes that generated code uses without <c>global::</c>, with and without suffix.</summary>
    public static IReadOnlyList<string> Attributes { get; } = ["InlineArray", "InlineArrayAttribute", "MethodImpl", "MethodImplAttribute"];

    /// <summary>The types that generated code uses without <c>global::</c>, with and without type argument.</summary>
    public static IReadOnlyList<string> Vectors { get; } = ["Vector128", "Vector256", "Vector512"];

    /// <summary>All types that generated code uses without <c>global::</c> for readability, with their namespaces.</summary>
    public static IReadOnlyDictionary<string, string> Simple { get; } = new[] { "MethodImplOptions", "Unsafe" }.Concat(Attributes)
        .Select(name => (Name: name, Namespace: CompilerServices))
        .Append((Name: "MemoryMarshal", Namespace: InteropServices))
        .Concat(Vectors.Select(name => (Name: name, Namespace: Intrinsics)))
        .ToDictionary(used => used.Name, used => used.Namespace);

    /// <summary>The aliases of namespaces in generated code. No type, namespace or member hides an alias before <c>::</c>.</summary>
    public static IReadOnlyDictionary<string, string> Aliases { get; } = new Dictionary<string, string>
    {
        ["Compiler"] = "System.CodeDom.Compiler",
        ["Diagnostics"] = "System.Diagnostics",
        ["Fc"] = "FcGen",
    };

    /// <summary>The FcGen namespaces for generated code.</summary>
    public static IReadOnlyList<string> Namespaces { get; } = ["FcGen.Initialization", "FcGen.Layers", "FcGen.Numerics", "FcGen.Runtime", "FcGen.Serialization"];

    /// <summary>The types of other namespaces that generated code uses by full name.</summary>
    public static IReadOnlyList<string> Qualified { get; } =
    [
        "FcGen.INetwork",
        "FcGen.IStreamNetwork",
        "FcGen.Init",
        "FcGen.LoadOptions",
        "FcGen.NetworkEdit",
        "FcGen.Preparation",
        "FcGen.Probabilities",
        "FcGen.RnnActivation",
        "FcGen.StreamState",
        "FcGen.TensorInfo",
        "FcGen.TensorKind",
        "FcGen.TrainingWorkspace",
        "System.ArgumentNullException",
        "System.Array",
        "System.CodeDom.Compiler.GeneratedCodeAttribute",
        "System.Collections.Generic.IReadOnlyList",
        "System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute",
        "System.Diagnostics.DebuggerNonUserCodeAttribute",
        "System.IO.Stream",
        "System.InvalidOperationException",
        "System.Math",
        "System.NotSupportedException",
        "System.ObsoleteAttribute",
        "System.ReadOnlySpan",
        "System.Runtime.Intrinsics.Arm.AdvSimd",
        "System.Span",
        .. Simple.Select(used => $"{used.Value}.{used.Key}"),
    ];
}
