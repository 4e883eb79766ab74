using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Digits;

/// <summary>
/// Renders a square grayscale image as text. A character cell is about twice as high as wide. A small image therefore uses two cells per
/// pixel, and a larger image puts two vertically adjacent pixels into each cell.
/// </summary>
internal sealed class DigitImage
{
    private const string Shades = " ░▒▓█";
    private const int LargestDoubledSize = 16;

    private readonly float[] _pixels;
    private readonly int _size;
    private readonly bool _colors;

    /// <param name="pixels">The pixels row by row, from 0 to 1.</param>
    /// <param name="colors">
    /// Whether the terminal supports gray levels. Otherwise shade characters are used instead of colored half blocks.
    /// </param>
    public DigitImage(ReadOnlySpan<float> pixels, bool colors)
    {
        _pixels = pixels.ToArray();
        _size = (int)Math.Sqrt(pixels.Length);
        _colors = colors;
    }

    public int Width => IsDoubled ? 2 * _size : _size;

    private bool IsDoubled => _size <= LargestDoubledSize;

    private int Height => IsDoubled ? _size : (_size + 1) / 2;

    public Markup Render()
    {
        var text = new StringBuilder();
        for (int line = 0; line < Height; line++)
        {
            for (int column = 0; column < Width; column++)
            {
                AppendCell(text, line, column);
            }

            text.Append('\n');
        }

        return new Markup(text.ToString());
    }

    private void AppendCell(StringBuilder text, int line, int column)
    {
        float top = IsDoubled ? Pixel(line, column / 2) : Pixel(2 * line, column);
        float bottom = IsDoubled ? top : Pixel((2 * line) + 1, column);
        if (_colors)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{Gray(top)} on {Gray(bottom)}]▀[/]");
        }
        else
        {
            text.Append(Shades[(int)MathF.Round((top + bottom) / 2 * (Shades.Length - 1))]);
        }
    }

    private float Pixel(int row, int column) => row < _size ? Math.Clamp(_pixels[(row * _size) + column], 0, 1) : 0;

    private static string Gray(float level)
    {
        int value = (int)(level * byte.MaxValue);
        return $"rgb({value},{value},{value})";
    }
}
