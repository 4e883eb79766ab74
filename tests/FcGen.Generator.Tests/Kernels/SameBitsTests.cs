using System.Reflection;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>The same bits come out where the code promises them.</summary>
public sealed class SameBitsTests
{
    private const int Networks = 30;

    [Fact]
    public void Forward_of_one_sample_and_of_batches_gives_the_same_bits_with_256_and_512_bits()
    {
        IReadOnlyList<NaiveNetwork> networks = RandomNetworks.Create(Networks, "Auto", seed: 7);
        Assembly narrow = LoadedNetworks.Load(networks, VectorPath.Bits256);
        Assembly wide = LoadedNetworks.Load(networks, VectorPath.Bits512);
        foreach (NaiveNetwork network in networks)
        {
            Assert.True(Outputs(narrow, network).AsSpan().SequenceEqual(Outputs(wide, network)), network.Source);
        }
    }

    [Fact]
    public void Straight_line_and_tiled_kernels_give_the_same_bits()
    {
        IReadOnlyList<NaiveNetwork> networks = RandomNetworks.Create(Networks, "Full", seed: 8);
        Assembly unrolled = LoadedNetworks.Load(networks, VectorPath.Bits256);
        Assembly tiled = LoadedNetworks.Load(networks.Select(network => network with { Unroll = "Tiled" }), VectorPath.Bits256);
        foreach (NaiveNetwork network in networks)
        {
            Assert.True(Outputs(unrolled, network).AsSpan().SequenceEqual(Outputs(tiled, network)), network.Source);
        }
    }

    private static float[] Outputs(Assembly assembly, NaiveNetwork network)
    {
        Type type = assembly.GetType(network.Name)!;
        return typeof(SameBitsTests).GetMethod(nameof(OutputsOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).CreateDelegate<Func<float[]>>()();
    }

    /// <summary>Outputs of seven samples: each alone, then all as a batch.</summary>
    private static float[] OutputsOf<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        const int Samples = 7;
        var network = new TNetwork();
        var inputs = new float[Samples * TNetwork.InputSize];
        RandomNetworks.Fill(inputs, 1, new Random(3));
        var outputs = new float[2 * Samples * TNetwork.OutputSize];
        for (int i = 0; i < Samples; i++)
        {
            network.Forward(inputs.AsSpan(i * TNetwork.InputSize, TNetwork.InputSize), outputs.AsSpan(i * TNetwork.OutputSize, TNetwork.OutputSize));
        }

        network.ForwardBatch(inputs, outputs.AsSpan(Samples * TNetwork.OutputSize));
        return outputs;
    }
}
