using FcGen;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Digits;

/// <summary>Shows the correct predictions, the errors, and the costs.</summary>
internal static class Report
{
    private const int ShownErrors = 5;
    private const int SpaceBetweenImages = 3;

    /// <summary>Shows the confusion matrix: the rows are labels, the columns predictions.</summary>
    public static void ConfusionMatrix(IAnsiConsole console, ReadOnlySpan<int> predictions, ReadOnlySpan<int> labels)
    {
        var counts = new int[DigitData.Classes, DigitData.Classes];
        for (int i = 0; i < labels.Length; i++)
        {
            counts[labels[i], predictions[i]]++;
        }

        Table table = new Table().Border(TableBorder.Simple).Title("Confusion matrix (rows: digit, columns: prediction)");
        table.AddColumn("");
        for (int digit = 0; digit < DigitData.Classes; digit++)
        {
            table.AddColumn(new TableColumn($"[bold]{digit}[/]").RightAligned());
        }

        for (int digit = 0; digit < DigitData.Classes; digit++)
        {
            var cells = new List<string> { $"[bold]{digit}[/]" };
            for (int prediction = 0; prediction < DigitData.Classes; prediction++)
            {
                int count = counts[digit, prediction];
                cells.Add(count == 0 ? "[gray]·[/]" : digit == prediction ? $"[green]{count}[/]" : $"[red]{count}[/]");
            }

            table.AddRow([.. cells]);
        }

        console.Write(table);
    }

    /// <summary>Draws the first few misclassified digits side by side, as many as the width of the terminal allows.</summary>
    public static void Errors(IAnsiConsole console, ReadOnlySpan<int> predictions, DataSet data)
    {
        var grid = new Grid();
        var titles = new List<IRenderable>();
        var images = new List<IRenderable>();
        int width = 0;
        int errors = 0;
        for (int i = 0; i < data.Count; i++)
        {
            if (predictions[i] == data.GetLabel(i))
            {
                continue;
            }

            errors++;
            var image = new DigitImage(data.GetInput(i), console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors);
            width += image.Width + SpaceBetweenImages;
            if (titles.Count < ShownErrors && width <= console.Profile.Width)
            {
                grid.AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(SpaceBetweenImages));
                titles.Add(new Markup($"[green]{data.GetLabel(i)}[/] seen as [red]{predictions[i]}[/]"));
                images.Add(image.Render());
            }
        }

        console.WriteLine($"{errors:N0} of {data.Count:N0} digits were misclassified{(errors > titles.Count ? ", for example:" : ".")}");
        if (errors > 0)
        {
            grid.AddRow([.. titles]);
            grid.AddRow([.. images]);
            console.Write(grid);
        }

        console.WriteLine();
    }

    public static void Costs(IAnsiConsole console, Measurement prediction, Measurement step, int batchSize)
    {
        Grid grid = new Grid().AddColumn().AddColumn(new GridColumn().RightAligned()).AddColumn(new GridColumn().RightAligned());
        grid.AddRow("One prediction", $"{prediction.Nanoseconds:N0} ns", $"{prediction.Bytes:0.##} bytes");
        grid.AddRow($"One training step, batch of {batchSize}", $"{step.Nanoseconds / 1000:N1} µs", $"{step.Bytes:0.##} bytes");
        console.Write(grid);
    }
}
