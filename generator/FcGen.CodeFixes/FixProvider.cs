using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FcGen.CodeFixes;

/// <summary>A code fix that edits source text, for one error or for all errors of a kind.</summary>
/// <param name="rules">The ids of the diagnostics that it fixes.</param>
public abstract class FixProvider(params string[] rules) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. rules];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixEverywhere.Instance;

    /// <inheritdoc/>
    public sealed override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Solution solution = context.Document.Project.Solution;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Fix fix in SafeFixesOf(diagnostic, context.CancellationToken))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(fix.Title, cancellation => Fix.ApplyAsync(solution, [fix], cancellation), fix.Key), diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Returns the ways to fix an error that remove no directive.</summary>
    internal IEnumerable<Fix> SafeFixesOf(Diagnostic diagnostic, CancellationToken cancellation) =>
        FixesOf(diagnostic, cancellation).Where(fix => !fix.Edits.Any(edit => edit.TakesDirective(cancellation)));

    /// <summary>Returns the ways to fix an error. The sequence is empty if none is certain.</summary>
    private protected abstract IEnumerable<Fix> FixesOf(Diagnostic diagnostic, CancellationToken cancellation);

    /// <summary>Returns the innermost node of a kind at a location.</summary>
    private protected static T? Find<T>(Location place, CancellationToken cancellation)
        where T : SyntaxNode =>
        place.SourceTree?.GetRoot(cancellation).FindNode(place.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<T>();
}

/// <summary>Fixes all errors of a kind in a document, a project or the solution, in the way that was chosen for one of them.</summary>
internal sealed class FixEverywhere : FixAllProvider
{
    public static readonly FixEverywhere Instance = new();

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        var diagnostics = new List<Diagnostic>();
        switch (context.Scope)
        {
            case FixAllScope.Document when context.Document is not null:
                diagnostics.AddRange(await context.GetDocumentDiagnosticsAsync(context.Document).ConfigureAwait(false));
                break;
            case FixAllScope.Project:
                diagnostics.AddRange(await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false));
                break;
            case FixAllScope.Solution:
                foreach (Project project in context.Solution.Projects)
                {
                    diagnostics.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
                }

                break;
        }

        var provider = (FixProvider)context.CodeFixProvider;
        Fix[] fixes =
        [
            .. diagnostics
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .SelectMany(diagnostic => provider.SafeFixesOf(diagnostic, context.CancellationToken))
                .Where(fix => fix.Key == context.CodeActionEquivalenceKey),
        ];
        return fixes.Length == 0
            ? null
            : CodeAction.Create(fixes[0].Title, cancellation => Fix.ApplyAsync(context.Solution, fixes, cancellation), context.CodeActionEquivalenceKey);
    }
}
