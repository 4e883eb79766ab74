using System.Globalization;
using System.Text;

namespace Regularization;

/// <summary>Saves the curves of all methods as an SVG file, with one panel per method.</summary>
internal static class CurveSvg
{
    private const int Columns = 3;
    private const int PanelWidth = 220;
    private const int PanelHeight = 170;
    private const int Margin = 40;
    private const double Bottom = 0.5;

    public static void Save(string path, IReadOnlyList<Outcome> outcomes)
    {
        int width = Margin + (Columns * (PanelWidth + Margin));
        int height = (outcomes.Count + Columns - 1) / Columns * (PanelHeight + Margin) + Margin;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        svg.Append($"<clipPath id=\"panel\"><rect width=\"{PanelWidth}\" height=\"{PanelHeight}\"/></clipPath>\n");
        for (int i = 0; i < outcomes.Count; i++)
        {
            int x = Margin + (i % Columns * (PanelWidth + Margin));
            int y = Margin + (i / Columns * (PanelHeight + Margin));
            svg.Append($"<g transform=\"translate({x} {y})\">\n");
            AppendPanel(svg, outcomes[i]);
            svg.Append("</g>\n");
        }

        svg.Append($"<text x=\"{Margin}\" y=\"{height - 14}\"><tspan fill=\"#2e7d32\">training</tspan> and <tspan fill=\"#e65100\">validation</tspan> accuracy over {Method.Epochs} epochs</text>\n");
        svg.Append("</svg>\n");
        File.WriteAllText(path, svg.ToString());
    }

    private static void AppendPanel(StringBuilder svg, Outcome outcome)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<text y=\"-8\"><tspan font-weight=\"bold\">{outcome.Method.Name}</tspan>: gap {100 * outcome.Mean.Gap:F1} points</text>\n");
        foreach (int percent in (int[])[50, 75, 100])
        {
            string y = Y(percent / 100.0);
            svg.Append($"<path d=\"M0 {y} H{PanelWidth}\" stroke=\"#ddd\"/><text x=\"-6\" y=\"{y}\" text-anchor=\"end\" dominant-baseline=\"middle\" fill=\"#666\">{percent}</text>\n");
        }

        (double[] training, double[] validation) = (outcome.Mean.Training, outcome.Mean.Validation);
        string[] above = [.. training.Select(Point)];
        string[] below = [.. validation.Select(Point)];
        svg.Append("<g clip-path=\"url(#panel)\" fill=\"none\" stroke-width=\"2\">\n");
        svg.Append($"<polygon fill=\"#eee\" points=\"{string.Join(' ', above.Concat(below.Reverse()))}\"/>\n");
        svg.Append($"<polyline stroke=\"#2e7d32\" points=\"{string.Join(' ', above)}\"/>\n");
        svg.Append($"<polyline stroke=\"#e65100\" points=\"{string.Join(' ', below)}\"/>\n</g>\n");

        string Point(double accuracy, int index) =>
            $"{((double)index / (training.Length - 1) * PanelWidth).ToString("F1", CultureInfo.InvariantCulture)},{Y(accuracy)}";
    }

    private static string Y(double accuracy) =>
        ((1 - accuracy) / (1 - Bottom) * PanelHeight).ToString("F1", CultureInfo.InvariantCulture);
}
