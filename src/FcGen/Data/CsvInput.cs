namespace FcGen.Data;

/// <summary>An input column of a CSV text: numbers, or categories that become several inputs.</summary>
internal sealed class CsvInput(int column, CsvCategories? categories, bool mayBeText)
{
    private double _sum;
    private long _count;

    /// <summary>Index of the column in the text.</summary>
    public int Column => column;

    /// <summary>The categories of a one-hot column; null for numbers.</summary>
    public CsvCategories? Categories { get; private set; } = categories;

    /// <summary>Whether the first value decides if the column is text.</summary>
    public bool IsUndecided { get; private set; } = mayBeText && categories is null;

    /// <summary>Whether the first value was text, so that numbers are errors.</summary>
    public bool BeganWithText { get; private set; }

    /// <summary>Whether a value was missing.</summary>
    public bool HasMissing { get; set; }

    /// <summary>Number of inputs per sample.</summary>
    public int Width => Categories?.Names.Count ?? 1;

    /// <summary>Mean of the values; NaN without values.</summary>
    public double Mean => _sum / _count;

    /// <summary>Decides whether the column is text.</summary>
    public void Decide(CsvCategories? categories) =>
        (Categories, BeganWithText, IsUndecided) = (categories ?? Categories, categories is not null, false);

    /// <summary>Adds a value to the mean.</summary>
    public void Add(float value)
    {
        _sum += value;
        _count++;
    }

    /// <summary>Writes the inputs of a value: a number, a category or NaN for a missing value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="fill">Replacement for a missing number.</param>
    /// <param name="destination">Receives <see cref="Width"/> inputs.</param>
    public void Encode(float value, float fill, Span<float> destination)
    {
        if (Categories is null)
        {
            destination[0] = float.IsNaN(value) ? fill : value;
            return;
        }

        destination.Clear();
        if (!float.IsNaN(value))
        {
            destination[(int)value] = 1;
        }
    }
}
