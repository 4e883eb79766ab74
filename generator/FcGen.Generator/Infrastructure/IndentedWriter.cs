using System.Globalization;
using System.Text;

namespace FcGen.Generator.Infrastructure;

/// <summary>Builds source text line by line with indentation. Lines end with <c>\n</c> on all platforms.</summary>
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

    /// <summary>Returns the text that <paramref name="write"/> writes, without adding it.</summary>
    public string Capture(Action write)
    {
        StringBuilder before = _text;
        _text = new StringBuilder();
        write();
        string captured = _text.ToString();
        _text = before;
        return captured;
    }

    /// <summary>Adds text that was captured at the same depth.</summary>
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

    /// <summary>
    /// Formats a float as C# source text that parses to the same float. The text does not depend on the culture or the runtime of the
    /// compiler.
    /// </summary>
    public static string Literal(float value) => value.ToString("G9", CultureInfo.InvariantCulture) + "f";

    /// <summary>Formats a float for readers, with enough digits to distinguish any two floats.</summary>
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
