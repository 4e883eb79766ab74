using System.Diagnostics;

namespace FcGen.Generator.Tests.Build;

/// <summary>
/// A user project, built by <c>dotnet build</c> in a separate folder. The assemblies built for these tests replace the package. Warnings are
/// errors, so that a generator that does not load or run fails the build.
/// </summary>
internal sealed class BuildProject : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fcgen-build-");

    /// <param name="content">The content of the project in addition to references to the library and the generator.</param>
    public BuildProject(string content = "") => Write("Sample.csproj", $"""
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
          {content}
        </Project>
        """);

    /// <summary>Returns the path of a file of the project.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    /// <param name="arguments">Additional arguments.</param>
    public async Task<(int ExitCode, string Output)> Build(params string[] arguments)
    {
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

        foreach (string argument in (string[])["build", "--disable-build-servers", "-nodeReuse:false", "-nologo", "-verbosity:quiet", "-tl:off", .. arguments])
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

    public void Dispose() => _folder.Delete(recursive: true);
}
