using System.Globalization;
using FcGen.Generator.Analyzers.Lengths;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers;

/// <summary>
/// Checks a call of a trainer against the loss and the network of the trainer. Reports labels for a loss that expects targets and vice versa
/// (FCG015), and steps with a single sample for a network with batch norm (FCG028).
/// </summary>
internal sealed class TrainerCallRules(IInvocationOperation call, NetworkFacts network, SyntaxNodeAnalysisContext context)
{
    private IOperation? Trainer => Origins.Of(call.Instance, context.CancellationToken);

    public void Check()
    {
        switch (call.TargetMethod.Name)
        {
            case "Step" or "ComputeGradients":
                Check(Argument("labels"), TargetKind.Labels);
                Check(Argument("targets"), TargetKind.Targets);
                CheckSamples(Argument("inputs"));
                break;
            case "Fit":
                CheckData(Argument("data"));
                if (Origins.Of(Argument("options"), context.CancellationToken) is IObjectCreationOperation options)
                {
                    CheckData(Origins.InitializedTo(options, "Validation"));
                }

                break;
            case "Evaluate":
                CheckData(Argument("data"));
                break;
        }
    }

    /// <summary>
    /// Reports a single sample, if the creation of the trainer is known. Otherwise the call may be part of a test of lengths.
    /// </summary>
    private void CheckSamples(IOperation? inputs)
    {
        if (inputs is not null
            && network.FirstBatchNorm is { } norm
            && KnownLength.Of(inputs, context.CancellationToken)?.Count == network.InputSize
            && Trainer is IObjectCreationOperation)
        {
            context.ReportCall(call, TrainerAnalyzer.BatchOfOne(network, norm, inputs));
        }
    }

    private void CheckData(IOperation? data)
    {
        if (data is not null && TargetKinds.Of(data, context.CancellationToken) is { } kind)
        {
            Check(data, kind);
        }
    }

    private void Check(IOperation? given, TargetKind kind)
    {
        if (given is null
            || LossRules.OfTrainer(Trainer) is not { } loss
            || LossRules.TypeOf(loss, context.CancellationToken) is not { } type
            || LossRules.Takes(type, kind, network.OutputSize))
        {
            return;
        }

        (string needed, string actual, string own) = kind == TargetKind.Labels
            ? ("targets", "class labels", $"pass {Targets(network.OutputSize)} for each sample")
            : ("class labels", "targets", "pass one label for each sample");
        string? other = LossRules.LossFor(kind, network.Spec);
        Location? place = (Origins.Of(loss, context.CancellationToken) as IObjectCreationOperation)?.Syntax.GetLocation();
        string method = $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}";
        context.ReportCall(call, (other is null ? Repair.None : Repair.None.With(Repair.Loss, other, place)).Report(
            Descriptors.TargetMismatch,
            given.Syntax.GetLocation(),
            [type.Name, needed, method, actual, other is null ? own : $"use {other}, or {own}"]));
    }

    private static string Targets(int count) => count == 1 ? "one target" : $"{count.ToString(CultureInfo.InvariantCulture)} targets";

    private IOperation? Argument(string parameter) => call.Arguments.FirstOrDefault(argument =>
        argument.Parameter?.Name == parameter && argument.ArgumentKind == ArgumentKind.Explicit)?.Value;
}
