using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace FcGen.Generator.Tests.Infrastructure;

/// <summary>
/// A source with marked locations of diagnostics: <c>Dense({|FCG001:127|}, 10)</c> expects rule FCG001 on the text <c>127</c>. Marks may be
/// nested.
/// </summary>
internal sealed class MarkedSource
{
    public MarkedSource(string markup)
    {
        var text = new StringBuilder();
        var marks = new List<(string Id, TextSpan Span)>();
        var open = new Stack<(string Id, int Start)>();
        for (int i = 0; i < markup.Length; i++)
        {
            if (markup.AsSpan(i).StartsWith("{|"))
            {
                int colon = markup.IndexOf(':', i);
                open.Push((markup[(i + 2)..colon], text.Length));
                i = colon;
            }
            else if (markup.AsSpan(i).StartsWith("|}"))
            {
                (string id, int start) = open.Pop();
                marks.Add((id, TextSpan.FromBounds(start, text.Length)));
                i++;
            }
            else
            {
                text.Append(markup[i]);
            }
        }

        Assert.Empty(open);
        Text = text.ToString();
        Marks = [.. marks.OrderBy(mark => mark.Span).ThenBy(mark => mark.Id)];
    }

    /// <summary>The source without marks.</summary>
    public string Text { get; }

    /// <summary>The marks, ordered by location.</summary>
    public IReadOnlyList<(string Id, TextSpan Span)> Marks { get; }
}
