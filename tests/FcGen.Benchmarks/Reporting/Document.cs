namespace FcGen.Benchmarks;

/// <summary>A part of a document.</summary>
internal interface IBlock
{
    /// <summary>Writes the part as Markdown.</summary>
    void Write(TextWriter writer);

    /// <summary>Draws the part in a terminal.</summary>
    void Draw() => Write(Console.Out);
}

/// <summary>Headings, paragraphs and tables, for the console or as Markdown.</summary>
internal sealed class Document
{
    private readonly List<IBlock> _blocks = [];

    public void Heading(string text) => _blocks.Add(new Text($"## {text}"));

    public void Paragraph(string text) => _blocks.Add(new Text(text));

    public void Table(TextTable table) => _blocks.Add(table);

    public void Print(bool isPlain)
    {
        foreach (IBlock block in _blocks)
        {
            if (isPlain)
            {
                block.Write(Console.Out);
            }
            else
            {
                block.Draw();
            }

            Console.WriteLine();
        }
    }

    /// <summary>Writes all parts after a title.</summary>
    public void Write(TextWriter writer, string title)
    {
        writer.WriteLine($"# {title}");
        foreach (IBlock block in _blocks)
        {
            writer.WriteLine();
            block.Write(writer);
        }
    }

    private sealed record Text(string Content) : IBlock
    {
        public void Write(TextWriter writer) => writer.WriteLine(Content);
    }
}
