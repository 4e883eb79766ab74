namespace FcGen.Generator.Tests.Kernels;

/// <summary>
/// Random convolutions of larger images than those of <see cref="RandomGraphTests"/> agree with plain loops: rows of several tiles, rows of zeros that
/// are left out, and images so large that threads may share one.
/// </summary>
public sealed class RandomConvolutionTests
{
    private const int Networks = 40;

    private static readonly int[] Channels = [1, 3, 6, 8, 12, 17, 70];

    [Theory]
    [InlineData(VectorPath.Bits512)]
    [InlineData(VectorPath.Bits256)]
    [InlineData(VectorPath.Arm64)]
    [InlineData(VectorPath.Bits128)]
    [InlineData(VectorPath.Portable)]
    public void Convolutions_of_images_agree_with_the_naive_reference(VectorPath path) =>
        NetworkAgreement.Check(Create(new Random(15 + (int)path)), path);

    private static List<NaiveNetwork> Create(Random random)
    {
        var networks = new List<NaiveNetwork>();
        while (networks.Count < Networks)
        {
            var shape = new NaiveShape(NaiveKind.Image, Channels[random.Next(Channels.Length)], random.Next(2, 10), random.Next(6, 25));
            if ((random.Next(3) == 0 ? NaiveConvTranspose.Create(shape, random) : NaiveConv2d.Create(shape, random)) is not { Output.Width: > 5 } convolution)
            {
                continue;
            }

            foreach (NaiveTensor tensor in convolution.Layer.Tensors)
            {
                RandomNetworks.Fill(tensor.Values, 0.5, random);
            }

            // The gradient of the input of a second layer is computed in training.
            NaiveLayer[] layers = random.Next(2) == 0
                ? [NaiveActivation.All["Tanh"], convolution.Layer]
                : [NaiveActivation.All["Sigmoid"], convolution.Layer, NaiveActivation.All["Tanh"]];
            networks.Add(new NaiveNetwork($"Convolution{networks.Count}", shape.Size, layers, "Auto")
            {
                InputSource = shape.Source,
                HasVectorOutput = convolution.Output.IsVector,
            });
        }

        return networks;
    }
}
