using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FcGen.Runtime;

/// <summary>Checks of what a user passes to a network. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkGuard
{
    /// <summary>What messages call parameters and buffers of a network together.</summary>
    private const string StateName = "Parameters and Buffers";

    /// <summary>Checks the length of a span.</summary>
    /// <exception cref="ArgumentException">The length is another.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length(int actual, int expected, string parameter)
    {
        if (actual != expected)
        {
            ThrowLength(actual, expected, parameter);
        }
    }

    /// <summary>Checks that spans of inputs and outputs hold the same whole number of samples.</summary>
    /// <returns>The number of samples.</returns>
    /// <exception cref="ArgumentException">They do not.</exception>
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

    /// <summary>Checks a number of threads: at least 1, or -1 for as many as there are processors.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public static int MaxDegreeOfParallelism(int value) =>
        value is >= 1 or -1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"MaxDegreeOfParallelism has to be at least 1, or -1 for all processors, but is {value}.");

    /// <summary>Checks that two spans are identical or disjoint.</summary>
    /// <exception cref="ArgumentException">They overlap in part.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Overlap(ReadOnlySpan<float> input, Span<float> output)
    {
        if (Overlaps(input, output))
        {
            CheckIdentical(input, output);
        }
    }

    /// <summary>Checks that what is written does not overlap what is read.</summary>
    /// <param name="read">The span that is read.</param>
    /// <param name="written">The span that is written.</param>
    /// <param name="readName">Name of the first.</param>
    /// <param name="writtenName">Name of the second.</param>
    /// <exception cref="ArgumentException">It does.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint(ReadOnlySpan<float> read, ReadOnlySpan<float> written, string readName, string writtenName)
    {
        if (Overlaps(read, written))
        {
            CheckDisjoint(read.Length, written.Length, readName, writtenName, writtenName);
        }
    }

    /// <summary>
    /// Checks that a span does not overlap the parameters or buffers of a network. One comparison is enough: they are an array of their
    /// own, so that no span begins before it and reaches into it.
    /// </summary>
    /// <exception cref="ArgumentException">It does.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutsideState(ReadOnlySpan<float> span, ref float state, int length, string parameter) =>
        Outside(span, ref state, length, parameter, StateName);

    /// <summary>Checks that a span does not overlap memory that is an array of its own.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Outside(ReadOnlySpan<float> span, ref float memory, int length, string parameter, string memoryName)
    {
        nint distance = Unsafe.ByteOffset(ref memory, ref MemoryMarshal.GetReference(span));
        if ((nuint)distance < (nuint)length * sizeof(float))
        {
            CheckDisjoint(length, span.Length, memoryName, parameter, parameter);
        }
    }

    /// <summary>Checks that what a backward pass writes overlaps neither what it reads nor each other.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
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

    /// <summary>Whether spans share memory; an empty one may count as if it did when it lies within the other.</summary>
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
