using System.Collections.Immutable;
using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers.Lengths;

/// <summary>
/// Reads the lengths of framework methods, constructors and properties that allocate, slice or copy memory. Arguments are found by parameter
/// name.
/// </summary>
internal static class FrameworkMembers
{
    /// <summary>Returns the length of the result of a method.</summary>
    public static KnownLength? Read(IInvocationOperation call, LengthReader reader)
    {
        INamedTypeSymbol? type = call.TargetMethod.ContainingType;
        switch (call.TargetMethod.Name)
        {
            case "AsSpan" or "AsMemory" when FrameworkTypes.Is(type, "System", "MemoryExtensions"):
                return Part(call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value, call.Arguments, reader);
            case "Slice" when FrameworkTypes.IsSequence(type):
                return Part(call.Instance, call.Arguments, reader);
            case "ToArray" when FrameworkTypes.IsSequence(type):
            case "Clone" when FrameworkTypes.Is(type, "System", "Array"):
                return reader.Read(call.Instance);
            case "ToArray" when FrameworkTypes.Is(type, "System.Linq", "Enumerable"):
                return reader.Read(Value(call.Arguments, "source"));
            case "AllocateArray" or "AllocateUninitializedArray" when FrameworkTypes.Is(type, "System", "GC"):
            case "CreateSpan" or "CreateReadOnlySpan" when FrameworkTypes.Is(type, "System.Runtime.InteropServices", "MemoryMarshal"):
                return Value(call.Arguments, "length") is { } length ? Slices.Piece(null, null, length) : null;
            case "Empty" when FrameworkTypes.Is(type, "System", "Array"):
                return KnownLength.Empty;
            default:
                return null;
        }
    }

    /// <summary>Returns the length of a new span or memory.</summary>
    public static KnownLength? Read(IObjectCreationOperation creation, LengthReader reader)
    {
        ImmutableArray<IArgumentOperation> arguments = creation.Arguments;
        return !FrameworkTypes.IsSequence(creation.Constructor?.ContainingType) ? null
            : arguments.IsEmpty ? KnownLength.Empty
            : arguments.Sole() is { Parameter.Name: "reference" } ? new KnownLength(1, null)
            : Value(arguments, "array") is { } array ? Part(array, arguments, reader)
            : Value(arguments, "pointer") is not null && Value(arguments, "length") is { } length ? Slices.Piece(null, null, length)
            : null;
    }

    /// <summary>Returns the length of the span that a property returns.</summary>
    public static KnownLength? Read(IPropertyReferenceOperation property, LengthReader reader) => property.Property.Name switch
    {
        "Empty" => KnownLength.Empty,
        "Span" when FrameworkTypes.IsMemory(property.Property.ContainingType) => reader.Read(property.Instance),
        _ => null,
    };

    private static KnownLength? Part(IOperation? whole, ImmutableArray<IArgumentOperation> arguments, LengthReader reader)
    {
        KnownLength? source = reader.Read(whole);
        IOperation? start = Value(arguments, "start");
        return Value(arguments, "length") is { } length ? Slices.Piece(source, start, length)
            : Value(arguments, "range") is { } range ? Slices.Cut(source, range)
            : (start ?? Value(arguments, "startIndex")) is { } index ? Slices.From(source, index)
            : source;
    }

    private static IOperation? Value(ImmutableArray<IArgumentOperation> arguments, string parameter) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;
}
