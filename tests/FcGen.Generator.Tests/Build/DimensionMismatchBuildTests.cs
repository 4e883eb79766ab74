namespace FcGen.Generator.Tests.Build;

/// <summary>A build on the command line, of a project that references the library and the generator.</summary>
public sealed class DimensionMismatchBuildTests : IDisposable
{
    private readonly BuildProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_layer_that_does_not_fit_fails_the_build_at_its_number_and_the_repair_builds()
    {
        WriteNetwork(declaredInputs: 127);
        (int exitCode, string output) = await _project.Build();
        Assert.True(exitCode != 0, output);
        Assert.Contains("Net.cs(6,8): error FCG001: Layer 2 (Dense 127 -> 10) expects 127 inputs, but layer 0 (Dense 64 -> 128) gives 128", output);

        WriteNetwork(declaredInputs: 128);
        (exitCode, output) = await _project.Build();
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("warning", output);
    }

    private void WriteNetwork(int declaredInputs) => _project.Write("Net.cs", $$"""
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
}
