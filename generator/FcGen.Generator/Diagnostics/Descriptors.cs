using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Diagnostics;

/// <summary>Every diagnostic of FcGen, in order of its id. Each has a page <c>docs/rules/FCGnnn.md</c>.</summary>
internal static class Descriptors
{
    private const string Category = "FcGen";

    /// <summary>Where the pages of the rules can be read.</summary>
    private const string Pages = "https://github.com/fcgen/fcgen/blob/main/docs/rules/";

    public static readonly DiagnosticDescriptor DimensionMismatch = Error(
        "FCG001",
        "Layer dimensions do not match",
        "{0} expects {1}, but {2} gives {3}");

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "FCG002",
        "Network class is not partial",
        "'{0}' must be partial, so that the members of network '{1}' can be added");

    public static readonly DiagnosticDescriptor MissingInputOrLayer = Error(
        "FCG003",
        "Network has no input or no layer",
        "Network '{0}' has no {1}: a network needs one [Input] and at least one layer");

    public static readonly DiagnosticDescriptor OutOfRange = Error(
        "FCG004",
        "Layer value is out of range",
        "{0}: {1} must be {2}, but is {3}");

    public static readonly DiagnosticDescriptor UnsupportedTarget = Error(
        "FCG005",
        "Type cannot be a network",
        "'{0}' cannot be a network because {1}");

    public static readonly DiagnosticDescriptor SpreadAttributes = Error(
        "FCG006",
        "Layer attributes are spread over several declarations",
        "[{0}] must stand on the same declaration of '{1}' as [Network]: the order of attributes on different declarations is undefined");

    public static readonly DiagnosticDescriptor BadLayerName = Error(
        "FCG007",
        "Layer name cannot be used",
        "The name '{0}' of {1} {2}");

    public static readonly DiagnosticDescriptor BadPrefix = Error(
        "FCG007",
        "Prefix of tensor names cannot be used",
        "The prefix '{0}' of network '{1}' {2}");

    public static readonly DiagnosticDescriptor UnknownLayer = Error(
        "FCG007",
        "No layer before has the name",
        "{0} names '{1}', but {2}");

    public static readonly DiagnosticDescriptor AddMismatch = Error(
        "FCG007",
        "Shapes that are added differ",
        "{0} adds {1} values from {2} to {3} values from {4}: both must have the same shape");

    public static readonly DiagnosticDescriptor MemberCollision = Error(
        "FCG008",
        "Member collides with a generated one",
        "'{0}' collides with a member that is generated for network '{1}': give it another name");

    public static readonly DiagnosticDescriptor PrimaryConstructor = Error(
        "FCG008",
        "Network has a primary constructor",
        "Network '{0}' has a primary constructor, which the constructors generated for it cannot call: write an ordinary one");

    public static readonly DiagnosticDescriptor HiddenType = Error(
        "FCG008",
        "Member or type hides one that generated code uses",
        "'{0}' hides a type of that name which the code generated for network '{1}' uses: give it another name");

    public static readonly DiagnosticDescriptor GeneratedValue = Error(
        "FCG009",
        "Network depends on generated code",
        "'{0}' is generated, so that the generator cannot read it when it makes network '{1}': {2}");

    public static readonly DiagnosticDescriptor UnseenNetwork = Error(
        "FCG009",
        "Network is declared in generated code",
        "Nothing is generated for network '{0}' in generated code: declare it in a .cs file that you write");

    public static readonly DiagnosticDescriptor WrongLength = Error(
        "FCG010",
        "Length of a span does not fit the network",
        "{0} expects {1} for '{2}', but is given {3}");

    public static readonly DiagnosticDescriptor UnknownTensor = Error(
        "FCG010",
        "Network has no tensor of that name",
        "{0} names tensor '{1}', which {2}: {3}");

    public static readonly DiagnosticDescriptor WeightsMismatch = Error(
        "FCG011",
        "Weights file does not fit the network",
        "'{0}' does not fit network '{1}': {2}");

    public static readonly DiagnosticDescriptor UnknownAttribute = Error(
        "FCG013",
        "Attribute is not known",
        "{0}: is it [{1}]?");

    public static readonly DiagnosticDescriptor OptionOutOfRange = Error(
        "FCG014",
        "Option is out of range",
        "{0}: {1} must be {2}, but is {3}");

    public static readonly DiagnosticDescriptor TargetMismatch = Error(
        "FCG015",
        "Loss needs targets and is given labels, or the other way round",
        "{0} needs {1}, but {2} is given {3}: {4}");

    public static readonly DiagnosticDescriptor LossMismatch = Warning(
        "FCG020",
        "Loss does not fit the last layer",
        "{0} {1}, but the last layer of '{2}', {3}, {4}: {5}");

    public static readonly DiagnosticDescriptor SoftmaxOfOne = Warning(
        "FCG021",
        "Softmax over one output",
        "{0} works on one value, whose softmax is always 1{1}: use {2} for a yes or no, or at least two outputs");

    public static readonly DiagnosticDescriptor MergeableDense = Warning(
        "FCG022",
        "Two dense layers with nothing between them are one",
        "{0} follows {1} with nothing between them: together they compute no more than one Dense {2} -> {3}");

    public static readonly DiagnosticDescriptor UnsuitableEnd = Warning(
        "FCG023",
        "Last layer spoils the outputs",
        "{0} is the last layer: {1}");

    public static readonly DiagnosticDescriptor UnrollBudgetExceeded = Info(
        "FCG024",
        "Layer is too large to be unrolled",
        "{0} cannot be unrolled: {1}; its kernel for one sample is tiled");

    public static readonly DiagnosticDescriptor ZeroHiddenWeights = Warning(
        "FCG025",
        "Hidden weights start at zero",
        "All weights of {0} start at zero, so that its units start alike and pass nothing on: use zeros in the last dense layer only");

    public static readonly DiagnosticDescriptor ForgottenNetwork = Warning(
        "FCG026",
        "Layers without [Network]",
        "'{0}' has [{1}] but no [Network], without which nothing is generated");

    public static readonly DiagnosticDescriptor KerasMomentum = Info(
        "FCG027",
        "Momentum of batch norm counts from the other end",
        "{0}: with Momentum = {1} each batch replaces {2}% of the running statistics; "
            + "a momentum of {1} in Keras is {3} here, as in PyTorch");

    public static readonly DiagnosticDescriptor BatchOfOne = Warning(
        "FCG028",
        "Batch norm with batches of one sample",
        "'{0}' cannot be trained on batches of one sample, which have no variance for {1}: use a batch size of at least 2, or LayerNorm");

    public static readonly DiagnosticDescriptor SharedOptimizer = Warning(
        "FCG029",
        "Optimizer is given to several trainers",
        "'{0}' already belongs to a trainer, and a second trainer with it throws an InvalidOperationException: use one optimizer for each");

    private static DiagnosticDescriptor Error(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: $"{Pages}{id}.md");
}
