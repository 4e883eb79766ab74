using System.Globalization;
using FcGen.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Infrastructure;

/// <summary>Checks the code fixes that are offered and their results, as in an editor.</summary>
/// <remarks>
/// Sources are written as for <see cref="AnalyzerCheck"/>, and marks are ignored. <c>using FcGen;</c> is added to each source.
/// A fixed error must not be reported again, and a fix must not cause new compiler errors.
/// </remarks>
internal static class CodeFixCheck
{
    private const string Using = "using FcGen;\n";

    private static readonly FixProvider[] Providers =
    [
        .. typeof(FixProvider).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(FixProvider)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (FixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>The ids of the rules that have a fix.</summary>
    public static IEnumerable<string> FixableRules => Providers.SelectMany(provider => provider.FixableDiagnosticIds).Distinct();

    /// <summary>Checks that the first fix with a title changes a source to the expected one.</summary>
    public static void Fixes(string source, string title, string expected) => Fixes([source], title, [expected]);

    /// <inheritdoc cref="Fixes(string, string, string)"/>
    public static void Fixes(string[] sources, string title, string[] expected)
    {
        Workbench bench = new(sources);
        Offer offer = bench.Offers().FirstOrDefault(offer => offer.Action.Title == title)
            ?? throw new InvalidOperationException($"No fix '{title}' is offered, but {string.Join(", ", bench.Offers().Select(known => $"'{known.Action.Title}'"))}.");
        string[] repaired = bench.Apply(offer.Action);
        Assert.Equal(expected, repaired);
        Workbench after = new(repaired);
        Assert.True(after.Count(offer.Diagnostic) < bench.Count(offer.Diagnostic), $"After the fix there is still: {offer.Diagnostic}");
        after.AssertCompilesAsWellAs(bench);
    }

    /// <summary>
    /// Checks that fixing all errors of a kind in the project, with the fix of an equivalence key, changes a source to the expected one.
    /// </summary>
    public static void FixesAll(string source, string key, string expected) => FixesAll([source], key, [expected]);

    /// <inheritdoc cref="FixesAll(string, string, string)"/>
    public static void FixesAll(string[] sources, string key, string[] expected)
    {
        FixesSome(sources, key, expected);
        Assert.DoesNotContain(new Workbench(expected).Offers(), left => left.Action.EquivalenceKey == key);
    }

    /// <summary>As <see cref="FixesAll(string, string, string)"/>, where fixes overlap, so that some are skipped.</summary>
    public static void FixesSome(string[] sources, string key, string[] expected)
    {
        Workbench bench = new(sources);
        Offer offer = bench.Offers().First(offer => offer.Action.EquivalenceKey == key);
        string[] repaired = bench.Apply(bench.ForAll(offer));
        Assert.Equal(expected, repaired);
        new Workbench(repaired).AssertCompilesAsWellAs(bench);
    }

    /// <summary>Checks that exactly these fixes are offered, ordered by the location of the errors.</summary>
    public static void Offers(string source, params string[] titles) => Assert.Equal(titles, Titles(source));

    /// <summary>Returns the titles of the offered fixes, ordered by the location of the errors.</summary>
    public static IEnumerable<string> Titles(string source) => new Workbench([source]).Offers().Select(offer => offer.Action.Title);

    /// <summary>A fix that is offered for an error.</summary>
    private sealed record Offer(FixProvider Provider, Diagnostic Diagnostic, CodeAction Action);

    /// <summary>A project with sources in a workspace.</summary>
    private sealed class Workbench
    {
        private readonly Project _project;
        private readonly CSharpCompilation _compilation;
        private readonly IReadOnlyList<Diagnostic> _diagnostics;

        public Workbench(string[] sources)
        {
            CSharpCompilation template = GeneratorHarness.Compile([]);
            Project project = new AdhocWorkspace().AddProject("Test", LanguageNames.CSharp)
                .WithMetadataReferences(template.References)
                .WithCompilationOptions(template.Options)
                .WithParseOptions(GeneratorHarness.ParseOptions);
            for (int i = 0; i < sources.Length; i++)
            {
                project = project.AddDocument($"Source{i}.cs", Using + new MarkedSource(sources[i]).Text, filePath: $"Source{i}.cs").Project;
            }

            _project = project;
            var compilation = (CSharpCompilation)project.GetCompilationAsync().GetAwaiter().GetResult()!;
            _compilation = GeneratorHarness.Run(compilation).Compilation;
            _diagnostics = GeneratorHarness.Analyze(_compilation);
        }

        /// <summary>Counts the reports of an error, at any location.</summary>
        public int Count(Diagnostic error) => _diagnostics.Count(diagnostic => TextOf(diagnostic) == TextOf(error));

        /// <summary>Checks that all compiler errors also exist in another compilation.</summary>
        public void AssertCompilesAsWellAs(Workbench other) => Assert.Empty(Errors().Except(other.Errors()));

        public IEnumerable<Offer> Offers() => _diagnostics.SelectMany(diagnostic => Providers
            .Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id))
            .SelectMany(provider => OffersOf(provider, diagnostic)));

        public CodeAction ForAll(Offer offer) => offer.Provider.GetFixAllProvider().GetFixAsync(new FixAllContext(
            DocumentOf(offer.Diagnostic),
            offer.Provider,
            FixAllScope.Project,
            offer.Action.EquivalenceKey!,
            offer.Provider.FixableDiagnosticIds,
            new Known(_diagnostics),
            CancellationToken.None)).GetAwaiter().GetResult()!;

        /// <summary>Returns the sources after an action, without the first line.</summary>
        public string[] Apply(CodeAction action)
        {
            var change = (ApplyChangesOperation)Assert.Single(action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult());
            return
            [
                .. change.ChangedSolution.GetProject(_project.Id)!.Documents.OrderBy(document => document.Name, StringComparer.Ordinal)
                    .Select(document => document.GetTextAsync().GetAwaiter().GetResult().ToString()[Using.Length..]),
            ];
        }

        private IEnumerable<string> Errors() =>
            _compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(TextOf);

        private static string TextOf(Diagnostic diagnostic) => $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

        private List<Offer> OffersOf(FixProvider provider, Diagnostic diagnostic)
        {
            var offers = new List<Offer>();
            var context = new CodeFixContext(
                DocumentOf(diagnostic), diagnostic, (action, _) => offers.Add(new Offer(provider, diagnostic, action)), CancellationToken.None);
            provider.RegisterCodeFixesAsync(context).GetAwaiter().GetResult();
            Assert.All(offers, offer => Assert.NotNull(offer.Action.EquivalenceKey));
            return offers;
        }

        private Document DocumentOf(Diagnostic diagnostic) => _project.Solution.GetDocument(diagnostic.Location.SourceTree)!;
    }

    /// <summary>Provides diagnostics that were already found.</summary>
    private sealed class Known(IReadOnlyList<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(diagnostic => diagnostic.Location.SourceTree?.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
