using FcGen.Build;
using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Build;

/// <summary>A project that names weights files: the compiler is given a manifest of each.</summary>
public sealed class WeightsBuildTests : IDisposable
{
    private readonly BuildProject _project = new($"""
        <PropertyGroup>
            <FcGenTaskAssembly>{typeof(WeightsManifest).Assembly.Location}</FcGenTaskAssembly>
          </PropertyGroup>
          <ItemGroup>
            <FcGenWeights Include="net.safetensors;models\none%2520of these.safetensors" />
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
            "Net.cs(8,47): error FCG011: 'net.safetensors' does not fit network 'Net': '0.weight' must have shape [2, 1], but has [1, 2]", output);
    }

    private void WriteWeights(string shape)
    {
        string header = $$$"""{"0.weight":{"dtype":"F32","shape":{{{shape}}},"data_offsets":[0,8]}}""";
        File.WriteAllBytes(
            _project.PathOf("net.safetensors"),
            [.. BitConverter.GetBytes((ulong)header.Length), .. System.Text.Encoding.ASCII.GetBytes(header), .. new byte[8]]);
    }

    private async Task BuildsWithout(string text, params string[] arguments)
    {
        (int exitCode, string output) = await _project.Build(arguments);
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(text, output);
    }
}
