namespace FcGen.Generator.Emission;

/// <summary>A member that the generator adds to a network class, with its declaration.</summary>
/// <param name="Name">The name; <c>.ctor</c> for a constructor.</param>
/// <param name="Type">The type of a constant, property or result, with <c>{self}</c> for the network.</param>
/// <param name="Parameters">The parameters as declared, with <c>{self}</c> for the network; null if the member is not a method.</param>
internal sealed record GeneratedMember(string Name, string Type, string? Parameters = null)
{
    public const string Constructor = ".ctor";

    /// <summary>The placeholder for the network in types.</summary>
    public const string Self = "{self}";

    private const string Input = "global::System.ReadOnlySpan<float>";
    private const string Output = "global::System.Span<float>";
    private const string Workspace = "global::FcGen.TrainingWorkspace";

    /// <summary>The version of the generator.</summary>
    public static string Version { get; } = typeof(GeneratedMember).Assembly.GetName().Version.ToString(fieldCount: 3);

    /// <summary>
    /// The attributes of every constructor, method, property and type in a network, so that debuggers step over generated code, and code coverage
    /// and analyzers skip it. The attributes of a type also apply to its members.
    /// </summary>
    public static string Attributes { get; } =
        $"[{GeneratedCode}, global::System.Diagnostics.DebuggerNonUserCode, global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";

    /// <summary>The attribute of every field and constant, which do not allow the others.</summary>
    public static string FieldAttribute { get; } = $"[{GeneratedCode}]";

    private static string GeneratedCode => $"global::System.CodeDom.Compiler.GeneratedCode(\"FcGen\", \"{Version}\")";

    /// <summary>Whether the member is static.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Whether the member is a constant.</summary>
    public bool IsConstant { get; init; }

    /// <summary>Whether the property has a setter.</summary>
    public bool IsSettable { get; init; }

    /// <summary>Whether the member overrides a member of <see cref="object"/>. It is only generated if the user has declared none.</summary>
    public bool IsOverride { get; init; }

    /// <summary>The public members.</summary>
    public static IReadOnlyList<GeneratedMember> Public { get; } =
    [
        new("InputSize", "int") { IsConstant = true },
        new("OutputSize", "int") { IsConstant = true },
        new("ParameterCount", "int") { IsConstant = true },
        new(Constructor, string.Empty, string.Empty),
        new(Constructor, string.Empty, "int seed"),
        new("MaxDegreeOfParallelism", "int") { IsSettable = true },
        new("Tensors", "global::System.Collections.Generic.IReadOnlyList<global::FcGen.TensorInfo>"),
        new("Parameters", Input),
        new("Buffers", Input),
        new("Edit", $"global::FcGen.NetworkEdit<{Self}>", string.Empty),
        new("CopyFrom", "void", $"{Self} other"),
        new("Create", Self, "int seed") { IsStatic = true },
        new("GetTensor", "float[]", "string name"),
        new("GetTensor", "void", $"string name, {Output} destination"),
        new("SetTensor", "void", $"string name, {Input} values"),
        new("Forward", "void", $"{Input} input, {Output} output"),
        new("ForwardBatch", "void", $"{Input} inputs, {Output} outputs"),
        new("Predict", "float[]", $"{Input} input"),
        new("Classify", "int", $"{Input} input"),
        new("Classify", "int", $"{Input} input, {Output} output"),
        new("PredictProbabilities", "void", $"{Input} input, {Output} probabilities"),
        new("PredictProbabilities", "float[]", $"{Input} input"),
        new("ForwardTo", "void", $"string layer, {Input} inputs, {Output} values"),
        new("CreateWorkspace", Workspace, "int batchSize") { IsStatic = true },
        new("ForwardTraining", "void", $"{Input} inputs, {Output} outputs, {Workspace} workspace"),
        new(
            "Backward",
            "void",
            $"{Input} inputs, {Input} outputGradients, {Workspace} workspace, {Output} parameterGradients, {Output} inputGradients = default"),
        new("Prepare", "void", "global::FcGen.Preparation what = global::FcGen.Preparation.Forward") { IsStatic = true },
        new("Save", "void", "string path"),
        new("Save", "void", "global::System.IO.Stream stream"),
        new("Load", Self, "string path") { IsStatic = true },
        new("Load", Self, "global::System.IO.Stream stream") { IsStatic = true },
        new("Load", Self, "string path, global::FcGen.LoadOptions options") { IsStatic = true },
        new("Load", Self, "global::System.IO.Stream stream, global::FcGen.LoadOptions options") { IsStatic = true },
        new("ToString", "string", string.Empty) { IsOverride = true },
    ];

    /// <summary>The name of the type of a network's streams.</summary>
    public const string StreamState = "State";

    /// <summary>The public members that only a network on sequences has.</summary>
    public static IReadOnlyList<GeneratedMember> PublicOfStreams { get; } =
    [
        new("StepInputSize", "int") { IsConstant = true },
        new("StepOutputSize", "int") { IsConstant = true },
        new(StreamState, string.Empty),
        new("CreateState", $"{Self}.{StreamState}", string.Empty),
        new("Step", "void", $"{Input} features, {Output} output, {Self}.{StreamState} state"),
        new("Steps", "void", $"{Input} features, {Output} outputs, {Self}.{StreamState} state"),
        new("Settle", "bool", $"{Input} features, {Self}.{StreamState} state"),
    ];

    /// <summary>The members of networks on sequences that only generated code uses.</summary>
    public static IReadOnlyList<GeneratedMember> PrivateOfStreams { get; } =
    [
        new("StepPass", string.Empty),
        new("StepsPass", string.Empty),
        new("StepRow", "void", "ref float parameters, ref float state, int position, ref float input, ref float output, ref float scratch"),
        new(
            "StepRows",
            "void",
            "ref float parameters, ref float state, int position, ref float input, ref float output, ref float scratch, int rows"),
        new("StepVector", "void", "ref float parameters, ref float input, ref float output, ref float scratch"),
    ];

    /// <summary>
    /// Members of the interface that the class implements explicitly: the sizes, which are properties there, and what trainers and edits
    /// call.
    /// </summary>
    public static IReadOnlyList<GeneratedMember> Explicit { get; } =
    [
        new("InputSize", "int") { IsStatic = true },
        new("OutputSize", "int") { IsStatic = true },
        new("ParameterCount", "int") { IsStatic = true },
        new("ParametersLength", "int") { IsStatic = true },
        new("MutableState", Output),
        new("OnStateChanged", "void", string.Empty),
    ];

    /// <summary>
    /// The members that only generated code uses. Values between layers are in <c>Scratch</c> types with their size in the name.
    /// </summary>
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
        new("ForwardSampleParts", "void", "ref float parameters, ref float input, ref float output, ref float scratch, int threads"),
        new("ForwardRowsParts", "void", "ref float parameters, ref float input, ref float output, ref float scratch, int rows, int threads"),
        new("ForwardRows", "void", "ref float parameters, ref float input, ref float output, ref float scratch, int rows"),
        new("BatchPass", string.Empty),
        new("TrainingPass", string.Empty),
        new("SamplePass", string.Empty),
        new("ClassifyPass", string.Empty),
        new("HiddenLayers", string.Empty),
    ];

    /// <summary>Whether the member is a public property.</summary>
    public bool IsProperty => Parameters is null && !IsConstant && Type.Length > 0;

    /// <summary>The unique key of the member.</summary>
    public string Key => Parameters is null ? Name : $"{Name}({string.Join(", ", ParameterTypes)})";

    /// <summary>The types of the parameters, with <c>ref</c> for parameters by reference.</summary>
    public IEnumerable<string> ParameterTypes => Declarations.Select(declaration => declaration.Substring(0, declaration.LastIndexOf(' ')));

    /// <summary>Parameters without default values, which an explicit implementation cannot have.</summary>
    public string RequiredParameters => string.Join(", ", Declarations);

    private IEnumerable<string> Declarations => string.IsNullOrEmpty(Parameters)
        ? []
        : Parameters!.Split([", "], StringSplitOptions.None).Select(parameter => parameter.Split([" = "], StringSplitOptions.None)[0]);
}
