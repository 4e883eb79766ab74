using System.Diagnostics;

namespace FcGen.Generator.Tests.Build;

/// <summary>What a user meets at the command line: a project that references the library and the generator, built by <c>dotnet build</c>.</summary>
public sealed class DimensionMismatchBuildTests : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fcgen-build-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_layer_that_does_not_fit_fails_the_build_at_its_number_and_the_repair_builds()
    {
        WriteProject();
        (int exitCode, string output) = await Build(declaredInputs: 127);
        Assert.True(exitCode != 0, output);
        Assert.Contains("Net.cs(6,8): error FCG001: Layer 2 (Dense 127 -> 10) expects 127 inputs, but layer 0 (Dense 64 -> 128) gives 128", output);

        (exitCode, output) = await Build(declaredInputs: 128);
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("warning", output);
    }

    /// <summary>
    /// The assemblies built for these tests stand for the package: nothing else is built. Warnings are errors, so that a generator
    /// that does not load or run fails the second build as well.
    /// </summary>
    private void WriteProject() => Write("Sample.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <UseAppHost>false</UseAppHost>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="{typeof(NetworkAttribute).Assembly.Location}" />
            <Analyzer Include="{typeof(FcGenGenerator).Assembly.Location}" />
          </ItemGroup>
        </Project>
        """);

    private async Task<(int ExitCode, string Output)> Build(int declaredInputs)
    {
        Write("Net.cs", $$"""
            using FcGen;

            [Network]
            [Input(64)]
            [Dense(64, 128), ReLU]
            [Dense({{declaredInputs}}, 10)]
            public sealed partial class Net
            {
                public static int Largest(float[] input) => new Net(seed: 1).Classify(input) + OutputSize;
            }
            """);
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" },
        };

        // Variables that the test runner leaves would make the build use its SDK resolver and not that of a fresh shell.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (string argument in new[] { "build", "--disable-build-servers", "-nodeReuse:false", "-nologo", "-verbosity:quiet", "-tl:off" })
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"The build did not end within {TimeLimit}.");
        }

        return (process.ExitCode, await output + await error);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
