using System.Runtime.InteropServices;
using FcGen.Layers;
using FcGen.Numerics;
using FcGen.Runtime;

namespace FcGen;

/// <summary>
/// Turns outputs of a network into probabilities. <see cref="INetwork{TSelf}.PredictProbabilities(ReadOnlySpan{float}, Span{float})"/>
/// chooses the function for one sample; these also work on batches. Nothing is allocated.
/// </summary>
public static class Probabilities
{
    /// <summary>
    /// Computes the softmax of each sample: probabilities of classes of which exactly one is true
    /// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html">torch.nn.Softmax</see>). NaN makes all probabilities of
    /// a sample NaN.
    /// </summary>
    /// <param name="logits">[samples, <paramref name="classes"/>].</param>
    /// <param name="probabilities">Receives [samples, <paramref name="classes"/>]; the same span as the logits or disjoint from it.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <exception cref="ArgumentException">
    /// The length of the logits is no multiple of the number of classes, the lengths differ, or the spans overlap without being identical.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 1.</exception>
    public static void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        Check(logits, probabilities);
        if (logits.Length % classes != 0)
        {
            throw new ArgumentException($"Expected a multiple of {classes} logits, but got {logits.Length}.", nameof(logits));
        }

        Layers.Softmax.Forward(
            ref MemoryMarshal.GetReference(logits), classes, ref MemoryMarshal.GetReference(probabilities), classes, classes, logits.Length / classes);
    }

    /// <summary>
    /// Computes the sigmoid of each logit: probabilities of independent labels, or of class 1 with one output
    /// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html">torch.nn.Sigmoid</see>).
    /// </summary>
    /// <param name="logits">Any number of values.</param>
    /// <param name="probabilities">Receives as many values; the same span as the logits or disjoint from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being identical.</exception>
    public static void Sigmoid(ReadOnlySpan<float> logits, Span<float> probabilities) => Compute(new SigmoidOperator(), logits, probabilities);

    /// <summary>Computes the exponential of each log-probability, such as the outputs of a log-softmax layer.</summary>
    /// <param name="logProbabilities">Any number of values.</param>
    /// <param name="probabilities">Receives as many values; the same span as the log-probabilities or disjoint from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being identical.</exception>
    public static void Exp(ReadOnlySpan<float> logProbabilities, Span<float> probabilities) =>
        Compute(new ExpOperator(), logProbabilities, probabilities);

    private static void Compute<TOperator>(TOperator op, ReadOnlySpan<float> values, Span<float> probabilities)
        where TOperator : struct, IUnaryOperator
    {
        Check(values, probabilities);
        if (!values.IsEmpty)
        {
            Elementwise.Forward(
                op, ref MemoryMarshal.GetReference(values), values.Length, ref MemoryMarshal.GetReference(probabilities), values.Length, values.Length, 1);
        }
    }

    private static void Check(ReadOnlySpan<float> values, Span<float> probabilities)
    {
        NetworkGuard.Length(probabilities.Length, values.Length, nameof(probabilities));
        NetworkGuard.Overlap(values, probabilities);
    }
}
