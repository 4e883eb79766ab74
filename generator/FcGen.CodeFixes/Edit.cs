using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FcGen.CodeFixes;

/// <summary>A text span to replace in a source file.</summary>
internal readonly record struct Edit(SyntaxTree Tree, TextSpan Span, string Text)
{
    public static Edit Replace(SyntaxNode node, string text) => new(node.SyntaxTree, node.Span, text);

    public static Edit Replace(SyntaxToken token, string text) => new(token.SyntaxTree!, token.Span, text);

    public static Edit Insert(SyntaxTree tree, int position, string text) => new(tree, new TextSpan(position, 0), text);

    public static Edit Remove(SyntaxTree tree, int start, int end) => new(tree, TextSpan.FromBounds(start, end), string.Empty);

    /// <summary>
    /// Whether the edit removes a directive. The remaining code could then be wrong in this or another configuration.
    /// </summary>
    public bool TakesDirective(CancellationToken cancellation) => HasDirective(Tree, Span, cancellation);

    /// <summary>Whether a text span contains a directive such as <c>#if</c>, or text that a directive disables.</summary>
    public static bool HasDirective(SyntaxTree tree, TextSpan span, CancellationToken cancellation) =>
        !span.IsEmpty && tree.GetRoot(cancellation).DescendantTrivia(span).Any(trivia =>
            (trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia)) && trivia.FullSpan.OverlapsWith(span));

    public bool Overlaps(Edit other) =>
        Tree == other.Tree && (Span.OverlapsWith(other.Span) || (Span.IsEmpty && other.Span.IsEmpty && Span.Start == other.Span.Start));
}

/// <summary>A way to repair an error.</summary>
/// <param name="Key">Identifies the fix; equal for all errors that are fixed together.</param>
/// <param name="Title">The title that the editor shows.</param>
/// <param name="Edits">The edits.</param>
internal sealed record Fix(string Key, string Title, params Edit[] Edits)
{
    /// <summary>
    /// Applies all fixes that are compatible. A fix that overlaps with an earlier one is skipped, unless both make the same edit. It can be
    /// applied in the next run.
    /// </summary>
    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<Fix> fixes, CancellationToken cancellation)
    {
        var accepted = new List<Edit>();
        foreach (Fix fix in fixes)
        {
            Edit[] added = [.. fix.Edits.Except(accepted)];
            if (!added.Any(edit => accepted.Any(edit.Overlaps)))
            {
                accepted.AddRange(added);
            }
        }

        foreach (IGrouping<SyntaxTree, Edit> edits in accepted.ToLookup(edit => edit.Tree))
        {
            if (solution.GetDocumentId(edits.Key) is { } id)
            {
                SourceText text = await edits.Key.GetTextAsync(cancellation).ConfigureAwait(false);
                ImmutableArray<TextChange> changes = [.. edits.OrderBy(edit => edit.Span.Start).Select(edit => new TextChange(edit.Span, edit.Text))];
                solution = solution.WithDocumentText(id, text.WithChanges(changes));
            }
        }

        return solution;
    }
}
