using System.Globalization;
using System.Text;

namespace FcGen.Generator.Infrastructure;

/// <summary>Builds source text line by line with the right indentation. Lines end in <c>\n</c> whatever the machine.</summary>
internal sealed class IndentedWriter
{
    private StringBuilder _text = new();
    private int _depth;

    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(line);
        }

        _text.Append('\n');
    }

    /// <summary>Gives back what <paramref name="write"/> writes, instead of adding it.</summary>
    public string Capture(Action write)
    {
        StringBuilder before = _text;
        _text = new StringBuilder();
        write();
        string captured = _text.ToString();
        _text = before;
        return captured;
    }

    /// <summary>Adds what was captured at the same depth.</summary>
    public void Append(string captured) => _text.Append(captured);

    /// <summary>Writes <paramref name="header"/> and opens a block in braces that ends when the result is disposed.</summary>
    public Scope Block(string header)
    {
        Line(header);
        Line("{");
        _depth++;
        return new Scope(this);
    }

    public override string ToString() => _text.ToString();

    /// <summary>A number as C# source: the shortest text that gives the same float back, whatever the culture or runtime of the compiler.</summary>
    public static string Literal(float value) => value.ToString("G9", CultureInfo.InvariantCulture) + "f";

    /// <summary>A number for people, in as many digits as tell any two floats apart.</summary>
    public static string Display(float value)
    {
        string text = value.ToString("G7", CultureInfo.InvariantCulture);
        return float.Parse(text, CultureInfo.InvariantCulture) == value ? text : value.ToString("G9", CultureInfo.InvariantCulture);
    }

    public static string Literal(int value) => value.ToString(CultureInfo.InvariantCulture);

    internal readonly struct Scope(IndentedWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line("}");
        }
    }
}
