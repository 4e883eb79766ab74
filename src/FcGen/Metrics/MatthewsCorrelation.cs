namespace FcGen;

/// <summary>
/// Matthews correlation coefficient of true and predicted classes, -1 to 1, for two or more classes
/// (<see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.matthews_corrcoef.html">matthews_corrcoef</see>):
/// <c>(c s - sum(p t)) / sqrt((s² - sum(p²)) (s² - sum(t²)))</c> with s samples, c of them correct, and for each class p predicted and t
/// actual samples. As in scikit-learn, 0 if all samples have the same class or all predictions are the same. A sample with NaN among its
/// outputs counts as predicted in an additional class.
/// </summary>
public sealed class MatthewsCorrelation : ClassificationMetric
{
    // The last element counts samples without a class.
    private long[] _predicted = [];
    private long[] _actual = [];
    private long _correct;
    private long _samples;

    /// <inheritdoc/>
    public override string Name => "matthews correlation";

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            double square = (double)_samples * _samples;
            double spread = (square - Products(_predicted, _predicted)) * (square - Products(_actual, _actual));
            return _samples == 0 ? double.NaN
                : spread == 0 ? 0
                : (((double)_correct * _samples) - Products(_predicted, _actual)) / Math.Sqrt(spread);
        }
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        (_correct, _samples) = (0, 0);
        Array.Clear(_predicted);
        Array.Clear(_actual);
    }

    /// <inheritdoc/>
    protected override void MakeRoom(int classCount)
    {
        if (_samples == 0 && _actual.Length != classCount + 1)
        {
            (_predicted, _actual) = (new long[classCount + 1], new long[classCount + 1]);
        }

        CheckClasses(_actual.Length - 1, classCount);
    }

    /// <inheritdoc/>
    protected override void Count(int actual, int predicted)
    {
        _samples++;
        _correct += IsRight(actual, predicted) ? 1 : 0;
        _predicted[predicted == NoClass ? ^1 : predicted]++;
        _actual[actual == NoClass ? ^1 : actual]++;
    }

    private static double Products(long[] left, long[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += (double)left[i] * right[i];
        }

        return sum;
    }
}
