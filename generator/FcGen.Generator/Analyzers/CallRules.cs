using System.Globalization;
using FcGen.Generator.Analyzers.Lengths;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers;

/// <summary>Checks the argument lengths and tensor names in a call of a network or its trainer.</summary>
internal sealed class CallRules(IInvocationOperation call, NetworkFacts network, SyntaxNodeAnalysisContext context)
{
    private const int TensorsShown = 8;

    /// <summary>The methods that have rules, with the minimum argument count of each.</summary>
    private static readonly Dictionary<string, int> Methods = new()
    {
        ["Forward"] = 2,
        ["ForwardBatch"] = 2,
        ["ForwardTraining"] = 3,
        ["Backward"] = 4,
        ["Classify"] = 1,
        ["Predict"] = 1,
        ["PredictProbabilities"] = 1,
        ["ForwardTo"] = 3,
        ["GetTensor"] = 1,
        ["SetTensor"] = 2,
        ["GetGradient"] = 2,
        ["Step"] = 2,
        ["ComputeGradients"] = 2,
        ["Fit"] = 1,
        ["Evaluate"] = 1,
    };

    /// <summary>Whether rules may apply to a call with this method name and argument count.</summary>
    public static bool MayApply(string? name, int arguments) => name is not null && Methods.TryGetValue(name, out int fewest) && arguments >= fewest;

    private string Method => $"{call.TargetMethod.ContainingType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}.{call.TargetMethod.Name}";

    public void Check()
    {
        switch (call.TargetMethod.Name)
        {
            case "Forward":
            case "Classify":
            case "Predict":
            case "PredictProbabilities":
                CheckSample("input", network.InputSize, "InputSize");
                CheckSample("output", network.OutputSize, "OutputSize");
                CheckSample("probabilities", network.OutputSize, "OutputSize");
                break;
            case "GetTensor" or "GetGradient":
                CheckTensor("destination");
                break;
            case "SetTensor":
                CheckTensor("values");
                break;
            case "Fit" or "Evaluate":
                break;
            default:
                CheckBatch();
                break;
        }
    }

    private void CheckSample(string parameter, int size, string constant, string explanation = "")
    {
        if (Argument(parameter) is { } argument && LengthOf(argument) is { } length && length.Count != size)
        {
            Report(argument, length, Values(size) + explanation, size, Constant(constant, length));
        }
    }

    private void CheckBatch()
    {
        int? samples = CheckWhole("inputs", network.InputSize, "InputSize");
        CheckRows("outputs", network.OutputSize, "OutputSize", samples);
        CheckRows("targets", network.OutputSize, "OutputSize", samples);
        CheckRows("outputGradients", network.OutputSize, "OutputSize", samples);
        CheckRows("labels", 1, null, samples);
        CheckUnlessEmpty("sampleWeights", 1, null, samples);
        CheckSample("parameterGradients", network.ParametersLength, string.Empty, " (the length of Parameters)");

        CheckUnlessEmpty("inputGradients", network.InputSize, "InputSize", samples);
    }

    /// <summary>Checks rows that may be absent: an empty span means no weights, or that input gradients are not requested.</summary>
    private void CheckUnlessEmpty(string parameter, int size, string? constant, int? samples)
    {
        if (Argument(parameter) is { } argument && LengthOf(argument) is { Count: > 0 })
        {
            CheckRows(parameter, size, constant, samples);
        }
    }

    /// <summary>Checks that a span contains whole samples, and returns their count.</summary>
    private int? CheckWhole(string parameter, int size, string constant)
    {
        if (Argument(parameter) is not { } argument || LengthOf(argument) is not { } length)
        {
            return null;
        }

        bool needsOne = call.TargetMethod.Name is "Step" or "ComputeGradients" && length.Count == 0;
        if (length.Count % size == 0 && !needsOne)
        {
            return length.Count / size;
        }

        int samples = Math.Max(1, (length.Count + size - 1) / size);
        string expected = needsOne ? "at least one sample" : size == 1 ? "values" : $"a multiple of {Number(size)} values";
        Report(argument, length, expected, (long)samples * size, Times(samples, Constant(constant, length)));
        return null;
    }

    /// <summary>Checks that there is one row per sample. If the sample count is unknown, checks that rows are complete.</summary>
    private void CheckRows(string parameter, int size, string? constant, int? samples)
    {
        if (samples is not { } count)
        {
            if (constant is not null)
            {
                CheckWhole(parameter, size, constant);
            }

            return;
        }

        if (Argument(parameter) is { } argument && LengthOf(argument) is { } length && length.Count != (long)count * size)
        {
            string noun = parameter == "labels" ? "label" : "weight";
            string expected = constant is null ? $"{Number(count)} {noun}{(count == 1 ? "" : "s")}, one for each sample," : Values((long)count * size);
            string? repaired = constant is null ? SourceText.Literal(count) : Times(count, Constant(constant, length));
            Report(argument, length, expected, (long)count * size, repaired);
        }
    }

    private void CheckTensor(string parameter)
    {
        if (Argument("name")?.Value is not { ConstantValue: { HasValue: true, Value: string name } } argument)
        {
            return;
        }

        bool isGradient = call.TargetMethod.Name == "GetGradient";
        if (network.Tensors.FirstOrDefault(tensor => tensor.Name == name) is not { } tensor)
        {
            TensorPlan[] possible = [.. network.Tensors.Where(known => !(isGradient && known.Spec.IsBuffer))];
            string? meant = Spelling.Nearest(name, possible.Select(known => known.Name));
            ReportTensor(
                argument,
                name,
                $"'{network.Type.Name}' does not have",
                meant is null ? $"its tensors are {List(possible)}" : $"did you mean '{meant}'?",
                meant is null ? Repair.None : Repair.None.With(Repair.Name, meant));
            return;
        }

        if (isGradient && tensor.Spec.IsBuffer)
        {
            ReportTensor(argument, name, $"is a buffer of '{network.Type.Name}'", "only parameters have gradients", Repair.None);
            return;
        }

        int size = tensor.Spec.Length;
        if (Argument(parameter) is { } values && LengthOf(values) is { } length && length.Count != size)
        {
            string shape = tensor.Spec.Dimensions.Count > 1 ? $" ({tensor.Spec.Shape})" : string.Empty;
            Report(values, length, Values(size) + shape, size, SourceText.Literal(size));
        }
    }

    private void ReportTensor(IOperation argument, string name, string problem, string advice, Repair repair) =>
        context.ReportCall(call, repair.Report(Descriptors.UnknownTensor, argument.Syntax.GetLocation(), [Method, name, problem, advice]));

    private void Report(IArgumentOperation argument, KnownLength length, string expected, long wanted, string? repaired)
    {
        // A slice cannot be longer than its source.
        Repair repair = repaired is not null && length.Size is { } place && wanted <= length.Limit
            ? Repair.None.With(Repair.Length, repaired, place.GetLocation())
            : Repair.None;
        context.ReportCall(call, repair.Report(
            Descriptors.WrongLength, argument.Value.Syntax.GetLocation(), [Method, expected, argument.Parameter!.Name, Number(length.Count)]));
    }

    private IArgumentOperation? Argument(string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind == ArgumentKind.Explicit);

    private KnownLength? LengthOf(IArgumentOperation argument) => KnownLength.Of(argument.Value, context.CancellationToken);

    /// <summary>Returns source text for a constant of the network, valid at the location of the length.</summary>
    private string? Constant(string name, KnownLength length)
    {
        if (name.Length == 0 || length.Size is not { } place)
        {
            return null;
        }

        string type = place.SyntaxTree == context.Node.SyntaxTree
            ? network.Type.ToMinimalDisplayString(context.SemanticModel, place.SpanStart)
            : network.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return $"{type}.{name}";
    }

    /// <summary>Returns source text for a count times a constant, or null for a count of 0.</summary>
    private static string? Times(int count, string? constant) =>
        count == 0 ? null : constant is null || count == 1 ? constant : $"{SourceText.Literal(count)} * {constant}";

    private static string List(IReadOnlyList<TensorPlan> tensors) => tensors.Count == 0
        ? "none"
        : string.Join(", ", tensors.Take(TensorsShown).Select(tensor => $"'{tensor.Name}'"))
            + (tensors.Count > TensorsShown ? $" and {tensors.Count - TensorsShown} more" : string.Empty);

    private static string Values(long count) => count == 1 ? "1 value" : $"{Number(count)} values";

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
