using FcGen.Generator.Tests.Hostile;

namespace FcGen.Generator.Tests.Build;

/// <summary>A project with every analyzer of the SDK, every warning and the strictest options builds without a warning.</summary>
public sealed class StrictBuildTests : IDisposable
{
    private readonly BuildProject _project = new("""
        <PropertyGroup>
            <AnalysisLevel>latest-all</AnalysisLevel>
            <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
            <LangVersion>preview</LangVersion>
            <WarningLevel>9999</WarningLevel>
            <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
            <ImplicitUsings>disable</ImplicitUsings>
            <IsAotCompatible>true</IsAotCompatible>
          </PropertyGroup>
        """);

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_network_with_every_layer_builds_without_a_warning()
    {
        _project.Write("Net.cs", $$"""
            [assembly: System.CLSCompliant(true)]
            [assembly: System.Runtime.InteropServices.ComVisible(false)]

            namespace Strict;

            /// <summary>A user network.</summary>
            {{HostileCheck.RichNetwork}}
            public sealed partial class Digits;

            /// <summary>Classes around a network.</summary>
            public static partial class Outer
            {
                {{HostileCheck.RichNetwork}}
                internal sealed partial class Letters;
            }
            """);

        (int exitCode, string output) = await _project.Build();

        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("warning", output);
    }
}
