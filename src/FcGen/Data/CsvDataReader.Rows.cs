namespace FcGen.Data;

/// <content>Rows: the fields of each sample by their roles.</content>
internal sealed partial class CsvDataReader
{
    private bool HasMissing(ReadOnlySpan<char> line)
    {
        var fields = new CsvFields(line, _delimiter);
        while (fields.MoveNext())
        {
            if (fields.Column < _layout!.Roles.Length && _layout.Roles[fields.Column] != CsvRole.Unused && IsMissing(fields.Current))
            {
                CheckColumns(line);
                return true;
            }
        }

        return false;
    }

    /// <summary>Rejects a malformed row that would be skipped.</summary>
    private void CheckColumns(ReadOnlySpan<char> line)
    {
        var fields = new CsvFields(line, _delimiter);
        while (fields.MoveNext())
        {
        }

        CheckEnd(ref fields);
    }

    private void ReadRow(ReadOnlySpan<char> line)
    {
        var fields = new CsvFields(line, _delimiter);
        while (fields.MoveNext())
        {
            if (fields.Column >= _layout!.Roles.Length)
            {
                continue;
            }

            int place = _layout.Places[fields.Column];
            switch (_layout.Roles[fields.Column])
            {
                case CsvRole.Input:
                    _values[place] = ReadInput(ref fields, _layout.Inputs[place], line);
                    break;
                case CsvRole.Label:
                    Label = _classes is null ? ReadLabel(ref fields, line) : ReadTextLabel(ref fields);
                    break;
                case CsvRole.Target:
                    _targets[place] = ReadNumber(ref fields, line);
                    break;
                case CsvRole.Weight:
                    Weight = ReadWeight(ref fields, line);
                    break;
            }
        }

        CheckEnd(ref fields);
    }

    private void CheckEnd(ref CsvFields fields)
    {
        if (fields.Expected is { } expected)
        {
            throw Unexpected(fields.Column, expected, fields.Current);
        }

        if (fields.Column != _layout!.Roles.Length)
        {
            throw new InvalidDataException(
                $"{Location}: expected {_layout.Roles.Length} columns as in line {_firstLine}, but found {fields.Column}.");
        }
    }
}
