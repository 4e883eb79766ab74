using System.Net;
using System.Text.RegularExpressions;
using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Documentation;

/// <summary>A network describes itself in ToString as its documentation does, unless its author has written ToString.</summary>
public sealed partial class ToStringTests
{
    private const string Layers = "[Network, Input(4), Dense(8), BatchNorm, ReLU, Dense(2)]";

    [Theory]
    [InlineData($"{Layers} public partial class Net;")]
    [InlineData("[Network(Prefix = \"a.b\"), Input(2, 3), Flatten, Dense(2, Name = \"<x> & \\\"y\\\"\"), Softmax] public partial class Net;")]
    [InlineData("[Network, Input(3), Dense(2, Name = \"\\\"\\\"\\\"\\\" \\\\\")] public partial class Net;")]
    [InlineData($"/// <summary>Mine.</summary>\n{Layers} public partial class Net;")]
    public void It_is_the_text_that_editors_show(string source)
    {
        GeneratorRun run = GeneratorHarness.Run("#pragma warning disable CS1591\nusing FcGen;\n" + source);
        string file = run.Files["Net.g.cs"];
        string[] documentation =
        [
            .. file[..file.IndexOf("partial class", StringComparison.Ordinal)].Split('\n')
                .Where(line => line.StartsWith("/// ", StringComparison.Ordinal))
                .Select(line => WebUtility.HtmlDecode(Tags().Replace(line[4..], string.Empty)))
                .Where(line => line.Length > 0),
        ];

        Assert.Empty(run.Problems);
        Assert.Equal(documentation, TextOf(run).Split('\n'));
    }

    [Theory]
    [InlineData($"{Layers} public partial class Net {{ public override string ToString() => \"mine\"; }}", "mine")]
    [InlineData($"{Layers} public partial class Net : Base; public class Base {{ public sealed override string ToString() => \"mine\"; }}", "mine")]
    [InlineData($"{Layers} public partial class Net : Base; public class Base {{ protected new int ToString => 1; }}", "Net")]
    [InlineData($"{Layers} public partial class Net {{ private new int ToString => 1; }}", "Net")]
    public void The_one_that_its_author_has_written_wins(string source, string text)
    {
        GeneratorRun run = GeneratorHarness.Run("#pragma warning disable CS1591\nusing FcGen;\n" + source);

        Assert.Empty(run.Problems);
        Assert.Equal(text, TextOf(run));
    }

    [Theory]
    [InlineData($"{Layers} public partial class Net {{ public string ToString(string format) => format; }}")]
    [InlineData($"{Layers} public partial class Net : Base; public abstract class Base {{ public abstract override string ToString(); }}")]
    [InlineData($"{Layers} public partial class Net : Base; public class Base {{ public override string ToString() => \"base\"; }}")]
    [InlineData($"{Layers} public partial class Net : Base; [Network, Input(3), Dense(2)] public partial class Base;")]
    public void Otherwise_it_is_generated(string source)
    {
        GeneratorRun run = GeneratorHarness.Run("#pragma warning disable CS1591\nusing FcGen;\n" + source);

        Assert.Empty(run.Problems);
        Assert.StartsWith("A network from 4 to 2 values with ", TextOf(run));
    }

    [Fact]
    public void Names_of_layers_stay_as_they_are_where_types_are_named_in_full()
    {
        GeneratorRun run = GeneratorHarness.Run(
            "global using Unsafe = System.String;",
            "using FcGen; [Network, Input(3), Dense(2, Name = \"Unsafe \\\" MemoryMarshal\\\\\")] public partial class Net;");

        Assert.Empty(run.Problems);
        Assert.Contains("Unsafe \" MemoryMarshal\\  Dense 3 -> 2", TextOf(run));
    }

    private static string TextOf(GeneratorRun run) =>
        Activator.CreateInstance(GeneratorHarness.Load(run.Compilation).GetType("Net")!)!.ToString()!;

    [GeneratedRegex("</?(summary|remarks|value|code)>")]
    private static partial Regex Tags();
}
