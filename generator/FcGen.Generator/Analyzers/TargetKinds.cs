using FcGen.Generator.Analyzers.Lengths;
using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers;

/// <summary>The data that a loss compares with the outputs.</summary>
internal enum TargetKind
{
    /// <summary>One class index per sample.</summary>
    Labels,

    /// <summary>One value per output of each sample.</summary>
    Targets,
}

/// <summary>Determines whether a data set has labels or targets.</summary>
internal static class TargetKinds
{
    private const int MaxDepth = 20;

    /// <summary>Returns the kind of a data set, or null if it is uncertain.</summary>
    public static TargetKind? Of(IOperation? data, CancellationToken cancellation)
    {
        for (int depth = 0; depth < MaxDepth; depth++)
        {
            // The results of Split, Standardize and KFold have the kind of the whole data set.
            IOperation? whole = Origins.WithoutConversions(data) is ILocalReferenceOperation local
                ? LocalValues.OfDeconstruction(local, cancellation)
                : null;
            switch (whole ?? Origins.Of(data, cancellation))
            {
                case IFieldReferenceOperation { Field.ContainingType.IsTupleType: true } part:
                    data = part.Instance;
                    break;
                case IInvocationOperation { Instance: { } source } call when KnownTypes.Is(call.TargetMethod.ContainingType, "DataSet"):
                    data = source;
                    break;
                case IInvocationOperation { Instance: null } call
                    when KnownTypes.Is(call.TargetMethod.ContainingType, "DataSet", "StreamedDataSet"):
                    return OfFile(call, cancellation);
                case IObjectCreationOperation creation when KnownTypes.Is(creation.Type, "DataSet"):
                    return Has(creation, "labels") ? TargetKind.Labels : Has(creation, "targets") ? TargetKind.Targets : null;
                default:
                    return null;
            }
        }

        return null;
    }

    private static TargetKind? OfFile(IInvocationOperation call, CancellationToken cancellation) => call.TargetMethod.Name switch
    {
        "FromIdx" or "FromNpy" or "FromNpz" or "OpenIdx" or "OpenLabeledRows" => TargetKind.Labels,
        "OpenRows" or "FromNpyWithTargets" or "FromNpzWithTargets" => TargetKind.Targets,
        "From" when Takes(call, "label") => TargetKind.Labels,
        "From" when Takes(call, "target") || Takes(call, "targets") => TargetKind.Targets,
        "FromCsv" or "ConvertCsv" => OfCsv(
            call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "options")?.Value, cancellation),
        _ => null,
    };

    private static TargetKind? OfCsv(IOperation? options, CancellationToken cancellation) => Origins.Of(options, cancellation) switch
    {
        { ConstantValue: { HasValue: true, Value: null } } => TargetKind.Labels,
        IObjectCreationOperation creation when KnownTypes.Is(creation.Type, "CsvOptions") =>
            Origins.InitializedTo(creation, "TargetColumns") is not { } columns ? TargetKind.Labels
            : Origins.Of(columns, cancellation) switch
            {
                { ConstantValue: { HasValue: true, Value: null } } => TargetKind.Labels,
                ICollectionExpressionOperation or IArrayCreationOperation or IObjectCreationOperation => TargetKind.Targets,
                _ => null,
            },
        _ => null,
    };

    private static bool Takes(IInvocationOperation call, string parameter) =>
        call.TargetMethod.Parameters.Any(known => known.Name == parameter);

    private static bool Has(IObjectCreationOperation creation, string parameter) =>
        creation.Constructor?.Parameters.Any(known => known.Name == parameter) == true;
}
