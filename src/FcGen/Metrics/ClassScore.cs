namespace FcGen;

/// <summary>
/// Base class of <see cref="Precision"/>, <see cref="Recall"/> and <see cref="F1Score"/>: a score per class, and their
/// <see cref="ScoreAverage"/>. A sample with NaN among its outputs belongs to its true class and is predicted as none.
/// </summary>
public abstract class ClassScore : ClassificationMetric
{
    private readonly ScoreAverage _average;
    private long[] _hits = [];
    private long[] _predicted = [];
    private long[] _actual = [];
    private long _samples;

    private protected ClassScore(string name, ScoreAverage average)
    {
        _average = OptionChecks.Defined(average, nameof(average));
        Name = $"{name} ({average.ToString().ToLowerInvariant()})";
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>Number of classes; 0 before the first batch.</summary>
    public int ClassCount => _actual.Length;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The average is <see cref="ScoreAverage.Binary"/>, and there are not two classes.</exception>
    public override double Value
    {
        get
        {
            return _samples == 0 ? double.NaN : _average switch
            {
                ScoreAverage.Micro => Score(_hits.Sum(), _predicted.Sum(), _actual.Sum()),
                ScoreAverage.Macro => Mean(c => _predicted[c] + _actual[c] > 0 ? 1 : 0),
                ScoreAverage.Weighted => Mean(c => _actual[c]),
                _ when ClassCount == 2 => OfClass(1),
                _ => throw new InvalidOperationException($"{nameof(ScoreAverage)}.{nameof(ScoreAverage.Binary)} needs 2 classes, but there are {ClassCount}."),
            };
        }
    }

    /// <summary>Returns the score of one class; 0 if the score divides by zero.</summary>
    /// <param name="label">Index of the class, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double OfClass(int label) => (uint)label < (uint)ClassCount
        ? Score(_hits[label], _predicted[label], _actual[label])
        : throw new ArgumentOutOfRangeException(nameof(label), label, $"There are {ClassCount} classes, but class {label} was requested.");

    /// <inheritdoc/>
    public override void Reset()
    {
        _samples = 0;
        Array.Clear(_hits);
        Array.Clear(_predicted);
        Array.Clear(_actual);
    }

    /// <inheritdoc/>
    protected override void MakeRoom(int classCount)
    {
        if (_samples == 0 && ClassCount != classCount)
        {
            (_hits, _predicted, _actual) = (new long[classCount], new long[classCount], new long[classCount]);
        }

        CheckClasses(ClassCount, classCount);
    }

    /// <inheritdoc/>
    protected override void Count(int actual, int predicted)
    {
        _samples++;
        if (IsRight(actual, predicted))
        {
            _hits[actual]++;
        }

        if (predicted != NoClass)
        {
            _predicted[predicted]++;
        }

        if (actual != NoClass)
        {
            _actual[actual]++;
        }
    }

    /// <summary>Returns a quotient, or 0 if the divisor is 0.</summary>
    private protected static double Quotient(long dividend, long divisor) => divisor == 0 ? 0 : (double)dividend / divisor;

    /// <summary>Computes the score of a class from its true positives, predicted samples and actual samples.</summary>
    private protected abstract double Score(long hits, long predicted, long actual);

    private double Mean(Func<int, long> weight)
    {
        double sum = 0;
        double weights = 0;
        for (int c = 0; c < ClassCount; c++)
        {
            sum += weight(c) * OfClass(c);
            weights += weight(c);
        }

        return weights == 0 ? 0 : sum / weights;
    }
}
