namespace FcGen;

/// <summary>
/// Standardizes every column of inputs or targets to mean 0 and standard deviation 1, <c>(x - mean) / deviation</c>, as
/// <see href="https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.StandardScaler.html">StandardScaler</see> of
/// scikit-learn. The statistics are computed from training data and applied to all later data. Immutable and thread-safe.
/// </summary>
public sealed class Standardizer
{
    private readonly double[] _mean;
    private readonly double[] _standardDeviation;

    /// <summary>Initializes a standardizer with known statistics, for example stored with a trained network.</summary>
    /// <param name="mean">Mean of each column, finite; at least one column.</param>
    /// <param name="standardDeviation">Standard deviation of each column, finite and above 0.</param>
    /// <exception cref="ArgumentException">The spans are empty or have different lengths, or a value is out of range.</exception>
    public Standardizer(ReadOnlySpan<double> mean, ReadOnlySpan<double> standardDeviation)
    {
        if (mean.IsEmpty || mean.Length != standardDeviation.Length)
        {
            throw new ArgumentException(
                $"One mean and one standard deviation per column are needed, but {mean.Length} and {standardDeviation.Length} were given.",
                nameof(standardDeviation));
        }

        for (int column = 0; column < mean.Length; column++)
        {
            if (!double.IsFinite(mean[column]) || !double.IsFinite(standardDeviation[column]) || standardDeviation[column] <= 0)
            {
                throw new ArgumentException(
                    "A mean must be finite and a standard deviation finite and above 0, " +
                    $"but column {column} has {mean[column]} and {standardDeviation[column]}.");
            }
        }

        _mean = mean.ToArray();
        _standardDeviation = standardDeviation.ToArray();
    }

    /// <summary>Number of columns: the input size of the training data, or its target size for a standardizer of targets.</summary>
    public int InputSize => _mean.Length;

    /// <summary>Mean of each column, [<see cref="InputSize"/>].</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>Divisor of each column, [<see cref="InputSize"/>]: its population standard deviation, or 1 for a constant column.</summary>
    public ReadOnlySpan<double> StandardDeviation => _standardDeviation;

    /// <summary>
    /// Computes mean and population standard deviation, <c>sqrt(sum((x - mean)²) / count)</c>, of every input column, in double precision.
    /// A constant column is divided by 1, so that it becomes 0.
    /// </summary>
    /// <param name="data">The training data. Including test data would leak it into training.</param>
    /// <exception cref="ArgumentException">An input is not finite; the message contains its row and column.</exception>
    public static Standardizer Fit(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Fit(data.GetInput, data.Count, data.InputSize, "inputs");
    }

    /// <summary>Computes mean and standard deviation of every target column, as <see cref="Fit(DataSet)"/> of the inputs.</summary>
    /// <param name="data">The training data, with targets in their original units.</param>
    /// <exception cref="ArgumentException">A target is not finite; the message contains its row and column.</exception>
    /// <exception cref="InvalidOperationException">The samples have labels, or the targets are already standardized.</exception>
    public static Standardizer FitTargets(DataSet data)
    {
        CheckTargets(data);
        return Fit(data.GetTarget, data.Count, data.TargetSize, "targets");
    }

    /// <summary>Returns a data set with transformed inputs and the same labels or targets.</summary>
    /// <param name="data">Data with the input size of the training data.</param>
    /// <exception cref="ArgumentException"><paramref name="data"/> has another input size.</exception>
    public DataSet Apply(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var inputs = new float[checked(data.Count * data.InputSize)];
        for (int row = 0; row < data.Count; row++)
        {
            Apply(data.GetInput(row), inputs.AsSpan(row * data.InputSize, data.InputSize));
        }

        return data.WithInputs(inputs);
    }

    /// <summary>Transforms one sample. Allocates nothing.</summary>
    /// <param name="input">[<see cref="InputSize"/>].</param>
    /// <param name="destination">Receives [<see cref="InputSize"/>]; the same span as <paramref name="input"/> or disjoint from it.</param>
    /// <exception cref="ArgumentException">A span has another length, or the spans overlap without being identical.</exception>
    public void Apply(ReadOnlySpan<float> input, Span<float> destination)
    {
        CheckLength(input.Length, nameof(input));
        CheckLength(destination.Length, nameof(destination));
        if (input.Overlaps(destination, out int offset) && offset != 0)
        {
            throw new ArgumentException(
                $"Input and destination must be identical or disjoint, but overlap {offset} elements apart.", nameof(destination));
        }

        for (int column = 0; column < input.Length; column++)
        {
            destination[column] = (float)((input[column] - _mean[column]) / _standardDeviation[column]);
        }
    }

    /// <summary>
    /// Returns a data set with the same inputs and transformed targets, and this standardizer as
    /// <see cref="DataSource.TargetStandardizer"/>.
    /// </summary>
    /// <param name="data">Data with targets in their original units.</param>
    /// <exception cref="ArgumentException"><paramref name="data"/> has another target size than <see cref="InputSize"/>.</exception>
    /// <exception cref="InvalidOperationException">The samples have labels, or the targets are already standardized.</exception>
    public DataSet ApplyToTargets(DataSet data)
    {
        CheckTargets(data);
        var targets = new float[checked(data.Count * data.TargetSize)];
        for (int row = 0; row < data.Count; row++)
        {
            Apply(data.GetTarget(row), targets.AsSpan(row * data.TargetSize, data.TargetSize));
        }

        return data.WithTargets(targets, this);
    }

    /// <summary>
    /// Converts standardized values to the original units in place, <c>x * deviation + mean</c>: <c>inverse_transform</c> in scikit-learn.
    /// Allocates nothing.
    /// </summary>
    /// <param name="values">Outputs of a network trained on standardized targets, [samples, <see cref="InputSize"/>].</param>
    /// <exception cref="ArgumentException">The values are not whole rows.</exception>
    public void Undo(Span<float> values)
    {
        if (values.Length % InputSize != 0)
        {
            throw new ArgumentException($"Expected whole rows of {InputSize} values, but got {values.Length} values.", nameof(values));
        }

        for (int first = 0; first < values.Length; first += InputSize)
        {
            for (int column = 0; column < InputSize; column++)
            {
                ref float value = ref values[first + column];
                value = (float)((value * _standardDeviation[column]) + _mean[column]);
            }
        }
    }

    /// <summary>The same for rows that consist of several rows of columns.</summary>
    internal Standardizer Repeat(int rows) => rows == 1 ? this : new(
        [.. Enumerable.Repeat(_mean, rows).SelectMany(mean => mean)],
        [.. Enumerable.Repeat(_standardDeviation, rows).SelectMany(deviation => deviation)]);

    /// <summary>Returns the number of columns before the first whose statistics differ.</summary>
    internal int EqualColumns(Standardizer other) =>
        Math.Min(Mean.CommonPrefixLength(other.Mean), StandardDeviation.CommonPrefixLength(other.StandardDeviation));

    /// <summary>Checks that a data set has targets in their original units.</summary>
    private static void CheckTargets(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.HasLabels || data.TargetStandardizer is not null)
        {
            throw new InvalidOperationException(
                $"Expected targets in their original units, but the samples have {(data.HasLabels ? "labels" : "standardized targets")}.");
        }
    }

    private static Standardizer Fit(Func<int, ReadOnlySpan<float>> rowAt, int count, int width, string content)
    {
        var mean = new double[width];
        var squares = new double[width];
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<float> row = rowAt(index);
            for (int column = 0; column < width; column++)
            {
                if (!float.IsFinite(row[column]))
                {
                    throw new ArgumentException(
                        $"Standardizing needs finite {content}, but row {index}, column {column} (both from 0) is {row[column]}.", "data");
                }

                mean[column] += row[column];
            }
        }

        for (int column = 0; column < width; column++)
        {
            mean[column] /= count;
        }

        // Rounding of the mean must not give a constant column a tiny standard deviation.
        bool[] varies = new bool[width];
        ReadOnlySpan<float> first = rowAt(0);
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<float> row = rowAt(index);
            for (int column = 0; column < width; column++)
            {
                double distance = row[column] - mean[column];
                squares[column] += distance * distance;
                varies[column] |= row[column] != first[column];
            }
        }

        var standardDeviation = new double[width];
        for (int column = 0; column < width; column++)
        {
            (mean[column], standardDeviation[column]) = varies[column]
                ? (mean[column], Math.Sqrt(squares[column] / count))
                : (first[column], 1);
        }

        return new Standardizer(mean, standardDeviation);
    }

    private void CheckLength(int actual, string parameter)
    {
        if (actual != InputSize)
        {
            throw new ArgumentException($"The standardizer has {InputSize} columns, but {actual} values were given.", parameter);
        }
    }
}
