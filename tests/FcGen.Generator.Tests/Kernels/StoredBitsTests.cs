using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>
/// Compares hashes of outputs and gradients of 50 networks with StoredBits.txt, on every path, so that a refactoring cannot change them
/// unnoticed. To store new ones, run these tests with <c>FCGEN_ACCEPT=1</c>, first alone, then with <c>DOTNET_EnableHWIntrinsic=0</c>.
/// </summary>
public sealed class StoredBitsTests
{
    private const int Networks = 50;

    /// <summary>Number of samples that are predicted one at a time.</summary>
    private const int Samples = 5;

    private const int HashDigits = 12;

    // Fewer samples than a tile has rows, whole tiles with a remainder, and enough samples for the kernels to copy large weights first.
    private static readonly int[] BatchSizes = [1, 2, 5, 13, 70];

    private static readonly int[] TrainingBatchSizes = [1, 13, 70];

    [Theory]
    [InlineData(VectorPath.Bits512)]
    [InlineData(VectorPath.Bits256)]
    [InlineData(VectorPath.Arm64)]
    [InlineData(VectorPath.Bits128)]
    [InlineData(VectorPath.Portable)]
    public void Outputs_and_gradients_have_the_stored_bits(VectorPath path)
    {
        Assembly assembly = LoadedNetworks.Load(StoredNetworks.Source, path);
        Type[] networks = [.. assembly.GetExportedTypes().Where(type => !type.IsNested).OrderBy(type => type.Name, StringComparer.Ordinal)];
        Assert.Equal(Networks, networks.Length);
        StoredBits.Verify(ColumnOf(path), [.. networks.SelectMany(HashesOf)]);
    }

    /// <summary>
    /// Returns the column of a path. The paths of 256 and 512 bits give the same bits on every processor, even on one without such vectors.
    /// The others round a multiply-add once if the processor has an instruction for it, and twice otherwise. If once, 128 bits give the bits of 256.
    /// </summary>
    private static string ColumnOf(VectorPath path)
    {
        bool isFused = Fma.IsSupported || AdvSimd.IsSupported;
        return path switch
        {
            VectorPath.Arm64 or VectorPath.Bits128 => isFused ? "Bits256" : "Bits128Unfused",
            VectorPath.Portable => isFused ? "Portable" : "PortableUnfused",
            _ => path.ToString(),
        };
    }

    private static IEnumerable<(string Quantity, string Hash)> HashesOf(Type network) =>
        typeof(StoredBitsTests).GetMethod(nameof(Hashes), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(network).CreateDelegate<Func<IEnumerable<(string, string)>>>()()
            .Select(((string Quantity, string Hash) hash) => ($"{network.Name}.{hash.Quantity}", hash.Hash));

    /// <summary>Hashes every quantity of a network, gradients in PyTorch's layout: padding and the order in memory do not matter.</summary>
    private static IEnumerable<(string Quantity, string Hash)> Hashes<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        var network = new TNetwork();
        var numbers = new Numbers();
        SetTensors(network, numbers);

        yield return ("Forward", Hash(Forward(network, numbers)));
        foreach (int rows in BatchSizes)
        {
            var outputs = new float[rows * TNetwork.OutputSize];
            network.ForwardBatch(numbers.Next(rows * TNetwork.InputSize, 3), outputs);
            yield return ($"ForwardBatch({rows})", Hash(outputs));
        }

        TensorInfo[] buffers = [.. network.Tensors.Where(tensor => tensor.Kind == TensorKind.Buffer)];

        // Batch norm needs at least 2 samples.
        int leastRows = buffers.Length > 0 ? 2 : 1;
        foreach (int rows in TrainingBatchSizes.Select(rows => Math.Max(rows, leastRows)))
        {
            float[] inputs = numbers.Next(rows * TNetwork.InputSize, 3);
            var outputs = new float[rows * TNetwork.OutputSize];
            var gradients = new float[TNetwork.ParametersLength];
            var inputGradients = new float[inputs.Length];
            TrainingWorkspace workspace = TNetwork.CreateWorkspace(rows);
            network.ForwardTraining(inputs, outputs, workspace);
            network.Backward(inputs, numbers.Next(outputs.Length, 1), workspace, gradients, inputGradients);
            yield return ($"Training({rows}).Outputs", Hash(outputs));
            yield return ($"Training({rows}).InputGradients", Hash(inputGradients));
            TensorInfo[] parameters = [.. network.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter)];
            if (parameters.Length > 0)
            {
                yield return ($"Training({rows}).ParameterGradients", Hash([.. parameters.SelectMany(tensor => Unpack(tensor, gradients))]));
            }
        }

        if (buffers.Length > 0)
        {
            yield return ("Training.Buffers", Hash([.. buffers.SelectMany(tensor => Get(network, tensor))]));
        }
    }

    private static float[] Forward<TNetwork>(TNetwork network, Numbers numbers)
        where TNetwork : class, INetwork<TNetwork>
    {
        var outputs = new float[Samples * TNetwork.OutputSize];
        for (int i = 0; i < Samples; i++)
        {
            network.Forward(numbers.Next(TNetwork.InputSize, 3), outputs.AsSpan(i * TNetwork.OutputSize, TNetwork.OutputSize));
        }

        return outputs;
    }

    private static void SetTensors<TNetwork>(TNetwork network, Numbers numbers)
        where TNetwork : class, INetwork<TNetwork>
    {
        foreach (TensorInfo tensor in network.Tensors.Where(tensor => !tensor.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal)))
        {
            bool isMatrix = tensor.Shape.Count == 2;
            float[] values = numbers.Next(tensor.Length, isMatrix ? (float)(1.5 / Math.Sqrt(tensor.Shape[1])) : 0.5f);
            if (!isMatrix && tensor.Name.Split('.')[^1] is ("weight" or "running_var"))
            {
                values = [.. values.Select(value => 0.75f + value)];
            }

            network.SetTensor(tensor.Name, values);
        }
    }

    private static float[] Get<TNetwork>(TNetwork network, TensorInfo tensor)
        where TNetwork : class, INetwork<TNetwork>
    {
        var values = new float[tensor.Length];
        network.GetTensor(tensor.Name, values);
        return values;
    }

    private static float[] Unpack(TensorInfo tensor, float[] packed)
    {
        var values = new float[tensor.Length];
        tensor.Unpack(packed, values);
        return values;
    }

    private static string Hash(float[] values)
    {
        // The bits of a NaN depend on the processor.
        Assert.True(Array.TrueForAll(values, float.IsFinite), "A value is not finite.");
        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan())))[..HashDigits];
    }

    /// <summary>Generates random numbers by SplitMix64, written out so that the numbers never change.</summary>
    private sealed class Numbers
    {
        private ulong _state;

        /// <summary>Returns values between <c>-scale</c> and <c>scale</c>.</summary>
        public float[] Next(int count, float scale)
        {
            var values = new float[count];
            foreach (ref float value in values.AsSpan())
            {
                _state += 0x9E3779B97F4A7C15;
                ulong bits = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
                bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
                bits ^= bits >> 31;

                // A float represents integers of 24 bits exactly.
                value = scale * (((int)(bits >> 40) - (1 << 23)) / (float)(1 << 23));
            }

            return values;
        }
    }
}
