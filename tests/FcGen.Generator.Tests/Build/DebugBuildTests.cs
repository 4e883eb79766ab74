using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Build;

/// <summary>A Debug build of a project with a network says that its kernels are not optimized.</summary>
public sealed class DebugBuildTests : IDisposable
{
    private const string Message = "FcGen: the networks of Sample are not optimized in this Debug build";

    private readonly BuildProject _project = new($"""<Import Project="{Repository.PathOf("src", "FcGen", "build", "FcGen.targets")}" />""");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("[FcGen.Network] [FcGen.Input(4)] [FcGen.Dense(2)] public sealed partial class Net;", "", 1)]
    [InlineData("[FcGen.Network] [FcGen.Input(4)] [FcGen.Dense(2)] public sealed partial class Net;", "-p:FcGenDebugMessage=false", 0)]
    [InlineData("[FcGen.Network] [FcGen.Input(4)] [FcGen.Dense(2)] public sealed partial class Net;", "-p:Optimize=true", 0)]
    [InlineData("public sealed class Other;", "", 0)]
    public async Task Once_in_a_project_that_declares_a_network(string source, string argument, int messages)
    {
        _project.Write("User's net.cs", source);

        string log = _project.PathOf("build.log");
        string[] arguments = [$"-fileLoggerParameters:Verbosity=minimal;LogFile={log}", .. argument.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

        (int exitCode, string output) = await _project.Build(arguments);

        Assert.True(exitCode == 0, output);
        Assert.Equal(messages, File.ReadAllText(log).Split(Message).Length - 1);
    }
}
