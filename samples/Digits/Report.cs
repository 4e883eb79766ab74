using FcGen;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Digits;

/// <summary>Shows the correct predictions, the errors, and the costs.</summary>
internal static class Report
{
    private const int ShownErrors = 5;
    private const int SpaceBetweenImages = 3;

    /// <summary>The dimensions of the weights of a convolution: outputs, inputs, rows and columns.</summary>
    private const int ImageRank = 4;

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

    /// <summary>Draws the first few misclassified digits side by side.</summary>
    public static void Errors(IAnsiConsole console, ReadOnlySpan<int> predictions, DataSet data)
    {
        var images = new List<(string Title, float[] Pixels)>();
        for (int i = 0; i < data.Count; i++)
        {
            if (predictions[i] != data.GetLabel(i))
            {
                images.Add(($"[green]{data.GetLabel(i)}[/] seen as [red]{predictions[i]}[/]", data.GetInput(i).ToArray()));
            }
        }

        int shown = Math.Min(images.Count, ShownErrors);
        console.WriteLine($"{images.Count:N0} of {data.Count:N0} digits were misclassified{(images.Count > shown ? ", for example:" : ".")}");
        Draw(console, images.Take(ShownErrors));
        console.WriteLine();
    }

    /// <summary>Draws the filters of the first convolution, from its smallest weight (dark) to its largest (bright). Dense networks have none.</summary>
    public static void Filters<TNetwork>(IAnsiConsole console, TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        TensorInfo tensor = network.Tensors[0];
        if (tensor.Shape.Count < ImageRank)
        {
            return;
        }

        float[] weights = network.GetTensor(tensor.Name);
        (float least, float most) = (weights.Min(), weights.Max());
        console.WriteLine("Filters of the first convolution:");
        Draw(console, weights.Chunk(tensor.Shape[^1] * tensor.Shape[^2])
            .Select((filter, i) => ($"filter {i}", filter.Select(weight => (weight - least) / (most - least)).ToArray())));
        console.WriteLine();
    }

    /// <summary>Draws square images side by side, as many as the width of the terminal allows.</summary>
    private static void Draw(IAnsiConsole console, IEnumerable<(string Title, float[] Pixels)> images)
    {
        var grid = new Grid();
        var titles = new List<IRenderable>();
        var pictures = new List<IRenderable>();
        int width = 0;
        foreach ((string title, float[] pixels) in images)
        {
            var image = new DigitImage(pixels, console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors);
            width += Math.Max(image.Width, Markup.Remove(title).Length) + SpaceBetweenImages;
            if (width > console.Profile.Width)
            {
                break;
            }

            grid.AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(SpaceBetweenImages));
            titles.Add(new Markup(title));
            pictures.Add(image.Render());
        }

        if (titles.Count > 0)
        {
            grid.AddRow([.. titles]);
            grid.AddRow([.. pictures]);
            console.Write(grid);
        }
    }

    public static void Costs(IAnsiConsole console, Measurement prediction, Measurement step, int batchSize)
    {
        Grid grid = new Grid().AddColumn().AddColumn(new GridColumn().RightAligned()).AddColumn(new GridColumn().RightAligned());
        grid.AddRow("One prediction", $"{prediction.Nanoseconds:N0} ns", $"{prediction.Bytes:0.##} bytes");
        grid.AddRow($"One training step, batch of {batchSize}", $"{step.Nanoseconds / 1000:N1} µs", $"{step.Bytes:0.##} bytes");
        console.Write(grid);
    }
}
