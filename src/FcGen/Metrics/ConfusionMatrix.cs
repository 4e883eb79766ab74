namespace FcGen;

/// <summary>
/// How many samples of each class were taken for which class, with the accuracy as its <see cref="Value"/>:
/// <see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.confusion_matrix.html">confusion_matrix</see>.
/// A sample with NaN among its outputs is in none of the columns: <see cref="WithoutPrediction"/> counts it.
/// </summary>
public sealed class ConfusionMatrix : ClassificationMetric
{
    private long[] _counts = [];
    private long[] _withoutPrediction = [];
    private long _samples;
    private long _correct;

    /// <inheritdoc/>
    public override string Name => "confusion matrix";

    /// <summary>Number of classes; 0 before the first batch.</summary>
    public int ClassCount { get; private set; }

    /// <summary>Share of all samples that are on the diagonal, 0 to 1; NaN without samples.</summary>
    public override double Value => (double)_correct / _samples;

    /// <summary>Number of samples of one class that were taken for another.</summary>
    /// <param name="actual">The true class, from 0.</param>
    /// <param name="predicted">The class that the network chose, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int actual, int predicted] => _counts[(CheckClass(actual, nameof(actual)) * ClassCount) + CheckClass(predicted, nameof(predicted))];

    /// <summary>Number of samples of one class for which no class was chosen, because one of their outputs was NaN.</summary>
    /// <param name="actual">The true class, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long WithoutPrediction(int actual) => _withoutPrediction[CheckClass(actual, nameof(actual))];

    /// <inheritdoc/>
    public override void Reset()
    {
        (_samples, _correct) = (0, 0);
        Array.Clear(_counts);
        Array.Clear(_withoutPrediction);
    }

    /// <inheritdoc/>
    protected override void MakeRoom(int classCount)
    {
        if (_samples == 0 && ClassCount != classCount)
        {
            (_counts, _withoutPrediction, ClassCount) = (new long[checked(classCount * classCount)], new long[classCount], classCount);
        }

        CheckClasses(ClassCount, classCount);
    }

    /// <inheritdoc/>
    protected override void Count(int actual, int predicted)
    {
        _samples++;
        _correct += IsRight(actual, predicted) ? 1 : 0;
        if (actual == NoClass)
        {
            return;
        }

        if (predicted == NoClass)
        {
            _withoutPrediction[actual]++;
        }
        else
        {
            _counts[(actual * ClassCount) + predicted]++;
        }
    }

    private int CheckClass(int value, string parameter) => (uint)value < (uint)ClassCount
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, $"There are {ClassCount} classes, but class {value} was asked for.");
}
