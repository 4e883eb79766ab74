using System.Text;

namespace FcGen.Generator.Infrastructure;

/// <summary>Builds source text line by line with indentation. Lines end with <c>\n</c> on all platforms.</summary>
internal sealed class IndentedWriter
{
    private StringBuilder _text = new();
    private int _depth;

    /// <summary>The maximum columns before a line of code is broken.</summary>
    private const int MaxColumns = 140;

    /// <summary>Changes each line of code before it is broken into columns, such as the names in it.</summary>
    public Func<string, string> Rewrite { get; set; } = line => line;

    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            Append(Rewrite(line), _depth * 4);
        }

        _text.Append('\n');
    }

    /// <summary>Adds a line that is never rewritten or broken, such as a line of a raw string literal.</summary>
    public void Unbroken(string line) => _text.Append(' ', _depth * 4).Append(line).Append('\n');

    private void Append(string line, int indentation)
    {
        bool isComment = line.StartsWith("// ", StringComparison.Ordinal);
        bool isDocumentation = line.StartsWith("///", StringComparison.Ordinal);
        int room = MaxColumns - indentation;
        int end = line.Length <= room || isDocumentation ? -1 : isComment ? line.LastIndexOf(' ', room) : EndOfPart(line, room);
        _text.Append(' ', indentation);
        if (end < "// x".Length)
        {
            _text.Append(line);
            return;
        }

        _text.Append(line, 0, end).Append('\n');
        string rest = line.Substring(end).TrimStart();
        Append(isComment ? "// " + rest : rest, isComment ? indentation : (_depth + 1) * 4);
    }

    /// <summary>
    /// Returns the position within some columns to break a line: after the last comma of the outermost list, or else after an equals sign or
    /// before a plus; -1 if there is none. String literals are not broken.
    /// </summary>
    private static int EndOfPart(string line, int columns)
    {
        (int end, int depthOfEnd) = (-1, int.MaxValue);
        (bool isText, int depth, int other) = (false, 0, -1);
        for (int i = 0; i + 1 < line.Length && i < columns; i++)
        {
            isText ^= line[i] == '"' && (i == 0 || line[i - 1] != '\\');
            if (isText)
            {
                continue;
            }

            depth += line[i] is '(' or '[' ? 1 : line[i] is ')' or ']' ? -1 : 0;
            if (line[i + 1] == ' ' && line[i] == ',' && depth <= depthOfEnd)
            {
                (end, depthOfEnd) = (i + 1, depth);
            }
            else if (line[i + 1] == ' ' && line[i] == '=')
            {
                other = i + 1;
            }
            else if (line[i] == ' ' && line[i + 1] == '+')
            {
                other = i;
            }
        }

        return end >= 0 ? end : other;
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

    internal readonly struct Scope(IndentedWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line("}");
        }
    }
}
