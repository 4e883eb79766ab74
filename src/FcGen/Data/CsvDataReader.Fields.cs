using System.Globalization;
using FcGen.Messages;

namespace FcGen.Data;

/// <content>Values of fields, and messages about them.</content>
internal sealed partial class CsvDataReader
{
    /// <summary>Lists the first names in quotes, and the number of the others.</summary>
    public static string ListNames(IReadOnlyList<string> names)
    {
        const int Shown = 10;
        return MessageText.Few([.. names.Take(Shown).Select(name => MessageText.Name(name, ShownTextLength))], names.Count, ", ");
    }

    private float ReadInput(ref CsvFields field, CsvInput input, ReadOnlySpan<char> line)
    {
        if (IsMissing(field.Current))
        {
            input.HasMissing = true;
            return _options.MissingValues is MissingValues.FillMean or MissingValues.FillConstant
                ? float.NaN
                : throw Missing(field.Column, input.Categories is null ? "a finite number" : "a category", field.Current);
        }

        if (input.IsUndecided)
        {
            input.Decide(IsNumber(field.Current) ? null : new CsvCategories(null, _options.MaxCategories, ""));
        }

        if (input.Categories is null)
        {
            float value = ReadNumber(ref field, line);
            input.Add(value);
            return value;
        }

        if (input.BeganWithText && IsNumber(field.Current))
        {
            throw Unexpected(
                field.Column, $"text as in line {_firstLine}", field.Current, _options.HasHeader
                    ? $" Name the column in {Option(nameof(CsvOptions.OneHotColumns))} to read numbers and text as categories."
                    : $" If line {_firstLine} is a header, set {Option(nameof(CsvOptions.HasHeader))}.");
        }

        int category = input.Categories.NumberOf(ref field);
        return category >= 0
            ? category
            : throw Unexpected(
                field.Column,
                input.Categories.AreGiven
                    ? $"one of the categories {ListNames(input.Categories.Names)}"
                    : $"at most {_options.MaxCategories} categories, the limit {Option(nameof(CsvOptions.MaxCategories))},",
                field.Current);
    }

    private float ReadNumber(ref CsvFields field, ReadOnlySpan<char> line) =>
        float.TryParse(field.Current, NumberStyles.Float, _numberFormat, out float value) && float.IsFinite(value)
            ? value
            : IsMissing(field.Current)
            ? throw Missing(field.Column, "a finite number", field.Current)
            : throw Unexpected(
                field.Column,
                "a finite number",
                field.Current,
                HeaderHint(line) ?? (IsText(field.Current) && _layout!.Roles[field.Column] == CsvRole.Input
                    ? $" {Option(nameof(CsvOptions.TextInputs))} reads text as categories, and {nameof(CsvOptions.IgnoredColumns)} skips columns."
                    : null));

    private float ReadWeight(ref CsvFields field, ReadOnlySpan<char> line)
    {
        float weight = ReadNumber(ref field, line);
        return weight >= 0 ? weight : throw Unexpected(field.Column, "a weight, a finite number of at least 0,", field.Current);
    }

    /// <summary>Reads whole numbers in any notation, because numerical tools also write labels as <c>3.0</c> or <c>3e+00</c>.</summary>
    private int ReadLabel(ref CsvFields field, ReadOnlySpan<char> line)
    {
        int first = _options.FirstLabel ?? 0;
        bool isNumber = double.TryParse(field.Current, NumberStyles.Float, _numberFormat, out double value);
        if (isNumber && value >= first && value - first < int.MaxValue && value == Math.Floor(value))
        {
            int label = (int)(value - first);
            _smallestLabel = Math.Min(_smallestLabel, label);
            _largestLabel = Math.Max(_largestLabel, label);
            return label;
        }

        string expected = $"a class label, a whole number of at least {first},";
        throw IsMissing(field.Current)
            ? Missing(field.Column, expected, field.Current)
            : Unexpected(
                field.Column,
                expected,
                field.Current,
                isNumber && value != Math.Floor(value) ? $" Targets for regression are read with {Option(nameof(CsvOptions.TargetColumns))}."
                : isNumber && value >= 0 ? null
                : HeaderHint(line) ?? $" Labels that are text are read with {Option(nameof(CsvOptions.TextLabels))} or {nameof(CsvOptions.ClassNames)}.");
    }

    private int ReadTextLabel(ref CsvFields field)
    {
        if (IsMissing(field.Current))
        {
            throw Missing(field.Column, "a class label", field.Current);
        }

        int label = _classes!.NumberOf(ref field);
        return label >= 0
            ? label
            : throw Unexpected(field.Column, $"one of the class labels {ListNames(_classes.Names)}", field.Current);
    }

    /// <summary>Returns advice if the first row looks like a header, because it contains no number; otherwise null.</summary>
    private string? HeaderHint(ReadOnlySpan<char> line)
    {
        if (!_isFirstRow || _options.HasHeader)
        {
            return null;
        }

        var fields = new CsvFields(line, _delimiter);
        while (fields.MoveNext())
        {
            if (IsNumber(fields.Current))
            {
                return null;
            }
        }

        return $" If the line is a header, set {Option(nameof(CsvOptions.HasHeader))}.";
    }

    private bool IsNumber(ReadOnlySpan<char> field) => float.TryParse(field, NumberStyles.Float, _numberFormat, out _);

    private bool IsText(ReadOnlySpan<char> field) => !field.IsEmpty && !IsNumber(field);

    private bool IsMissing(ReadOnlySpan<char> field)
    {
        ReadOnlySpan<char> text = field.Trim();
        foreach (string missing in _missingTexts)
        {
            if (text.Equals(missing, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private InvalidDataException Missing(int column, string expected, ReadOnlySpan<char> actual) => Unexpected(
        column,
        expected,
        actual,
        _options.MissingValues == MissingValues.Refuse
            ? $" {Option(nameof(CsvOptions.MissingValues))} can skip rows with missing values or fill them."
            : " A missing label, target or weight cannot be filled.");

    private InvalidDataException Unexpected(int column, string expected, ReadOnlySpan<char> actual, string? advice = null)
    {
        string description = _layout?.Describe(column) ?? $"column {column + 1}";
        string shown = MessageText.Name(Shorten(actual), ShownTextLength);
        return new InvalidDataException($"{Location}, {description}: expected {expected} but found {shown}.{advice}");
    }

    /// <summary>Copies a field, which may be long. One extra character shows that the text is truncated.</summary>
    private static string Shorten(ReadOnlySpan<char> field) => field[..Math.Min(field.Length, ShownTextLength + 1)].ToString();

    private static string Option(string name) => $"{nameof(CsvOptions)}.{name}";
}
