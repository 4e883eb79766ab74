using System.Reflection;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>Results are bit-identical where the code guarantees it.</summary>
public sealed class SameBitsTests
{
    private const int Networks = 30;

    /// <summary>The sample count from which the kernels copy large weights before use.</summary>
    private const int LargeBatch = 21;

    /// <summary>128 bits give these bits, too, if the processor rounds a multiply-add once.</summary>
    public static TheoryData<VectorPath> WidthsBeside256 { get; } = Fma.IsSupported || AdvSimd.IsSupported ? [VectorPath.Bits512, VectorPath.Bits128] : [VectorPath.Bits512];

    [Theory]
    [MemberData(nameof(WidthsBeside256))]
    public void Forward_of_one_sample_and_of_batches_gives_the_same_bits_as_with_256_bits(VectorPath path)
    {
        IReadOnlyList<NaiveNetwork> networks =
        [
            .. RandomNetworks.Create(Networks, "Auto", seed: 7),
            .. RandomGraphs.Create(Networks, "Auto", seed: 7),
            .. RandomPositions.Create(Networks, "Auto", seed: 7),
        ];
        Assembly expected = LoadedNetworks.Load(networks, VectorPath.Bits256);
        Assembly actual = LoadedNetworks.Load(networks, path);
        foreach (NaiveNetwork network in networks)
        {
            Assert.True(Outputs(expected, network).AsSpan().SequenceEqual(Outputs(actual, network)), network.Source);
        }
    }

    [Fact]
    public void Straight_line_and_tiled_kernels_give_the_same_bits()
    {
        IReadOnlyList<NaiveNetwork> networks = [.. RandomNetworks.Create(Networks, "Full", seed: 8), .. RandomGraphs.Create(Networks, "Full", seed: 8)];
        Assembly unrolled = LoadedNetworks.Load(networks, VectorPath.Bits256);
        Assembly tiled = LoadedNetworks.Load(networks.Select(network => network with { Unroll = "Tiled" }), VectorPath.Bits256);
        foreach (NaiveNetwork network in networks)
        {
            Assert.True(Outputs(unrolled, network).AsSpan().SequenceEqual(Outputs(tiled, network)), network.Source);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsBeside256))]
    public void Layers_larger_than_the_caches_give_the_same_bits_as_with_256_bits(VectorPath path)
    {
        IReadOnlyList<NaiveNetwork> networks = RandomNetworks.LargerThanCaches(seed: 9);
        Assembly expected = LoadedNetworks.Load(networks, VectorPath.Bits256);
        Assembly actual = LoadedNetworks.Load(networks, path);
        foreach (NaiveNetwork network in networks)
        {
            Assert.True(Outputs(expected, network, LargeBatch).AsSpan().SequenceEqual(Outputs(actual, network, LargeBatch)), network.Source);
        }
    }

    [Theory]
    [InlineData(VectorPath.Bits512)]
    [InlineData(VectorPath.Bits256)]
    [InlineData(VectorPath.Bits128)]
    public void A_sample_gives_the_same_bits_alone_and_anywhere_in_a_batch_of_layers_larger_than_the_caches(VectorPath path)
    {
        IReadOnlyList<NaiveNetwork> networks = RandomNetworks.LargerThanCaches(seed: 10);
        Assembly assembly = LoadedNetworks.Load(networks, path);
        foreach (NaiveNetwork network in networks)
        {
            float[] outputs = Outputs(assembly, network, LargeBatch, isAloneABatch: true);
            Assert.True(outputs.AsSpan(0, outputs.Length / 2).SequenceEqual(outputs.AsSpan(outputs.Length / 2)), network.Source);
        }
    }

    private static float[] Outputs(Assembly assembly, NaiveNetwork network, int samples = 7, bool isAloneABatch = false)
    {
        Type type = assembly.GetType(network.Name)!;
        return typeof(SameBitsTests).GetMethod(nameof(OutputsOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).CreateDelegate<Func<int, bool, float[]>>()(samples, isAloneABatch);
    }

    /// <summary>Computes the outputs of several samples: each alone, with Forward or as a batch of one, and then all as a batch.</summary>
    private static float[] OutputsOf<TNetwork>(int samples, bool isAloneABatch)
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        var network = new TNetwork();
        var inputs = new float[samples * TNetwork.InputSize];
        RandomNetworks.Fill(inputs, 1, new Random(3));
        var outputs = new float[2 * samples * TNetwork.OutputSize];
        for (int i = 0; i < samples; i++)
        {
            ReadOnlySpan<float> input = inputs.AsSpan(i * TNetwork.InputSize, TNetwork.InputSize);
            Span<float> output = outputs.AsSpan(i * TNetwork.OutputSize, TNetwork.OutputSize);
            if (isAloneABatch)
            {
                network.ForwardBatch(input, output);
            }
            else
            {
                network.Forward(input, output);
            }
        }

        network.ForwardBatch(inputs, outputs.AsSpan(samples * TNetwork.OutputSize));
        return outputs;
    }
}
