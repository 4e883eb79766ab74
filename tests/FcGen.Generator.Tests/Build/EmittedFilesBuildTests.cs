using System.Text.RegularExpressions;
using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Build;

/// <summary>Generated code that the compiler also writes to files does not break the next build.</summary>
public sealed partial class EmittedFilesBuildTests : IDisposable
{
    private readonly BuildProject _project = new($"""<Import Project="{Repository.PathOf("src", "FcGen", "build", "FcGen.targets")}" />""");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_documented_way_to_read_generated_code_builds_twice()
    {
        (string arguments, string folder) = Documented(Repository.Read("README.md"));
        Assert.Equal((arguments, folder), Documented(Repository.Read("CONTRIBUTING.md")));

        await BuildsTwice(folder.Replace("<configuration>", "Debug"), arguments.Split(' '));
    }

    [Fact]
    public async Task A_folder_below_the_project_builds_twice_and_keeps_the_user_s_files_in_it()
    {
        Directory.CreateDirectory(_project.PathOf("Generated"));
        _project.Write("Generated/User.cs", "public static class User;");
        _project.Write("Other.cs", "public static class Other { public static string Name => nameof(User); }");

        await BuildsTwice("Generated", "-p:EmitCompilerGeneratedFiles=true", "-p:CompilerGeneratedFilesOutputPath=Generated");
    }

    /// <summary>Builds with one input, then with two: the second build compiles and replaces the emitted file of the first.</summary>
    private async Task BuildsTwice(string folder, params string[] arguments)
    {
        string emitted = _project.PathOf(Path.Combine(folder, "FcGen.Generator", "FcGen.Generator.FcGenGenerator", "Net.g.cs"));
        await Builds(1, arguments);
        Assert.Contains("const int InputSize = 1;", File.ReadAllText(emitted));
        await Builds(2, ["--no-restore", .. arguments]);
        Assert.Contains("const int InputSize = 2;", File.ReadAllText(emitted));
    }

    private async Task Builds(int inputs, string[] arguments)
    {
        _project.Write("Net.cs", $"[FcGen.Network, FcGen.Input({inputs}), FcGen.Dense(1)] public sealed partial class Net;");
        (int exitCode, string output) = await _project.Build(arguments);
        Assert.True(exitCode == 0, output);
    }

    /// <summary>Returns the build arguments and the output folder that a document names.</summary>
    private static (string Arguments, string Folder) Documented(string text)
    {
        Match match = Assert.Single(DocumentedPattern().Matches(text));
        return (match.Groups["arguments"].Value, match.Groups["folder"].Value);
    }

    [GeneratedRegex(@"`(?<arguments>[^`]*EmitCompilerGeneratedFiles=true[^`]*)`[^`]*`(?<folder>[^`]*)`")]
    private static partial Regex DocumentedPattern();
}
