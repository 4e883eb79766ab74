using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FcGen.Numerics;

/// <summary>Checks of what a user passes to a network. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkGuard
{
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
    public static int Samples(int inputs, int inputSize, int outputs, int outputSize, string inputName, string outputName)
    {
        (int samples, int rest) = Math.DivRem(inputs, inputSize);
        if (rest != 0)
        {
            throw new ArgumentException(
                $"Expected a multiple of {inputSize} values ({inputSize} for each sample), but '{inputName}' has {inputs}.", inputName);
        }

        if ((long)samples * outputSize != outputs)
        {
            throw new ArgumentException(
                $"Expected {(long)samples * outputSize} values ({samples} samples of {outputSize}), but '{outputName}' has {outputs}.", outputName);
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
    /// <exception cref="ArgumentException">It does.</exception>
    public static void Disjoint(ReadOnlySpan<float> read, Span<float> written, string readName, string writtenName)
    {
        if (read.Length > 0 && written.Length > 0 && Overlaps(read, written))
        {
            throw new ArgumentException($"'{readName}' ({read.Length} values) and '{writtenName}' ({written.Length} values) overlap.", writtenName);
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

    /// <summary>Whether spans share memory; an empty one may count as if it did when it lies within the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Overlaps(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        nint distance = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(b));
        return (nuint)distance < (nuint)a.Length * sizeof(float) || unchecked((nuint)(-distance)) < (nuint)b.Length * sizeof(float);
    }

    [DoesNotReturn]
    private static void ThrowLength(int actual, int expected, string parameter) =>
        throw new ArgumentException($"Expected {expected} values, but '{parameter}' has {actual}.", parameter);
}
