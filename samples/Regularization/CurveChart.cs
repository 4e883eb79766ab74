using System.Text;
using Spectre.Console;

namespace Regularization;

/// <summary>Renders training and validation accuracy over epochs as text, with the gap between them shaded.</summary>
internal static class CurveChart
{
    private const int Height = 9;
    private const int RowsPerLabel = 4;
    private const double Bottom = 0.5;
    private const double Top = 1.0;

    public static Markup Render(Outcome outcome)
    {
        var text = new StringBuilder();
        text.Append($"[bold]{outcome.Method.Name}[/]: gap {100 * outcome.Mean.Gap:F1} points\n");
        (double[] training, double[] validation) = (outcome.Mean.Training, outcome.Mean.Validation);
        for (int row = Height - 1; row >= 0; row--)
        {
            text.Append(row % RowsPerLabel == 0 ? $"{Bottom + (row * (Top - Bottom) / (Height - 1)),5:P0} ┤" : "      │");
            for (int point = 0; point < training.Length; point++)
            {
                text.Append(Cell(row, Row(training[point]), Row(validation[point])));
            }

            text.Append('\n');
        }

        text.Append($"      └{new string('─', training.Length)}\n");
        return new Markup(text.ToString());
    }

    private static string Cell(int row, int training, int validation) =>
        row == training ? "[green]●[/]"
        : row == validation ? "[yellow]○[/]"
        : row > validation && row < training ? "[gray]░[/]"
        : " ";

    /// <summary>Returns the row, counted from the bottom. It is negative for a value below the chart.</summary>
    private static int Row(double accuracy) => (int)Math.Round((accuracy - Bottom) / (Top - Bottom) * (Height - 1));
}
