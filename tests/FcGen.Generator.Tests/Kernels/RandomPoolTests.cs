namespace FcGen.Generator.Tests.Kernels;

/// <summary>Random pooling and upsampling of larger inputs than those of <see cref="RandomGraphTests"/> agrees with plain loops.</summary>
public sealed class RandomPoolTests
{
    private const int Networks = 40;

    private static readonly int[] Channels = [1, 2, 3, 5, 8, 9, 16, 17, 33, 70];

    [Theory]
    [InlineData(VectorPath.Bits512)]
    [InlineData(VectorPath.Bits256)]
    [InlineData(VectorPath.Arm64)]
    [InlineData(VectorPath.Bits128)]
    [InlineData(VectorPath.Portable)]
    public void Pooling_agrees_with_the_naive_reference(VectorPath path) => NetworkAgreement.Check(Create(new Random(15 + (int)path)), path);

    private static List<NaiveNetwork> Create(Random random)
    {
        var networks = new List<NaiveNetwork>();
        while (networks.Count < Networks)
        {
            NaiveShape shape = CreateInput(random);
            var layers = new List<NaiveLayer>();

            // Zeros of a ReLU are equal maxima.
            if (random.Next(2) == 0)
            {
                layers.Add(NaiveActivation.All["ReLU"]);
            }

            (NaiveLayer Layer, NaiveShape Output)? pool = random.Next(5) == 0 ? NaiveUpsample.Create(shape, random) : NaivePool.Create(shape, random);
            if (pool is not { } created)
            {
                continue;
            }

            layers.Add(created.Layer);

            // The output of the network has other rows than values between layers.
            if (random.Next(2) == 0)
            {
                layers.Add(NaiveActivation.All["Tanh"]);
            }

            networks.Add(new NaiveNetwork($"Pool{networks.Count}", shape.Size, layers, "Auto")
            {
                InputSource = shape.Source,
                HasVectorOutput = created.Output.IsVector,
            });
        }

        return networks;
    }

    private static NaiveShape CreateInput(Random random)
    {
        int channels = Channels[random.Next(Channels.Length)];
        return random.Next(4) switch
        {
            0 => new NaiveShape(NaiveKind.Signal, channels, 1, random.Next(1, 30)),
            1 => new NaiveShape(NaiveKind.Sequence, channels, 1, random.Next(1, 30)),
            _ => new NaiveShape(NaiveKind.Image, channels, random.Next(1, 10), random.Next(1, 10)),
        };
    }
}
