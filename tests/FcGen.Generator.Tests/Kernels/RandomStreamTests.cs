using System.Globalization;
using System.Reflection;
using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>Steps of random networks on sequences, one by one and in blocks, give the bits of the prediction over the same steps.</summary>
public sealed class RandomStreamTests
{
    /// <summary>The networks of a path; 100 for all paths.</summary>
    private const int Networks = 20;

    private const int Steps = 130;

    private static readonly int[] Blocks = [1, 3, 7, 64];

    private static readonly int[] Channels = [1, 2, 3, 5, 8, 11, 16, 20, 33];

    /// <summary>Layers with their numbers of channels, given those of their input.</summary>
    private static readonly Func<int, Random, (string Layer, int Channels)>[] Layers =
    [
        (_, random) => Sized("Dense({0})", random),
        (_, random) => Sized("RNN({0})", random),
        (_, random) => Sized("RNN({0}, Activation = RnnActivation.ReLU, Bias = false)", random),
        (_, random) => Sized("LSTM({0})", random),
        (_, random) => Sized("LSTM({0}, Layers = 2, Bias = false)", random),
        (_, random) => Sized("GRU({0}, Layers = 2, Dropout = 0.5f)", random),
        (_, random) => Sized("GRU({0})", random),
        (_, random) => Sized($"Conv1d({{0}}, {random.Next(1, 6)}, Causal = true)", random),
        (_, random) => Sized($"Conv1d({{0}}, {random.Next(2, 4)}, Causal = true, Dilation = {random.Next(2, 40)}, Bias = false)", random),
        (_, random) => ($"Conv1d(1, {random.Next(1, 12)}, Causal = true)", 1),
        (channels, random) => ($"Conv1d({channels}, 3, Causal = true, Groups = {channels}, Dilation = {random.Next(1, 4)})", channels),
        (channels, _) => channels % 2 == 0 ? ($"Conv1d({channels}, 2, Causal = true, Groups = 2)", channels) : ("Tanh", channels),
        (channels, _) => channels % 2 == 0 ? ("Maxout(2)", channels / 2) : ("Softplus", channels),
        (channels, _) => ("LayerNorm", channels),
        (channels, _) => ("BatchNorm", channels),
        (channels, _) => channels > 1 ? ("Softmax", channels) : ("Sigmoid", channels),
        (channels, _) => ("PReLU", channels),
        (channels, _) => ("ReLU", channels),
        (channels, _) => ("Sigmoid", channels),
        (channels, _) => ("GELU", channels),
        (channels, _) => ("Dropout(0.5f)", channels),
        (channels, _) => ("Transpose, BatchNorm, Transpose", channels),
    ];

    private static readonly string[] Pointwise =
    [
        nameof(NaiveDense), nameof(NaivePerPosition), nameof(NaiveActivation), nameof(NaiveSoftmax), nameof(NaivePReLU), nameof(NaiveMaxout),
        nameof(NaiveBatchNorm), nameof(NaiveLayerNorm), nameof(NaiveLast), nameof(NaiveLogSoftmax), nameof(NaiveGlu), nameof(NaiveGatedTanh),
    ];

    private static readonly MethodInfo CheckMethod = typeof(RandomStreamTests).GetMethod(nameof(Check), BindingFlags.NonPublic | BindingFlags.Static)!;

    [Theory]
    [InlineData(VectorPath.Bits512)]
    [InlineData(VectorPath.Bits256)]
    [InlineData(VectorPath.Arm64)]
    [InlineData(VectorPath.Bits128)]
    [InlineData(VectorPath.Portable)]
    public void Steps_give_the_bits_of_the_prediction(VectorPath path)
    {
        var random = new Random(16 + (int)path);
        (string Name, string Source)[] networks = [.. Enumerable.Range(0, Networks).Select(i => ($"Stream{i}", Create($"Stream{i}", random)))];
        Assembly assembly = LoadedNetworks.Load("using FcGen;\n" + string.Join("\n", networks.Select(network => network.Source)), path);
        foreach ((string name, string source) in networks)
        {
            Type network = assembly.GetType(name)!;
            CheckMethod.MakeGenericMethod(network, network.GetNestedType("State")!).CreateDelegate<Action<string, int, int>>()(source, Steps, OutputsOfStep(network, source));
        }
    }

    [Fact]
    public void Every_layer_on_a_sequence_runs_step_by_step_or_gives_a_reason()
    {
        var random = new Random(21);
        var networks = new List<NaiveNetwork>();
        var sizes = new Dictionary<NaiveNetwork, int>();
        foreach (Func<NaiveShape, Random, (NaiveLayer Layer, NaiveShape Output)?> create in RandomPositions.Creators)
        {
            for (int i = 0; i < 4; i++)
            {
                var shape = new NaiveShape(NaiveKind.Sequence, random.Next(1, 5) * 4, 1, 24);
                if (create(shape, random) is var (layer, output))
                {
                    networks.Add(new NaiveNetwork($"Layer{networks.Count}", shape.Size, [layer], "Auto") { InputSource = shape.Source, HasVectorOutput = output.IsVector });
                    sizes.Add(networks[^1], output.IsVector ? output.Size : output.Channels);
                }
            }
        }

        Assembly assembly = LoadedNetworks.Load(networks, VectorPath.Bits256);
        var reasons = new SortedSet<string>(StringComparer.Ordinal);
        foreach (NaiveNetwork naive in networks)
        {
            Type network = assembly.GetType(naive.Name)!;
            if (network.GetMethod("CreateState")!.GetCustomAttribute<ObsoleteAttribute>() is { } error)
            {
                Assert.StartsWith("This network cannot run step by step. Layer 0 (", error.Message, StringComparison.Ordinal);
                reasons.Add(naive.Layers[0].GetType().Name);
            }
            else
            {
                CheckMethod.MakeGenericMethod(network, network.GetNestedType("State")!).CreateDelegate<Action<string, int, int>>()(naive.Source, 24, sizes[naive]);
            }
        }

        // All others have given the bits of the prediction.
        Assert.Contains(nameof(NaiveConv1d), reasons);
        Assert.Contains(nameof(NaiveFlatten), reasons);
        Assert.DoesNotContain(reasons, name => Pointwise.Contains(name));
    }

    private static (string Layer, int Channels) Sized(string layer, Random random)
    {
        int channels = Channels[random.Next(Channels.Length)];
        return (string.Format(CultureInfo.InvariantCulture, layer, channels), channels);
    }

    /// <summary>The outputs of a step. A network that ends with a vector has one for each step; that of the last step is the prediction.</summary>
    private static int OutputsOfStep(Type network, string source)
    {
        int size = (int)network.GetField("OutputSize")!.GetRawConstantValue()!;
        return source.Contains("Last", StringComparison.Ordinal) ? size : size / Steps;
    }

    private static string Create(string name, Random random)
    {
        int features = Channels[random.Next(Channels.Length)];
        var named = new List<(string Name, int Channels)> { ("input", features) };
        var layers = new List<string>();
        int channels = features;
        int depth = random.Next(1, 7);
        for (int i = 0; i < depth; i++)
        {
            (string layer, channels) = CreateLayer(named, channels, random);
            layers.Add(layer);
            if (!layer.StartsWith("Transpose", StringComparison.Ordinal))
            {
                string label = string.Create(CultureInfo.InvariantCulture, $"l{i}");
                layers[^1] = layer.EndsWith(')') ? $"{layer[..^1]}, Name = \"{label}\")" : $"{layer}(Name = \"{label}\")";
                named.Add((label, channels));
            }
        }

        string[] end = random.Next(3) switch
        {
            0 => ["Last", "Dense(9)", "Tanh", "BatchNorm", "Dense(3)"],
            1 => ["Last"],
            _ => [],
        };
        return $"[Network, Sequence({Steps}, {features}), {string.Join(", ", [.. layers, .. end])}] public sealed partial class {name};";
    }

    private static (string Layer, int Channels) CreateLayer(List<(string Name, int Channels)> named, int channels, Random random)
    {
        (string name, int other) = named[random.Next(named.Count)];
        return random.Next(6) switch
        {
            0 when other == channels => ($"Add(\"{name}\")", channels),
            1 when channels + other < 50 => ($"Concat(\"{name}\")", channels + other),
            _ => Layers[random.Next(Layers.Length)](channels, random),
        };
    }

    private static void Check<TNetwork, TState>(string source, int length, int size)
        where TNetwork : class, INetwork<TNetwork>, new()
        where TState : StreamState
    {
        var create = typeof(TNetwork).GetMethod("CreateState")!.CreateDelegate<Func<TNetwork, TState>>();
        var step = typeof(TNetwork).GetMethod("Step")!.CreateDelegate<Run<TNetwork, TState>>();
        var steps = typeof(TNetwork).GetMethod("Steps")!.CreateDelegate<Run<TNetwork, TState>>();
        var network = new TNetwork();
        int features = TNetwork.InputSize / length;
        using var inputs = new GuardedBuffer(TNetwork.InputSize);
        RandomNetworks.Fill(inputs.Span, 1, new Random(3));
        float[] expected = network.Predict(inputs.Span);

        Compare(1, step);
        foreach (int block in Blocks)
        {
            Compare(block, steps);
        }

        void Compare(int block, Run<TNetwork, TState> run)
        {
            using var outputs = new GuardedBuffer(length * size);
            TState state = create(network);
            for (int first = 0; first < length; first += block)
            {
                int count = Math.Min(block, length - first);
                run(network, inputs.Span.Slice(first * features, count * features), outputs.Span.Slice(first * size, count * size), state);
            }

            // After the last steps are taken, the prediction is their part of the outputs.
            Assert.True(outputs.Span[^expected.Length..].SequenceEqual(expected), $"{source} in blocks of {block}");
        }
    }

    private delegate void Run<in TNetwork, in TState>(TNetwork network, ReadOnlySpan<float> features, Span<float> outputs, TState state);
}
