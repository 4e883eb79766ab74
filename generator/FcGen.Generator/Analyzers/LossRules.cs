using FcGen.Generator.Analyzers.Lengths;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OutputKind = FcGen.Generator.Graph.OutputKind;

namespace FcGen.Generator.Analyzers;

/// <summary>A loss that does not match a network.</summary>
internal sealed record LossProblem(DiagnosticDescriptor Descriptor, Repair Repair, object[] Arguments);

/// <summary>Compares the outputs that a loss expects with the outputs of the last layer of a network.</summary>
internal static class LossRules
{
    private const string Already = "already applies it";

    /// <summary>Returns the loss argument of a trainer creation, or null if the operation creates no trainer.</summary>
    public static IOperation? OfTrainer(IOperation? creation) =>
        creation is IObjectCreationOperation trainer && KnownTypes.Is(trainer.Type, "Trainer")
            ? trainer.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "loss")?.Value
            : null;

    /// <summary>Returns the library loss type of a value, or null if it is uncertain.</summary>
    public static INamedTypeSymbol? TypeOf(IOperation value, CancellationToken cancellation) =>
        LibraryLoss(Origins.WithoutConversions(value)?.Type)
        ?? (Origins.Of(value, cancellation) is IObjectCreationOperation creation ? LibraryLoss(creation.Type) : null);

    /// <summary>
    /// Whether a loss accepts labels or targets, for a given number of outputs. The binary losses accept labels 0 and 1 as targets of a single
    /// output.
    /// </summary>
    public static bool Takes(INamedTypeSymbol loss, TargetKind kind, int outputs) => kind == TargetKind.Targets
        ? loss.Name != "NegativeLogLikelihood"
        : loss.Name.StartsWith("BinaryCrossEntropy", StringComparison.Ordinal)
            ? outputs == 1
            : loss.GetMembers("Compute").OfType<IMethodSymbol>()
                .Any(method => method.Parameters.Any(parameter => parameter.Name == "labels"));

    /// <summary>
    /// Returns a loss that accepts labels or targets and matches the last layer of a network. The result is null if none is certain.
    /// </summary>
    public static string? LossFor(TargetKind kind, NetworkSpec network) => (kind, network.Layers[network.Layers.Count - 1]) switch
    {
        (TargetKind.Labels, { OutputKind: OutputKind.Logits, Output.Size: > 1 }) => "SoftmaxCrossEntropy",
        (TargetKind.Labels, { OutputKind: OutputKind.LogProbabilities, Output.Size: > 1 }) => "NegativeLogLikelihood",
        _ => null,
    };

    private static INamedTypeSymbol? LibraryLoss(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsSealed: true } loss && KnownTypes.IsLibrary(loss)
            ? loss
            : null;

    public static LossProblem? Check(string loss, NetworkFacts network, CancellationToken cancellation)
    {
        if (loss == "SoftmaxCrossEntropy" && network.OutputSize == 1)
        {
            return new LossProblem(
                Descriptors.SoftmaxOfOne,
                Repair.None.With(Repair.Loss, "BinaryCrossEntropyWithLogits"),
                [$"{loss} of '{network.Type.Name}'", " and loss always 0", "BinaryCrossEntropyWithLogits"]);
        }

        if (network.Spec.Layers.LastOrDefault(layer => !layer.IsForTrainingOnly) is not { } last)
        {
            return null;
        }

        Location? attribute = PlaceOf(network, last, cancellation);
        Repair drop = network.Spec.Layers.Count > 1 && last.Index == network.Spec.Layers.Count - 1 && attribute is not null
            ? Repair.None.With(Repair.DropLayer, string.Empty, attribute)
            : Repair.None;
        switch (loss, last.OutputKind, last.OutputFunction)
        {
            case ("SoftmaxCrossEntropy" or "NegativeLogLikelihood", _, _) when !network.Spec.Output.IsVector:
                return Problem(
                    "expects one vector with a value for each class",
                    $"outputs {network.Spec.Output.Describe()}",
                    "add Flatten and Dense",
                    Repair.None);
            case ("SoftmaxCrossEntropy", _, OutputFunction.Softmax):
                return Problem("applies softmax itself", Already, "remove that layer", drop);
            case ("BinaryCrossEntropyWithLogits", _, OutputFunction.Sigmoid):
                return Problem(
                    "applies a sigmoid itself", Already, "remove that layer, or use BinaryCrossEntropy", drop.With(Repair.Loss, "BinaryCrossEntropy"));
            case ("BinaryCrossEntropyWithLogits", OutputKind.Probabilities, _):
                return Problem(
                    "expects logits", "outputs probabilities", "remove that layer, or use BinaryCrossEntropy", drop.With(Repair.Loss, "BinaryCrossEntropy"));
            case ("BinaryCrossEntropy", _, _) when GivesAnyNumber(network.Spec):
                return Problem(
                    "expects probabilities",
                    "outputs values outside [0, 1]",
                    "use BinaryCrossEntropyWithLogits, or Sigmoid as the last layer",
                    last.OutputKind == OutputKind.Logits ? Repair.None.With(Repair.Loss, "BinaryCrossEntropyWithLogits") : Repair.None);
            case ("NegativeLogLikelihood", OutputKind.Logits, _) when network.OutputSize == 1:
                return Problem(
                    "expects log-probabilities",
                    "outputs one logit",
                    "use BinaryCrossEntropyWithLogits",
                    Repair.None.With(Repair.Loss, "BinaryCrossEntropyWithLogits"));
            case ("NegativeLogLikelihood", OutputKind.Logits, _):
                return Problem(
                    "expects log-probabilities",
                    "outputs logits",
                    "use SoftmaxCrossEntropy, or LogSoftmax as the last layer",
                    Repair.None.With(Repair.Loss, "SoftmaxCrossEntropy"));
            case ("NegativeLogLikelihood", OutputKind.Probabilities, OutputFunction.Softmax):
                return Problem(
                    "expects log-probabilities",
                    "outputs probabilities",
                    "use LogSoftmax instead of that layer",
                    attribute is null ? Repair.None : Repair.None.With(Repair.Layer, "LogSoftmax", attribute));
            default:
                return null;
        }

        LossProblem Problem(string takes, string gives, string advice, Repair repair) => new(
            Descriptors.LossMismatch, repair, [loss, takes, network.Type.Name, NetworkParser.LowerFirst(last.Label), gives, advice]);
    }

    /// <summary>
    /// Whether outputs are certainly not probabilities. Most activations approximately map the range from 0 to 1 to itself, so the layer before
    /// them decides. Sums and concatenations may have any range.
    /// </summary>
    private static bool GivesAnyNumber(NetworkSpec spec) =>
        spec.OutputKind is OutputKind.Unbounded or OutputKind.Logits or OutputKind.LogProbabilities;

    private static Location? PlaceOf(NetworkFacts network, LayerSpec layer, CancellationToken cancellation) =>
        NetworkAttributes.Read(network.Type, cancellation).Layers[layer.Index].Attribute.Location is { IsInSource: true } place ? place : null;
}
