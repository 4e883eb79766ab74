using FcGen.Messages;

namespace FcGen.Data;

/// <summary>Use of a column.</summary>
internal enum CsvRole : byte
{
    Unused,
    Input,
    Label,
    Target,
    Weight,
}

/// <summary>Roles of the columns of a CSV text.</summary>
internal sealed class CsvLayout
{
    private readonly CsvOptions _options;
    private readonly string[]? _names;
    private readonly string _location;
    private readonly string?[] _usedBy;

    /// <param name="options">The options.</param>
    /// <param name="count">Number of columns.</param>
    /// <param name="names">The header, or null if there is none.</param>
    /// <param name="location">File and line in messages.</param>
    public CsvLayout(CsvOptions options, int count, string[]? names, string location)
    {
        (_options, _names, _location) = (options, names, location);
        Roles = new CsvRole[count];
        Places = new int[count];
        _usedBy = new string?[count];
        if (options.FittedMeans is { } means && means.Count != count)
        {
            throw new InvalidDataException(
                $"{location}: expected {means.Count} columns as in the text that the options were fitted to, but found {count}.");
        }

        string option = options.TargetColumns is null ? nameof(CsvOptions.LabelColumn) : nameof(CsvOptions.TargetColumns);
        CsvColumns chosen = options.TargetColumns ?? [options.LabelColumn];
        TargetCount = options.TargetColumns?.Count ?? 0;
        for (int place = 0; place < chosen.Count; place++)
        {
            Assign(chosen[place], options.TargetColumns is null ? CsvRole.Label : CsvRole.Target, place, option);
        }

        if (options.WeightColumn is { } weight)
        {
            Assign(weight, CsvRole.Weight, 0, nameof(CsvOptions.WeightColumn));
        }

        foreach (CsvColumn column in options.IgnoredColumns)
        {
            Assign(column, CsvRole.Unused, 0, nameof(CsvOptions.IgnoredColumns));
        }

        int inputs = 0;
        foreach (CsvColumn column in options.InputColumns ?? [])
        {
            Assign(column, CsvRole.Input, inputs++, nameof(CsvOptions.InputColumns));
        }

        for (int column = 0; options.InputColumns is null && column < count; column++)
        {
            if (_usedBy[column] is null)
            {
                (Roles[column], Places[column]) = (CsvRole.Input, inputs++);
            }
        }

        if (inputs == 0)
        {
            throw new InvalidDataException(
                $"{location}: expected at least one column of inputs besides {option}, but found {count} columns in total.");
        }

        Inputs = CreateInputs(inputs);
    }

    /// <summary>Role of each column.</summary>
    public CsvRole[] Roles { get; }

    /// <summary>Index of each column among the inputs or targets.</summary>
    public int[] Places { get; }

    /// <summary>The input columns, in the order of the network's inputs.</summary>
    public CsvInput[] Inputs { get; }

    /// <summary>Number of target columns.</summary>
    public int TargetCount { get; }

    /// <summary>Describes a column in a message: its position from 1, and its name.</summary>
    public string Describe(int column) => _names is not null && column < _names.Length && _names[column].Length > 0
        ? $"column {column + 1} ({MessageText.Name(_names[column])})"
        : $"column {column + 1}";

    private CsvInput[] CreateInputs(int count)
    {
        var categories = new CsvCategories?[Roles.Length];
        foreach (CsvColumn column in _options.OneHotColumns)
        {
            categories[InputAt(column, nameof(CsvOptions.OneHotColumns))] = new CsvCategories(null, _options.MaxCategories, "");
        }

        foreach ((CsvColumn column, IReadOnlyList<string> texts) in _options.Categories)
        {
            categories[InputAt(column, nameof(CsvOptions.Categories))] =
                new CsvCategories(texts, _options.MaxCategories, $"Categories of column {column}");
        }

        var inputs = new CsvInput[count];
        for (int column = 0; column < Roles.Length; column++)
        {
            if (Roles[column] == CsvRole.Input)
            {
                inputs[Places[column]] = new CsvInput(column, categories[column], _options.TextInputs);
            }
        }

        return inputs;
    }

    private void Assign(CsvColumn column, CsvRole role, int place, string option)
    {
        int index = Find(column, option);
        if (_usedBy[index] is { } other)
        {
            throw new ArgumentException(
                other == option ? $"{option} names column {index} twice." : $"{option} names column {index}, which {other} names too.",
                "options");
        }

        (Roles[index], Places[index], _usedBy[index]) = (role, place, option);
    }

    private int InputAt(CsvColumn column, string option)
    {
        int index = Find(column, option);
        return Roles[index] == CsvRole.Input
            ? index
            : throw new ArgumentException($"{option} names column {column}, which is not an input column.", "options");
    }

    private int Find(CsvColumn column, string option)
    {
        int columns = Roles.Length;
        if (column.Name is { } name)
        {
            int found = Array.IndexOf(_names!, name);
            if (found < 0)
            {
                throw new InvalidDataException($"{_location}: {option} names column {column}, but the columns are {ListNames()}.");
            }

            return Array.IndexOf(_names!, name, found + 1) < 0
                ? found
                : throw new InvalidDataException(
                    $"{_location}: {option} names column {column}, but several columns have this name. Use an index.");
        }

        int index = column.Index < 0 ? columns + column.Index : column.Index;
        return index >= 0 && index < columns
            ? index
            : throw new InvalidDataException(
                $"{_location}: {option} names column {column}, so indices from {-columns} to {columns - 1} " +
                $"are expected to reach it, but the line has {columns} columns.");
    }

    private string ListNames() => CsvDataReader.ListNames(_names!);
}
