using Spectre.Console;

namespace Regularization;

/// <summary>Shows the results of the methods: curves, a table, and the reduction of the gap.</summary>
internal static class Report
{
    private const int ChartsPerRow = 2;

    public static void Charts(IAnsiConsole console, IReadOnlyList<Outcome> outcomes)
    {
        console.MarkupLine($"Accuracy over {Method.Epochs} epochs: [green]●[/] training, [yellow]○[/] validation, [gray]░[/] the gap between them.");
        console.WriteLine();
        foreach (Outcome[] row in outcomes.Chunk(ChartsPerRow))
        {
            var grid = new Grid();
            foreach (Outcome outcome in row)
            {
                grid.AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2));
            }

            grid.AddRow([.. row.Select(CurveChart.Render)]);
            console.Write(grid);
        }
    }

    public static void Summary(IAnsiConsole console, IReadOnlyList<Outcome> outcomes)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string heading in (string[])["regularization", "training", "validation", "true digits", "gap", "in each run"])
        {
            table.AddColumn(new TableColumn(heading).Alignment(heading == "regularization" ? Justify.Left : Justify.Right));
        }

        foreach (Outcome outcome in outcomes)
        {
            Curves mean = outcome.Mean;
            table.AddRow(
                outcome.Method.Name,
                $"{mean.Training[^1]:P1}",
                $"{mean.Validation[^1]:P1}",
                $"{mean.Truth:P1}",
                $"{100 * mean.Gap:F1}",
                $"{100 * outcome.Gaps.Min():F1} to {100 * outcome.Gaps.Max():F1}");
        }

        console.Write(table);
        (Outcome without, Outcome with) = (outcomes[0], outcomes[^1]);
        int closed = without.Gaps.Zip(with.Gaps, (before, after) => after < before / 2).Count(isClosed => isClosed);
        console.WriteLine(
            $"Gap: {100 * without.Mean.Gap:F1} points without regularization, {100 * with.Mean.Gap:F1} with {with.Method.Name}; "
            + $"less than half in {closed} of {without.Gaps.Count} runs.");
    }
}
