using System.Runtime.InteropServices;

namespace FcGen;

/// <summary>
/// Base class of <see cref="RocAuc"/> and <see cref="AveragePrecision"/>, which sort the samples by predicted probability. Two classes have
/// the score of class 1. More classes are scored one against the rest, and averaged.
/// </summary>
/// <remarks>
/// The metric keeps all samples until the next reset: 4 bytes for each sample and each of its probabilities. The memory is reused, so that
/// another evaluation of as many samples allocates nothing.
/// </remarks>
public abstract class RankingMetric : ProbabilityMetric
{
    private readonly ScoreAverage _average;
    private readonly List<int> _labels = [];
    private readonly List<float> _scores = [];
    private readonly List<float> _sorted = [];
    private readonly List<bool> _isPositive = [];

    private protected RankingMetric(string name, ScoreAverage average)
    {
        if (average is not (ScoreAverage.Macro or ScoreAverage.Weighted))
        {
            throw new ArgumentOutOfRangeException(
                nameof(average), average, $"Expected {nameof(ScoreAverage.Macro)} or {nameof(ScoreAverage.Weighted)}, but got {average}.");
        }

        _average = average;
        Name = $"{name} ({average.ToString().ToLowerInvariant()})";
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>Number of scores per sample.</summary>
    private int Columns => ClassCount == 2 ? 1 : ClassCount;

    /// <inheritdoc/>
    private protected override void Add(int actual, ClassOutputs outputs)
    {
        int first = _scores.Count;
        CollectionsMarshal.SetCount(_scores, checked(first + Columns));
        Span<float> scores = CollectionsMarshal.AsSpan(_scores)[first..];
        outputs.Score(scores);
        _labels.Add(actual);
        foreach (float score in scores)
        {
            if (float.IsNaN(score))
            {
                MakeUndefined();
            }
        }
    }

    /// <inheritdoc/>
    private protected override void Clear()
    {
        _labels.Clear();
        _scores.Clear();
    }

    /// <inheritdoc/>
    private protected override double Compute()
    {
        if (Columns == 1)
        {
            return ScoreOf(1, column: 0);
        }

        double sum = 0;
        for (int c = 0; c < ClassCount; c++)
        {
            double weight = _average == ScoreAverage.Macro ? 1.0 / ClassCount : (double)Labels.Count(c) / SampleCount;
            sum += weight * ScoreOf(c, column: c);
        }

        return sum;
    }

    /// <summary>Computes the score of one class from its samples in ascending order of their scores; NaN if it is undefined.</summary>
    /// <param name="scores">Ascending scores of all samples.</param>
    /// <param name="isPositive">Whether each sample belongs to the class.</param>
    /// <param name="positives">Number of samples of the class.</param>
    private protected abstract double Score(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isPositive, int positives);

    /// <summary>Returns the first index after a group of equal scores.</summary>
    private protected static int EndOfGroup(ReadOnlySpan<float> scores, int first)
    {
        int end = first + 1;
        while (end < scores.Length && scores[end] == scores[first])
        {
            end++;
        }

        return end;
    }

    private ReadOnlySpan<int> Labels => CollectionsMarshal.AsSpan(_labels);

    private double ScoreOf(int label, int column)
    {
        CollectionsMarshal.SetCount(_sorted, SampleCount);
        CollectionsMarshal.SetCount(_isPositive, SampleCount);
        Span<float> sorted = CollectionsMarshal.AsSpan(_sorted);
        Span<bool> isPositive = CollectionsMarshal.AsSpan(_isPositive);
        ReadOnlySpan<float> scores = CollectionsMarshal.AsSpan(_scores);
        ReadOnlySpan<int> labels = Labels;
        for (int sample = 0; sample < labels.Length; sample++)
        {
            sorted[sample] = scores[(sample * Columns) + column];
            isPositive[sample] = labels[sample] == label;
        }

        sorted.Sort(isPositive);
        return Score(sorted, isPositive, labels.Count(label));
    }
}
