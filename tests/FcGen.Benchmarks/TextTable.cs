using Spectre.Console;

namespace FcGen.Benchmarks;

/// <summary>A table with a name in the first column and numbers in the others; drawn in a terminal, Markdown elsewhere.</summary>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells)
    {
        if (cells.Length != headers.Length)
        {
            throw new ArgumentException($"Expected {headers.Length} cells, but got {cells.Length}.", nameof(cells));
        }

        _rows.Add(cells);
    }

    public void Write(bool asMarkdown)
    {
        if (asMarkdown)
        {
            WriteMarkdown();
        }
        else
        {
            WriteDrawn();
        }
    }

    private void WriteDrawn()
    {
        var table = new Table().RoundedBorder();
        for (int i = 0; i < headers.Length; i++)
        {
            var column = new TableColumn(Markup.Escape(headers[i])).NoWrap();
            table.AddColumn(i == 0 ? column.LeftAligned() : column.RightAligned());
        }

        foreach (string[] row in _rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
    }

    private void WriteMarkdown()
    {
        int[] widths = [.. headers.Select((header, i) => _rows.Select(row => row[i].Length).Append(header.Length).Max())];
        WriteLine(headers);
        WriteLine([.. widths.Select((width, i) => i == 0 ? new string('-', width) : new string('-', width - 1) + ":")]);
        foreach (string[] row in _rows)
        {
            WriteLine(row);
        }

        void WriteLine(string[] cells) => Console.WriteLine(
            "| " + string.Join(" | ", cells.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))) + " |");
    }
}
