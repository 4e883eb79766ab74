using System.Text.RegularExpressions;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FcGen.Generator.Tests.Documentation;

/// <summary>
/// Markdown, doc comments and string literals use words that readers of the field search for, and American spelling. Code spans in
/// Markdown are not checked.
/// </summary>
public sealed partial class EnglishTests
{
    /// <summary>Patterns to avoid, and the words to write instead. A space in a pattern also matches a line break.</summary>
    private static readonly Word[] Words =
    [
        new(@"<summary>\s*(what|where|how|who)\b", "begin with a verb or a noun, or with 'Whether' for booleans"),
        new(@"\btold\b", "given, known, derived from, computed from"),
        new(@"\btell(s|ing)? of\b", "report, describe, warn about"),
        new(@"\b(hear(s|ing)?|heard) of\b", "receive"),
        new(@"\b(know(s|ing)?|known) of\b", "see, list, be aware of"),
        new(@"\banew\b", "again"),
        new(@"\bforetell(s|ing)?\b", "predict"),
        new(@"\bwhoever\b", "the caller, the user, the thread that"),
        new(@"\bso many\b", "this many, that many"),
        new(@"\bof (its|their) own\b", "its own ..., a separate ..."),
        new(@"\ball the same\b", "nevertheless, identical"),
        new(@"\bmistakes?\b", "error"),
        new(@"\bon the way\b", "during ..., between ..."),
        new(@"\bwhat is to\b", "the noun: the loss, the value, the text"),
        new(@"\b(takes?|taking|taken|took) in\b", "add, read, accept"),
        new(@"\b(go(es)?|going|went) on\b", "continue"),
        new(@"\bby heart\b", "memorize"),
        new(@"\bserv(e|es|ed|ing)\b", "be used for, work for"),
        new(@"\b(stands?|standing|stood)\b", "be, be located, represent"),
        new(@"\b(meets?|meeting|met)\b", "find, read, reach, satisfy"),
        new(@"\b(lies?|lying|lain)\b", "be, be stored, be located"),
        new(@"\b(re|un|de)?" +
            "(capital|central|character|custom|emphas|factor|final|general|initial|lineari|local|maxim|memor|minim|normal|optim|organ|parallel|" +
            "penal|prior|quant|random|real|recogn|regular|serial|special|stabil|standard|summar|symbol|synchron|token|util|vector|visual)" +
            @"is(e|ed|er|ers|es|ing|ation|ations)\b", "American spelling: -ize, -ization"),
        new(@"\b(behavi|col|fav|flav|hon|lab|neighb)our\w*", "American spelling: -or"),
        new(@"\b(cancel|label|model|signal|total|travel)l(ed|ing|er|ers)\b", "American spelling: one l"),
        new(@"\b(analys(e|ed|es|ing)|artefacts?|catalogues?|centred?|centres|defence|grey|licence|programme|learnt)\b", "American spelling"),
    ];

    [Fact]
    public void Prose_uses_the_words_of_the_field()
    {
        string[] findings = [.. Files(Repository.Root).SelectMany(Read).SelectMany(Find)];

        Assert.True(findings.Length == 0, string.Join('\n', findings.Prepend("Words to replace:")));
    }

    [Theory]
    [InlineData("/// <summary>How it starts.</summary>\nclass C;", 1, "<summary>How")]
    [InlineData("class C\n{\n    /// <returns>A mistake.</returns>\n    int M() => 0;\n}", 3, "mistake")]
    [InlineData("/// <summary>Of so\n/// many.</summary>\nclass C;", 1, "so many")]
    [InlineData("class C\n{\n    string s = \"a\\nMistake\";\n}", 3, "Mistake")]
    [InlineData("class C\n{\n    string s = $\"{1} initialises {2}\";\n}", 3, "initialises")]
    [InlineData("class C\n{\n    string s = \"\"\"\n        One\n        mistake\n        \"\"\";\n}", 5, "mistake")]
    public void A_word_is_found_in_code(string code, int line, string word)
    {
        string finding = Assert.Single(Prose("C.cs", code).SelectMany(Find));

        Assert.StartsWith($"C.cs:{line}: '{word}': ", finding);
    }

    [Theory]
    [InlineData("class Mistake;")]
    [InlineData("// A mistake.\nclass C;")]
    [InlineData("/// <summary>However it starts, as a serviceable standard.</summary>\nclass C;")]
    public void Other_code_is_left_alone(string code) => Assert.Empty(Prose("C.cs", code).SelectMany(Find));

    [Theory]
    [InlineData("One.\n\nOne\nmistake.", 4, "mistake")]
    [InlineData("One `name`\n- of so\n  many.", 2, "so many")]
    [InlineData("```\ncode\n```\n\nA mistake.", 5, "mistake")]
    public void A_word_is_found_in_Markdown(string text, int line, string word)
    {
        string finding = Assert.Single(Prose("a.md", text).SelectMany(Find));

        Assert.StartsWith($"a.md:{line}: '{word}': ", finding);
    }

    [Theory]
    [InlineData("The word `mistake`.")]
    [InlineData("```csharp\nstring mistake;\n```")]
    public void Code_in_Markdown_is_left_alone(string text) => Assert.Empty(Prose("a.md", text).SelectMany(Find));

    /// <summary>Finds the words to avoid in one piece of prose, as lines with file, line, word and replacement.</summary>
    private static IEnumerable<string> Find(Passage passage) =>
        from word in Words
        from match in word.Pattern.Matches(passage.Text)
        let line = passage.File.Lines.GetLineFromPosition(passage.Start + match.Index).LineNumber + 1
        select $"{passage.Path}:{line}: '{Spaces().Replace(match.Value, " ")}': write: {word.Instead}";

    private static IEnumerable<Passage> Read(string file) =>
        Prose(Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), File.ReadAllText(file));

    /// <summary>Returns the parts of a file that people read. Markup between words becomes spaces, so that positions stay.</summary>
    private static IEnumerable<Passage> Prose(string path, string content)
    {
        SourceText file = SourceText.From(content);
        if (path.EndsWith(".md", StringComparison.Ordinal))
        {
            return [new Passage(path, file, 0, CodeSpan().Replace(content, match => new string(' ', match.Length)))];
        }

        SyntaxNode root = CSharpSyntaxTree.ParseText(file, new CSharpParseOptions(documentationMode: DocumentationMode.Parse)).GetRoot();
        IEnumerable<Passage> comments = root.DescendantTrivia()
            .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))
            .Select(trivia => new Passage(path, file, trivia.FullSpan.Start, trivia.ToFullString().Replace("///", "   ")));
        IEnumerable<Passage> literals = root.DescendantTokens()
            .Where(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
                or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken)
            .Select(token => new Passage(path, file, token.SpanStart, token.Text.Replace(@"\n", "  ")));
        return comments.Concat(literals);
    }

    /// <summary>Lists the Markdown and C# files, except build output, snapshots of generated code and this list of words.</summary>
    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder)
            .Where(file => file.EndsWith(".md", StringComparison.Ordinal)
                || (file.EndsWith(".cs", StringComparison.Ordinal) && !file.EndsWith(".verified.cs", StringComparison.Ordinal)
                    && Path.GetFileName(file) != $"{nameof(EnglishTests)}.cs"))
            .Concat(Directory.EnumerateDirectories(folder).Where(child => !IsOutput(Path.GetFileName(child))).SelectMany(Files));

    private static bool IsOutput(string folder) =>
        folder.StartsWith('.') || folder is "bin" or "obj" or "artifacts" or "TestResults" or "BenchmarkDotNet.Artifacts" or "node_modules";

    [GeneratedRegex("```.*?```|`[^`]*`", RegexOptions.Singleline)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    /// <summary>Prose of a file, from a position of that file on.</summary>
    private sealed record Passage(string Path, SourceText File, int Start, string Text);

    /// <summary>Words to avoid, and what to write instead of them.</summary>
    private sealed class Word(string pattern, string instead)
    {
        public Regex Pattern { get; } = new(pattern.Replace(" ", @"\s+"), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

        public string Instead { get; } = instead;
    }
}
