namespace FcGen.Generator.Emission;

/// <summary>A member that the generator adds to a network class: what other members it rules out, and how it is declared.</summary>
/// <param name="Name">Its name; <c>.ctor</c> for a constructor.</param>
/// <param name="Type">Type of a constant, property or result, with <c>{self}</c> for the network.</param>
/// <param name="Parameters">Parameters as they are declared; null for what is no method.</param>
internal sealed record GeneratedMember(string Name, string Type, string? Parameters = null)
{
    public const string Constructor = ".ctor";

    private const string Input = "global::System.ReadOnlySpan<float>";
    private const string Output = "global::System.Span<float>";
    private const string Workspace = "global::FcGen.TrainingWorkspace";

    /// <summary>Whether it belongs to the class instead of an instance.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Whether it is a constant.</summary>
    public bool IsConstant { get; init; }

    /// <summary>Whether it can be set, too.</summary>
    public bool IsSettable { get; init; }

    /// <summary>What users may call.</summary>
    public static IReadOnlyList<GeneratedMember> Public { get; } =
    [
        new("InputSize", "int") { IsConstant = true },
        new("OutputSize", "int") { IsConstant = true },
        new("ParameterCount", "int") { IsConstant = true },
        new(Constructor, string.Empty, string.Empty),
        new(Constructor, string.Empty, "int seed"),
        new("MaxDegreeOfParallelism", "int") { IsSettable = true },
        new("Tensors", "global::System.Collections.Generic.IReadOnlyList<global::FcGen.TensorInfo>"),
        new("Parameters", Output),
        new("Buffers", Output),
        new("UpdateState", Output, string.Empty),
        new("GetTensor", "void", $"string name, {Output} destination"),
        new("SetTensor", "void", $"string name, {Input} values"),
        new("Forward", "void", $"{Input} input, {Output} output"),
        new("ForwardBatch", "void", $"{Input} inputs, {Output} outputs"),
        new("Classify", "int", $"{Input} input"),
        new("CreateWorkspace", Workspace, "int batchSize") { IsStatic = true },
        new("ForwardTraining", "void", $"{Input} inputs, {Output} outputs, {Workspace} workspace"),
        new(
            "Backward",
            "void",
            $"{Input} inputs, {Input} outputGradients, {Workspace} workspace, {Output} parameterGradients, {Output} inputGradients = default"),
        new("Prepare", "void", string.Empty) { IsStatic = true },
        new("Save", "void", "string path"),
        new("Save", "void", "global::System.IO.Stream stream"),
        new("Load", "{self}", "string path") { IsStatic = true },
        new("Load", "{self}", "global::System.IO.Stream stream") { IsStatic = true },
    ];

    /// <summary>What generated code alone calls. Memory between layers is in <c>Scratch</c> types with their size in the name.</summary>
    public static IReadOnlyList<GeneratedMember> Private { get; } =
    [
        new("_state", string.Empty),
        new("_derivation", string.Empty),
        new("_maxDegreeOfParallelism", string.Empty),
        new("TensorTable", string.Empty),
        new(Constructor, string.Empty, "global::FcGen.Serialization.WeightsReader weights"),
        new("Initialize", "void", "int seed"),
        new("Derive", "void", string.Empty),
        new("ForwardSample", "void", "ref float parameters, ref float input, ref float output, ref float scratch"),
        new("ForwardRows", "void", "ref float parameters, ref float input, ref float output, ref float scratch, int rows"),
        new("BatchPass", string.Empty),
        new("TrainingPass", string.Empty),
        new("SamplePass", string.Empty),
        new("ClassifyPass", string.Empty),
        new("Kernels", string.Empty),
        new("Kernels256", string.Empty),
        new("Kernels512", string.Empty),
    ];

    /// <summary>Whether it is a property that users may call.</summary>
    public bool IsProperty => Parameters is null && !IsConstant && Type.Length > 0;

    /// <summary>Tells it from all others.</summary>
    public string Key => Parameters is null ? Name : $"{Name}({string.Join(", ", ParameterTypes)})";

    /// <summary>Types of the parameters, each with <c>ref</c> where it is passed so.</summary>
    public IReadOnlyList<string> ParameterTypes =>
        string.IsNullOrEmpty(Parameters) ? [] : [.. Parameters!.Split([", "], StringSplitOptions.None).Select(TypeOf)];

    private static string TypeOf(string parameter)
    {
        string declaration = parameter.Replace(" = default", string.Empty);
        return declaration.Substring(0, declaration.LastIndexOf(' '));
    }
}
