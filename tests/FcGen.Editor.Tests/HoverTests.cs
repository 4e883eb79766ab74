using System.Collections.Immutable;
using FcGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.QuickInfo;
using Microsoft.CodeAnalysis.Text;

namespace FcGen.Editor.Tests;

/// <summary>Editors show the plan of a network on hover, with any documentation by the user.</summary>
public sealed class HoverTests
{
    private const string Plan = "0      Dense 4 -> 2  2       10          8";

    [Fact]
    public async Task A_class_without_comments() =>
        await Shows("", "class Net", "A network from 4 to 2 values with 10 parameters.", Plan, "fits in a first-level cache of 32 KiB.");

    [Theory]
    [InlineData("/// <summary>Mine.</summary>")]
    [InlineData("/** <summary>Mine.</summary> */")]
    [InlineData("/// <summary>\n/// Mine.\n/// </summary>\n/// <example>Other</example>")]
    [InlineData("/// <remarks>Mine.</remarks>")]
    [InlineData("/// <summary>Mine.</summary>\n/// <remarks>Also mine.</remarks>")]
    [InlineData("/// <remarks>Also mine.</remarks>\n/// <seealso cref=\"object\"/>\n/// <summary>Mine.</summary>")]
    public async Task A_class_with_comments(string comment) =>
        await Shows(comment, comment.Contains("Also", StringComparison.Ordinal) ? ["Mine.", "Also mine.", Plan] : ["Mine.", Plan]);

    [Theory]
    [InlineData("/// <inheritdoc/>", ": Base", "Of the base.")]
    [InlineData("/// <inheritdoc cref=\"Base\"/>", "", "Of the base.")]
    [InlineData("/// <inheritdoc/>", "", "A network from 4 to 2 values")]
    [InlineData("/// <inheritdoc cref=\"Base\" path=\"/summary\"/>\n/// <remarks>Mine.</remarks>", "", "Mine.")]
    public async Task A_class_that_inherits_comments(string comment, string bases, string shown)
    {
        string text = await Hover($$"""
            /// <summary>Of the base.</summary>
            /// <remarks>Remarks of the base.</remarks>
            public class Base;

            {{comment}}
            [Network, Input(4), Dense(2)]
            public partial class Net {{bases}};
            """);
        Assert.Contains(shown, text);
        Assert.Contains(Plan, text);
    }

    [Fact]
    public async Task Comments_on_another_declaration()
    {
        string text = await Hover("""
            [Network, Input(4), Dense(2)]
            public partial class Net;

            /// <summary>Mine.</summary>
            partial class Net;

            /// <remarks>Also mine.</remarks>
            partial class Net;
            """);
        Assert.All(["Mine.", "Also mine.", Plan], part => Assert.Contains(part, text));
    }

    [Fact]
    public async Task Names_of_layers_and_the_prefix_are_shown_as_they_are()
    {
        string text = await Hover("""
            /// <summary>Mine.</summary>
            [Network(Prefix = "a.b"), Input(4), Dense(2, Name = "<x> & \"y\"")]
            public partial class Net;
            """);
        Assert.Contains("a.b.<x> & \"y\"  Dense 4 -> 2", text);
    }

    [Fact]
    public async Task A_network_with_errors()
    {
        string text = await Hover("""
            /// <summary>Mine.</summary>
            [Network, Input(4), Dense(5, 2)]
            public partial class Net;
            """);
        Assert.Contains("Mine.", text);
        Assert.Contains("A network with errors", text);
    }

    private static async Task Shows(string comment, params string[] parts)
    {
        string text = await Hover($"{comment}\n[Network, Input(4), Dense(2)]\npublic partial class Net;");
        Assert.All(parts, part => Assert.Contains(part, text));
        Assert.Single(text.Split('\n'), line => line.Contains(Plan, StringComparison.Ordinal));
    }

    /// <summary>Returns the text that an editor shows on hover over the class name.</summary>
    private static async Task<string> Hover(string source)
    {
        using var workspace = new AdhocWorkspace(MefHostServices.Create(MefHostServices.DefaultAssemblies));
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path, documentation: XmlDocumentationProvider.CreateFromFile(Path.ChangeExtension(path, ".xml"))));
        ProjectInfo info = ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Create(),
            "Sample",
            "Sample",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            parseOptions: new CSharpParseOptions(documentationMode: DocumentationMode.Diagnose),
            metadataReferences: references,
            analyzerReferences: [new GeneratorReference()]);
        string text = "using FcGen;\n" + source;
        Document document = workspace.AddDocument(workspace.AddProject(info).Id, "Net.cs", SourceText.From(text));
        QuickInfoItem? item = await QuickInfoService.GetService(document)!.GetQuickInfoAsync(
            document, text.IndexOf("class Net", StringComparison.Ordinal) + "class ".Length);
        Assert.NotNull(item);
        return string.Join("\n", item.Sections.Select(section => section.Text)).Replace('\u00A0', ' ').ReplaceLineEndings("\n");
    }

    /// <summary>The generator, as a project references it.</summary>
    private sealed class GeneratorReference : AnalyzerReference
    {
        public override string? FullPath => typeof(FcGenGenerator).Assembly.Location;

        public override object Id => nameof(FcGenGenerator);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => [new FcGenGenerator().AsSourceGenerator()];
    }
}
