using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>A network with <c>Training = false</c> has no code for training.</summary>
public sealed class WithoutTrainingTests
{
    private const string Layers = "[FcGen.Input(64)] [FcGen.Dense(128), FcGen.ReLU, FcGen.Dense(10)] public sealed partial class Net;";

    [Fact]
    public void The_generated_code_is_little_more_than_half()
    {
        int with = Lines($"[FcGen.Network] {Layers}");
        int without = Lines($"[FcGen.Network(Training = false)] {Layers}");

        Assert.InRange(without, 1, with * 11 / 20);
    }

    [Fact]
    public void A_direct_call_is_a_compile_error()
    {
        GeneratorRun run = GeneratorHarness.Run(
            $"[FcGen.Network(Training = false)] {Layers} static class User {{ static void Use(Net net) {{ var w = Net.CreateWorkspace(1); net.ForwardTraining([], [], w); net.Backward([], [], w, []); }} }}");

        Diagnostic[] errors = [.. run.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

        Assert.Equal(["CS0619", "CS0619", "CS0619"], errors.Select(error => error.Id));
        Assert.All(errors, error => Assert.Contains("Network 'Net' has no training code because of [Network(Training = false)].", error.GetMessage()));
    }

    private static int Lines(string source)
    {
        GeneratorRun run = GeneratorHarness.Run(source);
        Assert.Empty(run.Problems);
        return run.Result.GeneratedTrees.Sum(tree => tree.GetText().Lines.Count);
    }
}
