using System.Text;

namespace Heartbeat;

/// <summary>Draws signals with the dots of Braille characters, of which each has two columns and four rows.</summary>
internal static class Plot
{
    private const int Width = 90;
    private const int Height = 5;
    private const char NoDots = '\u2800';

    /// <summary>The bits of the dots in a character: row by row, left and right.</summary>
    private static readonly int[] Dots = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

    /// <summary>Returns the lines of a curve between two levels.</summary>
    public static string Draw(ReadOnlySpan<float> signal, float lowest, float highest)
    {
        var cells = new int[Height, Width];
        int previous = Row(signal[0]);
        for (int i = 0; i < signal.Length; i++)
        {
            int column = i * 2 * Width / signal.Length;
            int row = Row(signal[i]);
            for (int y = Math.Min(row, previous); y <= Math.Max(row, previous); y++)
            {
                cells[y / 4, column / 2] |= Dots[(y % 4 * 2) + (column % 2)];
            }

            previous = row;
        }

        var text = new StringBuilder();
        for (int line = 0; line < Height; line++)
        {
            for (int column = 0; column < Width; column++)
            {
                text.Append((char)(NoDots + cells[line, column]));
            }

            text.AppendLine();
        }

        return text.ToString();

        int Row(float value) => (int)MathF.Round(Math.Clamp((highest - value) / (highest - lowest), 0, 1) * ((4 * Height) - 1));
    }
}
