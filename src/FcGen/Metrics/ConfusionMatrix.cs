namespace FcGen;

/// <summary>
/// Confusion matrix: counts of samples by true class and predicted class
/// (<see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.confusion_matrix.html">confusion_matrix</see>). Its
/// <see cref="Value"/> is the accuracy. A sample with NaN among its outputs is in no column; <see cref="WithoutPrediction"/> counts it.
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

    /// <summary>Fraction of samples on the diagonal (the accuracy), 0 to 1; NaN without samples.</summary>
    public override double Value => (double)_correct / _samples;

    /// <summary>Number of samples of a true class with a predicted class.</summary>
    /// <param name="actual">The true class, from 0.</param>
    /// <param name="predicted">The predicted class, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int actual, int predicted] => _counts[(CheckClass(actual, nameof(actual)) * ClassCount) + CheckClass(predicted, nameof(predicted))];

    /// <summary>Returns the number of samples of a class without a prediction, because one of their outputs was NaN.</summary>
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
        : throw new ArgumentOutOfRangeException(parameter, value, $"There are {ClassCount} classes, but class {value} was requested.");
}
