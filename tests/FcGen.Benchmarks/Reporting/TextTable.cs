using Spectre.Console;

namespace FcGen.Benchmarks;

/// <summary>A table with text in the first columns and numbers in the others. It is drawn in a terminal, and Markdown otherwise.</summary>
/// <param name="textColumns">The number of text columns, from the left.</param>
/// <param name="headers">The headers of all columns.</param>
internal sealed class TextTable(int textColumns, params string[] headers) : IBlock
{
    private readonly List<string[]> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public void Add(params string[] cells)
    {
        if (cells.Length != headers.Length)
        {
            throw new ArgumentException($"Expected {headers.Length} cells, but got {cells.Length}.", nameof(cells));
        }

        _rows.Add(cells);
    }

    /// <inheritdoc/>
    public void Draw()
    {
        var table = new Table().RoundedBorder();
        for (int i = 0; i < headers.Length; i++)
        {
            var column = new TableColumn(Markup.Escape(headers[i]));
            table.AddColumn(i < textColumns ? column.LeftAligned() : column.RightAligned().NoWrap());
        }

        foreach (string[] row in _rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
    }

    /// <inheritdoc/>
    public void Write(TextWriter writer)
    {
        int[] widths = [.. headers.Select((header, i) => _rows.Select(row => row[i].Length).Append(header.Length).Max())];
        WriteLine(headers);
        WriteLine([.. widths.Select((width, i) => i < textColumns ? new string('-', width) : new string('-', width - 1) + ":")]);
        foreach (string[] row in _rows)
        {
            WriteLine(row);
        }

        void WriteLine(string[] cells) => writer.WriteLine(
            $"| {string.Join(" | ", cells.Select((cell, i) => i < textColumns ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))} |");
    }
}
