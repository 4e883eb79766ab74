using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Diagnostics;

/// <summary>All diagnostics of FcGen, ordered by id. Each has a page <c>docs/rules/FCGnnn.md</c>.</summary>
internal static class Descriptors
{
    private const string Category = "FcGen";

    /// <summary>The address of the rule pages.</summary>
    private const string Pages = "https://github.com/fcgen/fcgen/blob/main/docs/rules/";

    public static readonly DiagnosticDescriptor DimensionMismatch = Error(
        "FCG001",
        "Layer dimensions do not match",
        "{0} expects {1}, but {2} gives {3}");

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "FCG002",
        "Network class is not partial",
        "'{0}' must be partial so that FcGen can add the members of network '{1}'");

    public static readonly DiagnosticDescriptor MissingInputOrLayer = Error(
        "FCG003",
        "Network has no input or no layer",
        "Network '{0}' has no {1}: a network needs one [Input] or [Sequence], and at least one layer");

    public static readonly DiagnosticDescriptor SecondInput = Error(
        "FCG003",
        "Network has two inputs",
        "Network '{0}' has [{1}] and [{2}]: a network needs one [Input] or [Sequence], so remove one of them");

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
        "[{0}] must be on the same declaration of '{1}' as [Network]: the order of attributes across declarations is undefined");

    public static readonly DiagnosticDescriptor BadLayerName = Error(
        "FCG007",
        "Layer name is invalid",
        "The name '{0}' of {1} {2}");

    public static readonly DiagnosticDescriptor BadPrefix = Error(
        "FCG007",
        "Prefix of tensor names is invalid",
        "The prefix '{0}' of network '{1}' {2}");

    public static readonly DiagnosticDescriptor UnknownLayer = Error(
        "FCG007",
        "Name refers to no earlier layer",
        "{0} refers to '{1}', but {2}");

    public static readonly DiagnosticDescriptor AddMismatch = Error(
        "FCG007",
        "Added shapes differ",
        "{0} adds {1} from {2} to {3} from {4}: both must have the same shape");

    public static readonly DiagnosticDescriptor ConcatMismatch = Error(
        "FCG007",
        "Concatenated shapes differ",
        "{0} appends {1} from {2} to {3} from {4}: both must have the same positions");

    public static readonly DiagnosticDescriptor MemberCollision = Error(
        "FCG008",
        "Member conflicts with a generated member",
        "'{0}' conflicts with a generated member of network '{1}': rename it");

    public static readonly DiagnosticDescriptor PrimaryConstructor = Error(
        "FCG008",
        "Network has a primary constructor",
        "Network '{0}' has a primary constructor, which its generated constructors cannot call: declare an ordinary constructor instead");

    public static readonly DiagnosticDescriptor HiddenType = Error(
        "FCG008",
        "Member or type hides a type that generated code uses",
        "'{0}' hides a type that the generated code of network '{1}' uses: rename it");

    public static readonly DiagnosticDescriptor GeneratedValue = Error(
        "FCG009",
        "Network depends on generated code",
        "'{0}' is generated code, which FcGen cannot read when it generates network '{1}': {2}");

    public static readonly DiagnosticDescriptor UnseenNetwork = Error(
        "FCG009",
        "Network is declared in generated code",
        "Network '{0}' is declared in generated code, which FcGen cannot read: declare it in a .cs file of the project");

    public static readonly DiagnosticDescriptor WrongLength = Error(
        "FCG010",
        "Span length does not match the network",
        "{0} expects {1} for '{2}', but got {3}");

    public static readonly DiagnosticDescriptor UnknownTensor = Error(
        "FCG010",
        "Network has no tensor with this name",
        "{0} refers to tensor '{1}', which {2}: {3}");

    public static readonly DiagnosticDescriptor WeightsMismatch = Error(
        "FCG011",
        "Weights file does not match the network",
        "'{0}' does not match network '{1}': {2}");

    public static readonly DiagnosticDescriptor NotFlattened = Error(
        "FCG012",
        "Dense layer follows an image or a signal",
        "{0} expects a vector or a sequence, but {1} gives {2}: insert Flatten, which gives {3}");

    public static readonly DiagnosticDescriptor UnknownAttribute = Error(
        "FCG013",
        "Unknown attribute",
        "{0}: did you mean [{1}]?");

    public static readonly DiagnosticDescriptor OptionOutOfRange = Error(
        "FCG014",
        "Option is out of range",
        "{0}: {1} must be {2}, but is {3}");

    public static readonly DiagnosticDescriptor TargetMismatch = Error(
        "FCG015",
        "Loss does not accept the given labels or targets",
        "{0} expects {1}, but {2} is given {3}: {4}");

    public static readonly DiagnosticDescriptor LossMismatch = Warning(
        "FCG020",
        "Loss does not match the last layer",
        "{0} {1}, but the last layer of '{2}', {3}, {4}: {5}");

    public static readonly DiagnosticDescriptor SoftmaxOfOne = Warning(
        "FCG021",
        "Softmax over a single output",
        "{0} is applied to a single value, whose softmax is always 1{1}: use {2} for binary classification, or at least two outputs");

    public static readonly DiagnosticDescriptor MergeableLayers = Warning(
        "FCG022",
        "Consecutive dense layers can be merged",
        "{0} directly follows {1}: together they are equivalent to one Dense {2} -> {3}");

    public static readonly DiagnosticDescriptor UnsuitableEnd = Warning(
        "FCG023",
        "Layer is unsuitable as the last layer",
        "{0} is the last layer: {1}");

    public static readonly DiagnosticDescriptor UnrollBudgetExceeded = Info(
        "FCG024",
        "Layer is too large to unroll",
        "{0} cannot be unrolled: {1}; its single-sample kernel is tiled");

    public static readonly DiagnosticDescriptor ZeroHiddenWeights = Warning(
        "FCG025",
        "Hidden weights are initialized to zero",
        "All weights of {0} are initialized to zero, so all its units are identical and its output is constant: use Init.Zeros only in the last dense layer");

    public static readonly DiagnosticDescriptor ForgottenNetwork = Warning(
        "FCG026",
        "Class has layers but no [Network]",
        "'{0}' has [{1}] but no [Network], so FcGen generates nothing for it");

    public static readonly DiagnosticDescriptor KerasMomentum = Info(
        "FCG027",
        "Batch norm momentum follows the Keras convention",
        "{0}: with Momentum = {1}, each batch replaces {2}% of the running statistics; "
            + "a Keras momentum of {1} is {3} here, as in PyTorch");

    public static readonly DiagnosticDescriptor BatchOfOne = Warning(
        "FCG028",
        "Batch norm trained on batches of one sample",
        "'{0}' cannot be trained on batches of one sample, because {1} needs the variance of the batch: use a batch size of at least 2, or LayerNorm");

    public static readonly DiagnosticDescriptor SharedOptimizer = Warning(
        "FCG029",
        "Optimizer is shared between trainers",
        "'{0}' already belongs to a trainer, and passing it to a second trainer throws an InvalidOperationException: create one optimizer per trainer");

    public static readonly DiagnosticDescriptor UnreadPositions = Info(
        "FCG030",
        "A stride leaves positions at the end unread",
        "{0} reads {1} of {2} {3}, because its stride is {4}; it would read all of {1} or {5}");

    private static DiagnosticDescriptor Error(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: $"{Pages}{id}.md");
}
