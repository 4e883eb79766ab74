using System.Reflection;
using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>Compiles networks and compares their results with plain loops in double precision.</summary>
internal static class NetworkAgreement
{
    /// <summary>The tolerance factor for norms: dividing by the deviation of a few similar values amplifies rounding errors.</summary>
    private const double NormFactor = 50;

    private static readonly int[] BatchSizes = [1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 31, 32, 33, 64, 70];

    /// <summary>Compares the outputs for one sample and a batch, in training and prediction, and all gradients.</summary>
    public static void Check(IReadOnlyList<NaiveNetwork> networks, VectorPath path) => Run(nameof(CheckAll), networks, path);

    /// <summary>Compares the outputs for one sample and for batches.</summary>
    public static void CheckForward(IReadOnlyList<NaiveNetwork> networks, VectorPath path) => Run(nameof(CheckForwardOfBatches), networks, path);

    /// <summary>Returns the networks to check on a path: each path gets another part of all.</summary>
    public static NaiveNetwork[] PartOf(IEnumerable<NaiveNetwork> networks, VectorPath path) =>
        [.. networks.Where((_, i) => i % Enum.GetValues<VectorPath>().Length == (int)path)];

    private static void Run(string check, IReadOnlyList<NaiveNetwork> networks, VectorPath path)
    {
        Assert.NotEmpty(networks);
        Assembly assembly = LoadedNetworks.Load(networks, path);
        MethodInfo method = typeof(NetworkAgreement).GetMethod(check, BindingFlags.NonPublic | BindingFlags.Static)!;
        for (int i = 0; i < networks.Count; i++)
        {
            method.MakeGenericMethod(assembly.GetType(networks[i].Name)!).CreateDelegate<Action<NaiveNetwork, Random>>()(networks[i], new Random(i));
        }
    }

    private static void CheckForwardOfBatches<TNetwork>(NaiveNetwork naive, Random random)
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        var network = new TNetwork();
        foreach ((string name, float[] values, _) in naive.Tensors)
        {
            network.SetTensor(name, values);
        }

        PoisonPadding(network);
        foreach (int rows in new[] { 1, 7, 21 })
        {
            CheckForward(network, naive, rows, random);
        }
    }

    private static void CheckAll<TNetwork>(NaiveNetwork naive, Random random)
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        var network = new TNetwork();
        foreach ((string name, float[] values, _) in naive.Tensors)
        {
            network.SetTensor(name, values);
        }

        // Padding must not matter, whatever a user writes there.
        PoisonPadding(network);
        int rows = BatchSizes[random.Next(BatchSizes.Length)];
        if (naive.Has<NaiveBatchNorm>())
        {
            rows += 4;
        }

        CheckForward(network, naive, rows, random);
        CheckBackward(network, naive, rows, random);
    }

    private static void CheckForward<TNetwork>(TNetwork network, NaiveNetwork naive, int rows, Random random)
        where TNetwork : class, INetwork<TNetwork>
    {
        using var inputs = new GuardedBuffer(rows * TNetwork.InputSize);
        RandomNetworks.Fill(inputs.Span, 1, random);
        double[][] expected = naive.Forward(Rows(inputs.Span, TNetwork.InputSize));
        double tolerance = 2e-6 * (8 + naive.LongestSum) * Factor(naive);

        using var batch = new GuardedBuffer(rows * TNetwork.OutputSize);
        network.ForwardBatch(inputs.Span, batch.Span);
        for (int row = 0; row < rows; row++)
        {
            using var output = new GuardedBuffer(TNetwork.OutputSize);
            ReadOnlySpan<float> input = inputs.Span.Slice(row * TNetwork.InputSize, TNetwork.InputSize);
            network.Forward(input, output.Span);
            AssertClose(expected[row], output.Span, tolerance, $"{naive.Source} Forward");
            AssertClose(expected[row], batch.Span.Slice(row * TNetwork.OutputSize, TNetwork.OutputSize), tolerance, $"{naive.Source} ForwardBatch of {rows}");
            if (naive.HasVectorOutput)
            {
                AssertClass(expected[row], network.Classify(input), tolerance, naive.Source);
            }
        }
    }

    /// <summary>
    /// Checks a class. A single output decides between two classes by a threshold that depends on the layers: that of logits, probabilities
    /// or their logarithms.
    /// </summary>
    private static void AssertClass(double[] outputs, int index, double tolerance, string source)
    {
        bool isRight = (outputs.Length, index) switch
        {
            (1, 0) => outputs[0] <= 0.5 + tolerance,
            (1, 1) => outputs[0] > Math.Log(0.5) - tolerance,
            (1, _) => false,
            _ => outputs[index] >= outputs.Max() - tolerance,
        };
        Assert.True(isRight, $"{source} Classify");
    }

    private static void CheckBackward<TNetwork>(TNetwork network, NaiveNetwork naive, int rows, Random random)
        where TNetwork : class, INetwork<TNetwork>
    {
        using var inputs = new GuardedBuffer(rows * TNetwork.InputSize);
        using var outputs = new GuardedBuffer(rows * TNetwork.OutputSize);
        using var outputGradients = new GuardedBuffer(rows * TNetwork.OutputSize);
        using var inputGradients = new GuardedBuffer(rows * TNetwork.InputSize);
        using var gradients = new GuardedBuffer(network.Parameters.Length);
        using var gradientsAlone = new GuardedBuffer(network.Parameters.Length);
        RandomNetworks.Fill(inputs.Span, 1, random);
        RandomNetworks.Fill(outputGradients.Span, 1, random);
        gradients.Span.Fill(float.NaN);

        TrainingWorkspace workspace = TNetwork.CreateWorkspace(rows + random.Next(3));
        network.ForwardTraining(inputs.Span, outputs.Span, workspace);
        network.Backward(inputs.Span, outputGradients.Span, workspace, gradients.Span, inputGradients.Span);

        double[][] x = Rows(inputs.Span, TNetwork.InputSize);
        double[][] expectedOutputs = naive.Forward(x, isTraining: true);
        double[][] expectedInputGradients = naive.Backward(x, Rows(outputGradients.Span, TNetwork.OutputSize));
        double tolerance = 4e-6 * (8 + naive.LongestSum) * Factor(naive);
        for (int row = 0; row < rows; row++)
        {
            AssertClose(
                expectedOutputs[row],
                outputs.Span.Slice(row * TNetwork.OutputSize, TNetwork.OutputSize),
                tolerance,
                $"{naive.Source} ForwardTraining, batch {rows}");
            AssertClose(
                expectedInputGradients[row],
                inputGradients.Span.Slice(row * TNetwork.InputSize, TNetwork.InputSize),
                tolerance,
                $"{naive.Source} input gradient, batch {rows}");
        }

        double sum = 0;
        foreach ((string name, _, double[]? expected) in naive.Tensors)
        {
            if (expected is null)
            {
                continue;
            }

            var actual = new float[expected.Length];
            TensorInfo.Find(network.Tensors, name).Unpack(gradients.Span, actual);
            AssertClose(expected, actual, tolerance * Math.Sqrt(rows), $"{naive.Source} gradient of {name}, batch {rows}");
            sum += actual.Sum(value => Math.Abs((double)value));
        }

        // All that is not a tensor is padding, and has a gradient of exactly zero.
        double total = 0;
        foreach (float value in gradients.Span)
        {
            total += Math.Abs((double)value);
        }

        Assert.Equal(sum, total, 1e-9 * (1 + sum));

        network.ForwardTraining(inputs.Span, outputs.Span, workspace);
        network.Backward(inputs.Span, outputGradients.Span, workspace, gradientsAlone.Span);
        Assert.True(gradients.Span.SequenceEqual(gradientsAlone.Span), $"{naive.Source}: gradients differ if the input gradient is not requested");
    }

    private static void PoisonPadding<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        var tensors = new Dictionary<string, float[]>();
        foreach (TensorInfo tensor in network.Tensors)
        {
            var values = new float[tensor.Length];
            network.GetTensor(tensor.Name, values);
            tensors.Add(tensor.Name, values);
        }

        using (NetworkEdit<TNetwork> edit = network.Edit())
        {
            edit.Parameters.Fill(float.NaN);
            edit.Buffers.Fill(float.NaN);
        }

        foreach ((string name, float[] values) in tensors)
        {
            network.SetTensor(name, values);
        }
    }

    private static double Factor(NaiveNetwork naive) => naive.Has<NaiveNorm>() ? NormFactor : 1;

    private static double[][] Rows(Span<float> values, int width)
    {
        double[] all = [.. values.ToArray().Select(value => (double)value)];
        return [.. all.Chunk(width)];
    }

    private static void AssertClose(double[] expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])),
                $"{what}: value {i} should be {expected[i]:G9}, but is {actual[i]:G9}.");
        }
    }
}
