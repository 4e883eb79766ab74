namespace FcGen;

/// <summary>
/// Standardizes every input column to mean 0 and standard deviation 1, <c>(x - mean) / deviation</c>. The statistics are computed from
/// training data and applied to all later data. Immutable and thread-safe.
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

    /// <summary>Number of columns: the input size of the training data.</summary>
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
        var mean = new double[data.InputSize];
        var squares = new double[data.InputSize];
        for (int row = 0; row < data.Count; row++)
        {
            ReadOnlySpan<float> input = data.GetInput(row);
            for (int column = 0; column < input.Length; column++)
            {
                if (!float.IsFinite(input[column]))
                {
                    throw new ArgumentException(
                        $"Standardizing needs finite inputs, but row {row}, column {column} (both from 0) is {input[column]}.", nameof(data));
                }

                mean[column] += input[column];
            }
        }

        for (int column = 0; column < mean.Length; column++)
        {
            mean[column] /= data.Count;
        }

        // Rounding of the mean must not give a constant column a tiny standard deviation.
        bool[] varies = new bool[data.InputSize];
        ReadOnlySpan<float> first = data.GetInput(0);
        for (int row = 0; row < data.Count; row++)
        {
            ReadOnlySpan<float> input = data.GetInput(row);
            for (int column = 0; column < input.Length; column++)
            {
                double distance = input[column] - mean[column];
                squares[column] += distance * distance;
                varies[column] |= input[column] != first[column];
            }
        }

        var standardDeviation = new double[data.InputSize];
        for (int column = 0; column < mean.Length; column++)
        {
            (mean[column], standardDeviation[column]) = varies[column]
                ? (mean[column], Math.Sqrt(squares[column] / data.Count))
                : (first[column], 1);
        }

        return new Standardizer(mean, standardDeviation);
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

    private void CheckLength(int actual, string parameter)
    {
        if (actual != InputSize)
        {
            throw new ArgumentException($"The standardizer has {InputSize} columns, but {actual} values were given.", parameter);
        }
    }
}
