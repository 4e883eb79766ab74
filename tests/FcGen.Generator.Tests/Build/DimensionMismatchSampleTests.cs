using System.Text.RegularExpressions;
using FcGen.Build;
using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Build;

/// <summary>The sample that does not build on purpose: each error is reported once at its location, and nothing else is reported.</summary>
public sealed partial class DimensionMismatchSampleTests : IDisposable
{
    private static readonly string[] Expected =
    [
        "Networks.cs(9,8): error FCG001: Layer 3 (Dense 127 -> 10) expects 127 inputs, but layer 0 (Dense 64 -> 128) gives 128",
        "Networks.cs(15,17): error FCG001: Layer 1 (Dense 748 -> 100) expects 748 inputs, but layer 0 (Flatten) gives 784",
        "Networks.cs(15,45): error FCG004: Layer 3 (Dropout): rate must be at least 0 and below 1, but is 1.5",
        "Networks.cs(16,45): error FCG007: Layer 6 (Add) refers to 'hiden', but no layer has this name: did you mean 'hidden'?",
        "Networks.cs(25,16): error FCG008: 'OutputSize' conflicts with a generated member of network 'IrisNet': rename it",
        "Networks.cs(35,21): error FCG002: 'Outer' must be partial so that FcGen can add the members of network 'Residual'",
        "Networks.cs(39,36): error FCG007: Layer 3 (Add '0') adds 8 values from layer 0 (Dense 8 -> 8) to 6 values from layer 2 (Dense 8 -> 6): both must have the same shape",
        "Networks.cs(40,26): error FCG002: 'Residual' must be partial so that FcGen can add the members of network 'Residual'",
        "Program.cs(7,13): error FCG010: Classifier.Forward expects 4 values for 'input', but got 5",
        "Program.cs(8,33): error FCG010: Classifier.ForwardBatch expects 12 values for 'outputs', but got 9",
        "Program.cs(9,15): error FCG010: Classifier.SetTensor refers to tensor '0.wieght', which 'Classifier' does not have: did you mean '0.weight'?",
        "Program.cs(10,27): error FCG010: Classifier.SetTensor expects 32 values ([8, 4]) for 'values', but got 31",
        "Program.cs(12,44): warning FCG020: SoftmaxCrossEntropy applies softmax itself, but the last layer of 'Classifier', layer 3 (Softmax), already applies it: remove that layer",
        "Program.cs(13,28): error FCG010: Trainer<Classifier>.Step expects 2 labels, one for each sample, for 'labels', but got 3",
        "Program.cs(18,17): error FCG011: 'digits.safetensors' does not match network 'Classifier': the file does not exist",
    ];

    private readonly BuildProject _project = new($"""
        <PropertyGroup>
            <OutputType>Exe</OutputType>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
            <FcGenTaskAssembly>{typeof(WeightsManifest).Assembly.Location}</FcGenTaskAssembly>
          </PropertyGroup>
          <ItemGroup>
            <FcGenWeights Include="digits.safetensors" />
          </ItemGroup>
          <Import Project="{Repository.PathOf("src", "FcGen", "build", "FcGen.targets")}" />
        """);

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Every_error_is_reported_at_its_place_and_nothing_else_is()
    {
        foreach (string file in new[] { "Networks.cs", "Program.cs" })
        {
            _project.Write(file, Repository.Read("samples", "DimensionMismatch", file));
        }

        (int exitCode, string output) = await _project.Build();

        Assert.NotEqual(0, exitCode);
        IEnumerable<string> reported = Message().Matches(output).Select(match => match.Groups["text"].Value).Distinct();
        Assert.Equal(Expected.Order(StringComparer.Ordinal), reported.Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// Matches a line of the build from the file name to the end of the message, without the link to the rule and the project.
    /// </summary>
    [GeneratedRegex(@"^.*?(?<text>[A-Za-z]+\.cs\(\d+,\d+\): (error|warning) .*?)( \(https:[^)]*\))? \[", RegexOptions.Multiline)]
    private static partial Regex Message();
}
