using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FcGen.Layers;
using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Targets a of a softmax, row by row, from class probabilities t or a label, with smoothing e and weights w:
/// <c>a = w ((1 - e) t + e / classes)</c>. The smoothed part of a label uses the weights of all classes.
/// </summary>
/// <param name="targets">Distributions, [samples, <paramref name="width"/>], or empty.</param>
/// <param name="labels">Labels, if there are no distributions.</param>
/// <param name="width">Number of classes.</param>
/// <param name="weights">Weight of each class, or empty for 1.</param>
/// <param name="smoothing">The smoothing e.</param>
/// <param name="ignored">Label of samples to ignore. Default: null, none.</param>
internal readonly ref struct TargetRows(
    ReadOnlySpan<float> targets, ReadOnlySpan<int> labels, int width, ReadOnlySpan<float> weights, float smoothing, int? ignored = null)
{
    private readonly ReadOnlySpan<float> _targets = targets;
    private readonly ReadOnlySpan<int> _labels = labels;
    private readonly ReadOnlySpan<float> _weights = weights;
    private readonly float _kept = 1 - smoothing;
    private readonly float _spread = smoothing / width;

    /// <summary>Whether a row has the ignored label.</summary>
    public bool IsIgnored(int row) => ignored is { } label && _labels[row] == label;

    /// <summary>Computes the cross entropy of a row, <c>sum(a (max + logSum - x))</c>, and <c>sum(a)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public double Loss(int row, ReadOnlySpan<float> logits, float max, float logSum, out float sum)
    {
        ref float logit = ref MemoryMarshal.GetReference(logits);
        Vector256<double> losses = Vector256<double>.Zero;
        Vector256<float> sums = Vector256<float>.Zero;
        if (HasVectors)
        {
            for (int i = 0; i < logits.Length; i += Vector256<float>.Count)
            {
                int count = Math.Min(logits.Length - i, Vector256<float>.Count);
                Vector256<float> a = Load(row, i, count);
                Vector256<float> distance = Vector256.Create(logSum) - (Tail.Load256(ref logit, (nuint)i, count, max) - Vector256.Create(max));
                sums += a;
                (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(a * distance);
                losses += lower + upper;
            }
        }

        double loss = Reduction.Sum(losses);
        sum = Reduction.Sum(sums);
        if (!_labels.IsEmpty)
        {
            float weight = WeightOfLabel(row);
            sum += weight;
            loss += (double)weight * (logSum - (logits[_labels[row]] - max));
        }

        return loss;
    }

    /// <summary>
    /// Turns a gradient of softmax times <paramref name="scale"/> into <c>(softmax * sum - a) * scale</c>. For a class with a probability
    /// above 1/2, this is computed from the other classes, because a probability near 1 has rounded. It uses that softmax and a sum to 1
    /// and <paramref name="sum"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Subtract(int row, float sum, float scale, Span<float> gradient)
    {
        ref float first = ref MemoryMarshal.GetReference(gradient);
        int largest = Rows.IndexOfMax(ref first, gradient.Length);
        bool isConfident = gradient[largest] > 0.5f * scale;
        float ofConfident = isConfident ? (SumOfOthers(row, largest) * scale) - (LossMath.SumOfOthers(gradient, largest) * sum) : 0;
        for (int i = 0; i < gradient.Length; i += Vector256<float>.Count)
        {
            int count = Math.Min(gradient.Length - i, Vector256<float>.Count);
            Vector256<float> scaled = Tail.Load256(ref first, (nuint)i, count) * sum;
            Tail.Store(HasVectors ? scaled - (Load(row, i, count) * scale) : scaled, ref first, (nuint)i, count);
        }

        if (!_labels.IsEmpty)
        {
            gradient[_labels[row]] -= WeightOfLabel(row) * scale;
        }

        if (isConfident)
        {
            gradient[largest] = ofConfident;
        }
    }

    /// <summary>Returns the sum of the targets of a row except one class.</summary>
    private float SumOfOthers(int row, int index)
    {
        Vector256<float> sums = Vector256<float>.Zero;
        if (HasVectors)
        {
            for (int i = 0; i < width; i += Vector256<float>.Count)
            {
                Vector256<float> isIndex = Vector256.Equals(Vector256<int>.Indices, Vector256.Create(index - i)).AsSingle();
                sums += Vector256.AndNot(Load(row, i, Math.Min(width - i, Vector256<float>.Count)), isIndex);
            }
        }

        float sum = Reduction.Sum(sums);
        return _labels.IsEmpty || _labels[row] == index ? sum : sum + WeightOfLabel(row);
    }

    /// <summary>Whether a row has more than the single value of a label.</summary>
    private bool HasVectors => _labels.IsEmpty || _spread != 0;

    private float WeightOfLabel(int row) => _weights.IsEmpty ? _kept : _kept * _weights[_labels[row]];

    /// <summary>Loads targets of a row without the value of its label; lanes past the last class are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Load(int row, int first, int count)
    {
        Vector256<float> a = Vector256.Create(_spread);
        if (!_targets.IsEmpty)
        {
            ref float target = ref MemoryMarshal.GetReference(_targets);
            nuint place = (nuint)(row * width) + (nuint)first;
            a = Fused.MultiplyAdd(Tail.Load256(ref target, place, count), Vector256.Create(_kept), a);
        }

        if (!_weights.IsEmpty)
        {
            a *= Tail.Load256(ref MemoryMarshal.GetReference(_weights), (nuint)first, count);
        }

        return Tail.Keep(a, count);
    }
}
