using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FcGen.Messages;

namespace FcGen.Runtime;

/// <summary>Argument checks of networks. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkGuard
{
    /// <summary>Name of the parameters and buffers of a network in messages.</summary>
    private const string StateName = "Parameters and Buffers";

    /// <summary>Checks the length of a span.</summary>
    /// <exception cref="ArgumentException">The length differs.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length(int actual, int expected, string parameter)
    {
        if (actual != expected)
        {
            ThrowLength(actual, expected, parameter);
        }
    }

    /// <summary>Checks that inputs and outputs consist of the same whole number of samples.</summary>
    /// <returns>The number of samples.</returns>
    /// <exception cref="ArgumentException">The lengths are not multiples of the sizes, or the numbers of samples differ.</exception>
    // Inlined, so that it divides by a constant: a batch of one sample with 4-16-3 takes 16 ns instead of 23.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Samples(int inputs, int inputSize, int outputs, int outputSize, string inputName, string outputName)
    {
        (int samples, int rest) = Math.DivRem(inputs, inputSize);
        if (rest != 0 || (long)samples * outputSize != outputs)
        {
            ThrowSamples(inputs, inputSize, outputs, outputSize, inputName, outputName);
        }

        return samples;
    }

    /// <summary>Creates the exception for a layer whose output cannot be read.</summary>
    /// <param name="layer">The name given.</param>
    /// <param name="names">The layers whose output can be read.</param>
    public static ArgumentException NotHidden(string? layer, ReadOnlySpan<string> names) => new(
        $"The output of layer {(layer is null ? "null" : MessageText.Name(layer))} cannot be read, because it is not listed in "
        + "[Network(HiddenOutputs = [...])], which has "
        + (names.IsEmpty ? "no names." : $"{string.Join(", ", names.ToArray().Select(name => MessageText.Name(name)))}."),
        nameof(layer));

    /// <summary>Checks a number of threads: at least 1, or -1 for the number of processors.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below -1.</exception>
    public static int MaxDegreeOfParallelism(int value) =>
        value is >= 1 or -1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"MaxDegreeOfParallelism must be at least 1, or -1 for all processors, but is {value}.");

    /// <summary>Checks that two spans are identical or disjoint.</summary>
    /// <exception cref="ArgumentException">The spans overlap partially.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Overlap(ReadOnlySpan<float> input, Span<float> output)
    {
        if (Overlaps(input, output))
        {
            CheckIdentical(input, output);
        }
    }

    /// <summary>Checks that the span that is written does not overlap the span that is read.</summary>
    /// <param name="read">The span that is read.</param>
    /// <param name="written">The span that is written.</param>
    /// <param name="readName">Name of the span that is read.</param>
    /// <param name="writtenName">Name of the span that is written.</param>
    /// <exception cref="ArgumentException">The spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint(ReadOnlySpan<float> read, ReadOnlySpan<float> written, string readName, string writtenName)
    {
        if (Overlaps(read, written))
        {
            CheckDisjoint(read.Length, written.Length, readName, writtenName, writtenName);
        }
    }

    /// <summary>
    /// Checks that a span does not overlap the parameters or buffers of a network. One comparison is enough: they are a separate array, so
    /// that no span begins before and extends into it.
    /// </summary>
    /// <exception cref="ArgumentException">The memory overlaps.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutsideState(ReadOnlySpan<float> span, ref float state, int length, string parameter) =>
        Outside(span, ref state, length, parameter, StateName);

    /// <summary>Checks that a span does not overlap memory that is a separate array.</summary>
    /// <exception cref="ArgumentException">The memory overlaps.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Outside(ReadOnlySpan<float> span, ref float memory, int length, string parameter, string memoryName)
    {
        nint distance = Unsafe.ByteOffset(ref memory, ref MemoryMarshal.GetReference(span));
        if ((nuint)distance < (nuint)length * sizeof(float))
        {
            CheckDisjoint(length, span.Length, memoryName, parameter, parameter);
        }
    }

    /// <summary>Checks that the spans that a backward pass writes overlap neither each other nor the spans that it reads.</summary>
    /// <exception cref="ArgumentException">Spans overlap.</exception>
    public static void BackwardSpans(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Span<float> parameterGradients, Span<float> inputGradients)
    {
        Disjoint(inputs, parameterGradients, nameof(inputs), nameof(parameterGradients));
        Disjoint(outputGradients, parameterGradients, nameof(outputGradients), nameof(parameterGradients));
        if (inputGradients.Length > 0)
        {
            Disjoint(inputs, inputGradients, nameof(inputs), nameof(inputGradients));
            Disjoint(outputGradients, inputGradients, nameof(outputGradients), nameof(inputGradients));
            Disjoint(parameterGradients, inputGradients, nameof(parameterGradients), nameof(inputGradients));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CheckIdentical(ReadOnlySpan<float> input, Span<float> output)
    {
        if (input.Length > 0 && output.Length > 0 && input != output)
        {
            throw new ArgumentException(
                $"The input ({input.Length} values) and the output ({output.Length} values) overlap; they must be the same span or disjoint.", nameof(output));
        }
    }

    private static void CheckDisjoint(int read, int written, string readName, string writtenName, string parameter)
    {
        if (read > 0 && written > 0)
        {
            throw new ArgumentException($"'{readName}' ({read} values) and '{writtenName}' ({written} values) overlap.", parameter);
        }
    }

    /// <summary>Whether spans share memory. An empty span within the other one may count as shared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Overlaps(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        nint distance = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(b));
        return (nuint)distance < (nuint)a.Length * sizeof(float) || unchecked((nuint)(-distance)) < (nuint)b.Length * sizeof(float);
    }

    [DoesNotReturn]
    private static void ThrowSamples(int inputs, int inputSize, int outputs, int outputSize, string inputName, string outputName)
    {
        (int samples, int rest) = Math.DivRem(inputs, inputSize);
        throw rest != 0
            ? new ArgumentException(
                $"Expected a multiple of {inputSize} values ({inputSize} for each sample), but '{inputName}' has {inputs}.", inputName)
            : new ArgumentException(
                $"Expected {(long)samples * outputSize} values ({samples} samples of {outputSize}), but '{outputName}' has {outputs}.", outputName);
    }

    [DoesNotReturn]
    private static void ThrowLength(int actual, int expected, string parameter) =>
        throw new ArgumentException($"Expected {expected} values, but '{parameter}' has {actual}.", parameter);
}
