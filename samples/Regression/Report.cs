using System.Text;
using Spectre.Console;

namespace Regression;

/// <summary>Shows the scores as a table and the predictions of one predictor as a plot.</summary>
internal static class Report
{
    private const int PlotWidth = 64;
    private const int PlotHeight = 18;
    private const string Density = " ·∙•●";
    private const int PredictionsPerStep = 3;

    public static void Scores(IAnsiConsole console, IEnumerable<Score> scores)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn("predictor");
        table.AddColumn(new TableColumn("mean absolute error").RightAligned());
        table.AddColumn(new TableColumn("R²").RightAligned());
        foreach (Score score in scores)
        {
            table.AddRow(score.Name, $"{score.Error:F1}", $"{score.R2:F3}");
        }

        console.Write(table);
    }

    /// <summary>Plots predicted (vertical) against measured progression. Perfect predictions would be on the line of slashes.</summary>
    public static void Plot(IAnsiConsole console, Score score)
    {
        float most = score.Predictions.Max(pair => Math.Max(pair.Predicted, pair.Measured));
        var counts = new int[PlotHeight, PlotWidth];
        foreach ((float predicted, float measured) in score.Predictions)
        {
            counts[Cell(predicted, PlotHeight), Cell(measured, PlotWidth)]++;
        }

        var text = new StringBuilder($"{score.Name}: predicted (vertical) against measured progression, 0 to {most:F0}\n");
        for (int row = PlotHeight - 1; row >= 0; row--)
        {
            text.Append('│');
            for (int column = 0; column < PlotWidth; column++)
            {
                int step = Math.Min((counts[row, column] + PredictionsPerStep - 1) / PredictionsPerStep, Density.Length - 1);
                text.Append(step == 0 && column * PlotHeight / PlotWidth == row ? '/' : Density[step]);
            }

            text.AppendLine();
        }

        text.Append('└').Append('─', PlotWidth).AppendLine();
        console.Write(new Text(text.ToString()));

        int Cell(float value, int cells) => Math.Clamp((int)(value / most * cells), 0, cells - 1);
    }
}
