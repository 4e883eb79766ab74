using System.Collections.Concurrent;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Tests.Hostile;

/// <summary>
/// Random networks, about half of them with errors. Kernels are generated if and only if the analyzers report no error, so that no error
/// reaches the planner unreported.
/// </summary>
public sealed class InvalidNetworkTests
{
    private const int Count = 600;

    private static readonly int[] Sizes = [1, 2, 3, 7, 8, 9, 16, 17, 33];
    private static readonly string[] Names = ["a", "b", "input", "", "a.b", "0", "2", "größe"];
    private static readonly string[] Coefficients = ["0", "0.5f", "1", "-1", "float.NaN", "1 / 0f", "2"];

    [Fact]
    public void Kernels_are_generated_if_and_only_if_no_error_is_reported()
    {
        var failures = new ConcurrentBag<string>();
        int valid = 0;
        Parallel.For(0, Count, seed =>
        {
            string source = Create(new Random(seed));
            GeneratorRun run = GeneratorHarness.Run(source);
            Diagnostic[] errors = [.. GeneratorHarness.Analyze(run.Compilation).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            bool hasKernels = run.Files.Values.Any(text => text.Contains("ForwardSample"));
            Interlocked.Add(ref valid, hasKernels ? 1 : 0);
            if (hasKernels != (errors.Length == 0))
            {
                failures.Add($"{seed}: {(hasKernels ? "kernels" : "no kernels")}, but {errors.Length} errors: {string.Join("; ", errors.Select(error => error.GetMessage()))}\n{source}");
            }
            else if (run.Problems.FirstOrDefault() is { } problem)
            {
                failures.Add($"{seed}: {problem}\n{source}");
            }
        });

        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.Take(10)));
        Assert.InRange(valid, Count / 5, Count * 4 / 5);
    }

    private static string Create(Random random)
    {
        int size = Pick(random, Sizes);
        var layers = new List<string>();
        for (int i = random.Next(1, 7); i > 0; i--)
        {
            layers.Add(CreateLayer(ref size, random));
        }

        string input = random.Next(40) switch
        {
            0 => "[Input]",
            1 => "[Input(0)]",
            2 => "[Input(1, 2, 3, 4)]",
            3 => "[Input(70000, 70000)]",
            4 => string.Empty,
            5 => "[Input(4)] [Sequence(2, 4)]",
            6 or 7 => $"[Input(2, {Pick(random, Sizes)})]",
            8 => $"[Input(3, 2, {Pick(random, Sizes)})]",
            < 16 => $"[Sequence({Pick(random, Sizes)}, {Pick(random, Sizes)})]",
            _ => $"[Input({Pick(random, Sizes)})]",
        };
        bool isShaped = input.StartsWith("[Input(", StringComparison.Ordinal) && input.Contains(", ");
        string first = $"{(isShaped && random.Next(2) == 0 ? "Flatten, " : string.Empty)}Dense({size}), ";
        string members = random.Next(12) switch
        {
            0 => "private void Prepare(Preparation what) { }",
            1 => "private readonly int _state = 1; internal int State => _state;",
            2 => "internal void Forward(int steps) { }",
            _ => string.Empty,
        };
        string network = random.Next(30) == 0 ? "Network(Unroll = (Unroll)7)" : random.Next(4) == 0 ? "Network(Unroll = Unroll.Tiled)" : "Network";
        return $"using FcGen;\n[{network}] {input}\n[{first}{string.Join(", ", layers)}]\npublic {(random.Next(40) == 0 ? "abstract " : string.Empty)}partial class Net {{ {members} }}";
    }

    /// <summary>Returns a layer, with an error in one of ten cases.</summary>
    private static string CreateLayer(ref int size, Random random)
    {
        bool isWrong = random.Next(10) == 0;
        string name = random.Next(8) == 0 ? $"Name = \"{Pick(random, isWrong ? Names : ["a", "b", "c", "d"])}\"" : string.Empty;
        string Named(string layer, string arguments) =>
            $"{layer}({string.Join(", ", new[] { arguments, name }.Where(text => text.Length > 0))})";
        int before = size;
        switch (random.Next(9))
        {
            case 0:
                size = isWrong && random.Next(2) == 0 ? Pick(random, [0, -1, int.MaxValue, 120_000_000]) : Pick(random, Sizes);
                return Named("Dense", $"{size}");
            case 1:
                size = Pick(random, Sizes);
                return Named("Dense", $"{(isWrong ? before + 1 : before)}, {size}");
            case 2:
                return Named("Dropout", isWrong ? Pick(random, Coefficients) : "0.5f");
            case 3:
                return Named("LeakyReLU", isWrong ? Pick(random, Coefficients) : "0.1f");
            case 4:
                return Named("Add", $"\"{(isWrong ? Pick(random, Names) : "0")}\"");
            case 5 when before < 100:
                size += 1;
                return Named("Concat", $"\"{(isWrong ? Pick(random, Names) : "0")}\"");
            case 6:
                return Named("BatchNorm", isWrong ? $"Epsilon = {Pick(random, Coefficients)}" : string.Empty);
            case 7 when isWrong:
                return Named("Transpose", string.Empty);
            case 7:
                return Named("Softplus", isWrong ? $"Beta = {Pick(random, Coefficients)}" : string.Empty);
            default:
                return Named(Pick(random, ["ReLU", "Tanh", "GELU", "Softmax", "LayerNorm", "PReLU", "Flatten"]), string.Empty);
        }
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
