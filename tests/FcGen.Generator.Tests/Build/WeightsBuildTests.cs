using FcGen.Build;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Build;

/// <summary>A project that lists weights files: the compiler receives a manifest of each.</summary>
public sealed class WeightsBuildTests : IDisposable
{
    private readonly BuildProject _project = new($"""
        <PropertyGroup>
            <FcGenTaskAssembly>{typeof(WeightsManifest).Assembly.Location}</FcGenTaskAssembly>
          </PropertyGroup>
          <ItemGroup>
            <FcGenWeights Include="net.safetensors;models\none%2520of these.safetensors" />
            <FcGenWeights Include="strange/*.safetensors" />
            <FcGenWeights Include="strange/folder.safetensors" Condition="Exists('strange')" />
          </ItemGroup>
          <Import Project="{Repository.PathOf("src", "FcGen", "build", "FcGen.targets")}" />
          <Target Name="ShowAdditionalFiles" AfterTargets="CoreCompile">
            <WriteLinesToFile File="additional.txt" Lines="@(AdditionalFiles)" Overwrite="true" />
          </Target>
        """);

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_compiler_is_given_manifests_that_change_only_with_the_header_and_refuses_weights_that_do_not_fit()
    {
        _project.Write("Net.cs", """
            using FcGen;

            [Network]
            [Input(1)]
            [Dense(2, Bias = false)]
            public sealed partial class Net
            {
                public static Net Trained { get; } = Load("net.safetensors");
            }
            """);
        WriteWeights("[2,1]");

        await BuildsWithout("warning");

        string[] manifests = [.. File.ReadAllLines(_project.PathOf("additional.txt")).Select(_project.PathOf)];
        Assert.Equal(2, manifests.Length);
        Assert.Equal("fcgen-weights 1\nfile net.safetensors\ntensor F32 2,1 0.weight\n", File.ReadAllText(manifests[0]));
        Assert.Equal("fcgen-weights 1\nfile models/none%20of these.safetensors\nerror the file does not exist\n", File.ReadAllText(manifests[1]));

        DateTime compiled = File.GetLastWriteTimeUtc(_project.PathOf("obj/Debug/net10.0/Sample.dll"));
        DateTime written = File.GetLastWriteTimeUtc(manifests[0]);
        WriteWeights("[2,1]");
        await BuildsWithout("warning", "--no-restore");
        Assert.Equal(compiled, File.GetLastWriteTimeUtc(_project.PathOf("obj/Debug/net10.0/Sample.dll")));
        Assert.Equal(written, File.GetLastWriteTimeUtc(manifests[0]));

        WriteWeights("[1,2]");
        (int exitCode, string output) = await _project.Build("--no-restore");
        Assert.True(exitCode != 0, output);
        Assert.Contains(
            "Net.cs(8,47): error FCG011: 'net.safetensors' does not match network 'Net': '0.weight' must have shape [2, 1], but has [1, 2]", output);
    }

    [UnixFact]
    public async Task Names_of_weights_files_reach_neither_the_command_line_nor_lines_of_their_own_and_FIFOs_are_not_opened()
    {
        string[] names =
        [
            "x\n-define:EVIL\n.safetensors",
            "x\nEvil.cs\n.safetensors",
            "a \"quoted\" 'name'.safetensors",
            "tab\there | and; 100%.safetensors",
            $"{new string('n', 243)}.safetensors",
        ];
        Directory.CreateDirectory(_project.PathOf("strange/folder.safetensors"));
        Assert.Equal(0, UnixFile.MakeFifo(_project.PathOf("strange/fifo.safetensors"), 0b110_000_000));
        string header = """{"x\nNet.cs(1,1): error EVIL: \u001b[31m":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";
        foreach (string name in names)
        {
            WriteWeights($"strange/{name}", header);
        }

        _project.Write("Net.cs", $$"""
            using FcGen;

            #if EVIL
            #error EVIL is defined
            #endif

            [Network]
            [Input(1)]
            [Dense(2, Bias = false)]
            public sealed partial class Net
            {
                public static Net[] Trained { get; } = [
                    Load("strange/fifo.safetensors"),
                    Load("strange/folder.safetensors"),
                    {{string.Join(",\n        ", names.Select(name => $"Load({SymbolDisplay.FormatLiteral($"strange/{name}", quote: true)})"))}}];
            }
            """);

        (int exitCode, string output) = await _project.Build();

        Assert.NotEqual(0, exitCode);
        string[] errors = [.. output.Split('\n').Where(line => line.Contains("error")).Distinct()];
        Assert.Equal(2 + names.Length, errors.Length);
        Assert.All(errors, error => Assert.Matches(@"^[^:]*Net\.cs\(\d+,\d+\): error FCG011: 'strange/", error));
        Assert.Contains("error FCG011: 'strange/fifo.safetensors' does not match network 'Net': expected a safetensors file, but this is empty or not a regular file", output);
        Assert.Contains("error FCG011: 'strange/folder.safetensors' does not match network 'Net': expected a file, but this is a directory", output);
        Assert.Contains(
            @"error FCG011: 'strange/x\u000A-define:EVIL\u000A.safetensors' does not match network 'Net': '0.weight' [2, 1] is missing; "
            + @"'x\u000ANet.cs(1,1): error EVIL: \u001B[31m' [2] is unexpected",
            output);
        Assert.All(names, name => Assert.Contains($"'strange/{name.Replace("\n", @"\u000A").Replace("\t", @"\u0009")}' does not match", output));
    }

    private void WriteWeights(string shape) =>
        WriteWeights("net.safetensors", $$$"""{"0.weight":{"dtype":"F32","shape":{{{shape}}},"data_offsets":[0,8]}}""");

    private void WriteWeights(string name, string header)
    {
        File.WriteAllBytes(
            _project.PathOf(name),
            [.. BitConverter.GetBytes((ulong)header.Length), .. System.Text.Encoding.ASCII.GetBytes(header), .. new byte[8]]);
    }

    private async Task BuildsWithout(string text, params string[] arguments)
    {
        (int exitCode, string output) = await _project.Build(arguments);
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(text, output);
    }
}
