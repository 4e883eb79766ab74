using System.Reflection;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Hostile;

/// <summary>Checks that a network compiles without warnings in generated code and computes correct results, at any location.</summary>
internal static class HostileCheck
{
    /// <summary>The attributes of the network that is put in hostile places, without any <c>using</c>.</summary>
    public const string Network = "[global::FcGen.Network, global::FcGen.Input(3), global::FcGen.Dense(2), global::FcGen.ReLU, global::FcGen.Dense(1)]";

    /// <summary>The attributes of a network with every kind of layer, without any <c>using</c>.</summary>
    public static string RichNetwork { get; } =
        """
        [global::FcGen.Network]
        [global::FcGen.Input(20)]
        [global::FcGen.Dense(20), global::FcGen.BatchNorm, global::FcGen.ReLU, global::FcGen.Dropout(0.5f), global::FcGen.Add("input")]
        [global::FcGen.Dense(33, Init = global::FcGen.Init.HeNormal), global::FcGen.LayerNorm, global::FcGen.PReLU, global::FcGen.Concat("input")]
        [global::FcGen.LeakyReLU, global::FcGen.ELU, global::FcGen.SELU, global::FcGen.GELU, global::FcGen.SiLU, global::FcGen.Softplus]
        [global::FcGen.Dense(9, Bias = false), global::FcGen.Tanh, global::FcGen.HardSigmoid, global::FcGen.HardSwish, global::FcGen.Dense(3)]
        [global::FcGen.Sigmoid, global::FcGen.LogSoftmax, global::FcGen.Softmax]
        """.ReplaceLineEndings(" ");

    public static CSharpCompilationOptions Options { get; } = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>Compiles a source, and checks that each named type is a working network with the attributes <see cref="Network"/>.</summary>
    public static void Works(string source, params string[] typeNames) => Works(source, Options, typeNames);

    /// <inheritdoc cref="Works(string, string[])"/>
    public static void Works(string source, CSharpCompilationOptions options, params string[] typeNames)
    {
        GeneratorRun run = Compiles(GeneratorHarness.Compile([source], options));
        Assembly assembly = GeneratorHarness.Load(run.Compilation);
        MethodInfo check = typeof(HostileCheck).GetMethod(nameof(Computes), BindingFlags.NonPublic | BindingFlags.Static)!;
        Assert.NotEmpty(typeNames);
        foreach (string name in typeNames)
        {
            Type type = assembly.GetType(name) ?? throw new InvalidOperationException($"There is no type {name}.");
            check.MakeGenericMethod(type).CreateDelegate<Action>()();
        }
    }

    /// <summary>Checks that a source compiles without errors, and without warnings in generated code.</summary>
    public static GeneratorRun Compiles(CSharpCompilation compilation)
    {
        GeneratorRun run = GeneratorHarness.Run(compilation);
        Assert.Empty(run.Result.Diagnostics);
        Assert.NotEmpty(run.Files);
        Assert.DoesNotContain(run.Problems, problem =>
            problem.Severity == DiagnosticSeverity.Error || run.Result.GeneratedTrees.Contains(problem.Location.SourceTree!));
        return run;
    }

    private static void Computes<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        TNetwork.Prepare(Preparation.Forward | Preparation.Batch | Preparation.Training);
        var network = new TNetwork();
        network.SetTensor("0.weight", [1, 2, 3, -4, 5, -6]);
        network.SetTensor("0.bias", [0.5f, -0.5f]);
        network.SetTensor("2.weight", [2, -3]);
        network.SetTensor("2.bias", [0.25f]);

        // relu(W x + b) is (6.5, 0) for the first sample and (0, 39.5) for the second.
        float[] inputs = [1, 1, 1, -7, 0, -2];
        float[] expected = [(2 * 6.5f) + 0.25f, (-3 * 39.5f) + 0.25f];
        var outputs = new float[2];
        network.ForwardBatch(inputs, outputs);
        Assert.Equal(expected, outputs);
        network.Forward(inputs.AsSpan(3), outputs.AsSpan(0, 1));
        Assert.Equal(expected[1], outputs[0]);
        Assert.Equal(1, network.Classify(inputs.AsSpan(0, 3)));

        TrainingWorkspace workspace = TNetwork.CreateWorkspace(2);
        var gradients = new float[network.Parameters.Length];
        var inputGradients = new float[6];
        network.ForwardTraining(inputs, outputs, workspace);
        network.Backward(inputs, [1, 1], workspace, gradients, inputGradients);
        Assert.Equal(expected, outputs);
        Assert.Equal([2, 4, 6, 12, -15, 18], inputGradients);
        var weightGradient = new float[6];
        TensorInfo.Find(network.Tensors, "0.weight").Unpack(gradients, weightGradient);
        Assert.Equal([2, 2, 2, 21, 0, 6], weightGradient);
    }
}
