using System.Diagnostics;
using System.Reflection;
using FcGen.Generator.Tests.Infrastructure;
using Xunit.Abstractions;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>The first dense layer of VGG, 150,528 to 4,096: 2.5 GB of weights.</summary>
public sealed class LargestLayerTests(ITestOutputHelper report)
{
    private const string Variable = "FCGEN_LARGE_TESTS";
    private const int Inputs = 150_528;
    private const int Outputs = 4_096;
    private const long WeightBytes = sizeof(float) * (long)Inputs * Outputs;

    [LargeFact]
    public void The_largest_layer_of_VGG_is_built_and_runs_in_little_more_memory_than_its_weights()
    {
        long start = Stopwatch.GetTimestamp();
        Type type = GeneratorHarness.Load(
            $"using FcGen; [Network] [Input({Inputs})] [Dense({Outputs})] public sealed partial class Vgg;").GetType("Vgg")!;
        Report("built", ref start);
        typeof(LargestLayerTests).GetMethod(nameof(Run), BindingFlags.NonPublic | BindingFlags.Instance)!
            .MakeGenericMethod(type).CreateDelegate<Action>(this)();
    }

    private void Run<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        long start = Stopwatch.GetTimestamp();
        var network = new TNetwork();
        Report("constructed", ref start);
        using var process = Process.GetCurrentProcess();

        // With constant weights every sum is known exactly. The first and the last column differ, to check both ends.
        using (NetworkEdit<TNetwork> edit = network.Edit())
        {
            Span<float> weights = edit.Parameters;
            weights.Fill(0.5f);
            weights[0] = 1;
            weights[(int)(WeightBytes / sizeof(float)) - 1] = 2;
        }

        start = Stopwatch.GetTimestamp();
        var input = new float[2 * Inputs];
        Array.Fill(input, 1f / 1024);
        var output = new float[Outputs];
        network.Forward(input.AsSpan(0, Inputs), output);
        Report("one sample", ref start);
        CheckOutputs(output);

        var outputs = new float[2 * Outputs];
        network.ForwardBatch(input, outputs);
        Report("two samples", ref start);
        CheckOutputs(outputs.AsSpan(0, Outputs));
        CheckOutputs(outputs.AsSpan(Outputs));
        process.Refresh();
        report.WriteLine($"peak of the process: {process.PeakWorkingSet64 / 1e9:F2} GB, weights: {WeightBytes / 1e9:F2} GB");
        Assert.True(process.PeakWorkingSet64 < WeightBytes * 1.25, $"Expected at most {WeightBytes * 1.25:N0} bytes, but the process took {process.PeakWorkingSet64:N0}.");
    }

    private static void CheckOutputs(ReadOnlySpan<float> output)
    {
        const float Usual = (Inputs / 2048f) + 0.5f;
        Assert.Equal(Usual + (0.5f / 1024), output[0]);
        Assert.Equal(Usual + (1.5f / 1024), output[^1]);
        Assert.Equal(-1, output[1..^1].IndexOfAnyExcept(Usual));
    }

    private void Report(string what, ref long start)
    {
        report.WriteLine($"{what}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F2} s");
        start = Stopwatch.GetTimestamp();
    }

    /// <summary>A test that needs 3 GB of memory. It is skipped unless FCGEN_LARGE_TESTS is 1.</summary>
    private sealed class LargeFactAttribute : FactAttribute
    {
        public LargeFactAttribute()
        {
            if (Environment.GetEnvironmentVariable(Variable) != "1")
            {
                Skip = $"Takes 3 GB of memory; runs with {Variable}=1.";
            }
        }
    }
}
