using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Diagnostics;

/// <summary>Every diagnostic of FcGen, in order of its id.</summary>
internal static class Descriptors
{
    private const string Category = "FcGen";

    public static readonly DiagnosticDescriptor DimensionMismatch = Error(
        "FCG001",
        "Layer dimensions do not match",
        "{0} expects {1} inputs, but {2} gives {3}");

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
        "'{0}' cannot be a network because it is {1}: a network is a class that is not static, abstract, generic, file-local or a record");

    public static readonly DiagnosticDescriptor SpreadAttributes = Error(
        "FCG006",
        "Layer attributes are spread over several declarations",
        "[{0}] must stand on the same declaration of '{1}' as [Network]: the order of attributes on different declarations is undefined");

    public static readonly DiagnosticDescriptor BadLayerName = Error(
        "FCG007",
        "Layer name cannot be used",
        "The name '{0}' of {1} {2}");

    public static readonly DiagnosticDescriptor UnknownLayer = Error(
        "FCG007",
        "No layer before has the name",
        "{0} names '{1}', but {2}");

    public static readonly DiagnosticDescriptor AddMismatch = Error(
        "FCG007",
        "Shapes that are added differ",
        "{0} adds {1} values from {2} to {3} values from {4}: both must have the same shape");

    public static readonly DiagnosticDescriptor UnrollBudgetExceeded = new(
        "FCG024",
        "Layer is too large to be unrolled",
        "{0} cannot be unrolled: {1}; its kernel for one sample is tiled",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor ZeroHiddenWeights = new(
        "FCG025",
        "Hidden weights start at zero",
        "All weights of {0} start at zero, so that its units start alike and pass nothing on: use zeros in the last dense layer only",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
}
