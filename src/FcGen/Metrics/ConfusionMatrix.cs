using System.Globalization;
using System.Text;
using FcGen.Messages;

namespace FcGen;

/// <summary>
/// Confusion matrix: counts of samples by true class and predicted class
/// (<see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.confusion_matrix.html">confusion_matrix</see>). Its
/// <see cref="Value"/> is the accuracy. A sample with NaN among its outputs is in no column; <see cref="WithoutPrediction"/> counts it.
/// </summary>
public sealed class ConfusionMatrix : ClassificationMetric
{
    private const string Corner = "actual \\ predicted";

    private IReadOnlyList<string> _dataNames = [];
    private long[] _counts = [];
    private long[] _withoutPrediction = [];
    private long _samples;
    private long _correct;

    /// <inheritdoc/>
    public override string Name => "confusion matrix";

    /// <summary>Number of classes; 0 before the first batch.</summary>
    public int ClassCount { get; private set; }

    /// <summary>
    /// Names of the classes for <see cref="ToString"/>. Default: empty, which uses <see cref="DataSource.ClassNames"/> of the data that a
    /// trainer evaluates, or class indices if the data has no names.
    /// </summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

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

    /// <summary>
    /// Returns the matrix as a table: one row per true class and one column per predicted class, and a column <c>none</c> if there are
    /// samples without prediction.
    /// </summary>
    public override string ToString()
    {
        IReadOnlyList<string> names = ClassNames.Count > 0 ? ClassNames : _dataNames;
        bool hasNone = _withoutPrediction.Any(count => count > 0);
        string[] columns = [.. Enumerable.Range(0, ClassCount).Select(NameOf), .. hasNone ? ["none"] : Array.Empty<string>()];
        int first = columns.Take(ClassCount).Append(Corner).Max(name => name.Length);
        int[] widths = [.. columns.Select((name, i) => Math.Max(
            name.Length, Enumerable.Range(0, ClassCount).Max(row => CountIn(row, i).ToString(CultureInfo.InvariantCulture).Length)))];
        var table = new StringBuilder(Corner.PadRight(first));
        for (int i = 0; i < columns.Length; i++)
        {
            table.Append("  ").Append(columns[i].PadLeft(widths[i]));
        }

        for (int row = 0; row < ClassCount; row++)
        {
            table.Append('\n').Append(columns[row].PadRight(first));
            for (int i = 0; i < columns.Length; i++)
            {
                table.Append("  ").Append(CountIn(row, i).ToString(CultureInfo.InvariantCulture).PadLeft(widths[i]));
            }
        }

        return table.ToString();

        string NameOf(int index) =>
            index < names.Count ? MessageText.Escape(names[index]) : index.ToString(CultureInfo.InvariantCulture);

        long CountIn(int row, int column) => column < ClassCount ? _counts[(row * ClassCount) + column] : _withoutPrediction[row];
    }

    /// <inheritdoc/>
    internal override void Begin(Loss loss, DataSource data)
    {
        _dataNames = data.ClassNames;
        base.Begin(loss, data);
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
