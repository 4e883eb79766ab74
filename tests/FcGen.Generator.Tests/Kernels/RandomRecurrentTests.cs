namespace FcGen.Generator.Tests.Kernels;

/// <summary>Random recurrent layers agree with plain loops: all options, alone and between other layers, on longer sequences than those of <see cref="RandomGraphTests"/>.</summary>
public sealed class RandomRecurrentTests
{
    private const int Networks = 40;

    private static readonly int[] Features = [1, 3, 6, 8, 12, 17, 40];

    private static readonly Func<NaiveShape, Random, (NaiveLayer Layer, NaiveShape Output)?>[] Creators =
        [NaiveRNN.Create, NaiveRectifiedRNN.Create, NaiveLSTM.Create, NaiveGRU.Create];

    [Theory]
    [InlineData(VectorPath.Bits512)]
    [InlineData(VectorPath.Bits256)]
    [InlineData(VectorPath.Arm64)]
    [InlineData(VectorPath.Bits128)]
    [InlineData(VectorPath.Portable)]
    public void Recurrent_layers_agree_with_the_naive_reference(VectorPath path) => NetworkAgreement.Check(Create(new Random(15 + (int)path)), path);

    private static List<NaiveNetwork> Create(Random random)
    {
        var networks = new List<NaiveNetwork>();
        while (networks.Count < Networks)
        {
            var input = new NaiveShape(NaiveKind.Sequence, Features[random.Next(Features.Length)], 1, random.Next(1, 13));
            (NaiveLayer layer, NaiveShape output) = Creators[networks.Count % Creators.Length](input, random)!.Value;
            foreach (NaiveTensor tensor in layer.Tensors)
            {
                RandomNetworks.Fill(tensor.Values, 0.4, random);
            }

            List<NaiveLayer> layers = [layer];
            if (random.Next(2) == 0)
            {
                // The gradient of the input of a second layer is computed in training.
                layers.Insert(0, NaiveActivation.All["Tanh"]);
            }

            if (random.Next(2) == 0)
            {
                (NaiveLayer last, output) = NaiveLast.Create(output, random)!.Value;
                layers.Add(last);
            }

            networks.Add(new NaiveNetwork($"Recurrent{networks.Count}", input.Size, layers, "Auto") { InputSource = input.Source, HasVectorOutput = output.IsVector });
        }

        return networks;
    }
}
