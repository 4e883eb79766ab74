namespace FcGen.Generator.Tests.Kernels;

/// <summary>
/// Networks of random shapes, with sizes that are critical for kernels: 1, primes, multiples of 8 and 16 and the sizes next to them.
/// </summary>
internal static class RandomNetworks
{
    private static readonly int[] Sizes = [1, 2, 3, 5, 7, 8, 9, 11, 13, 15, 16, 17, 23, 24, 25, 31, 32, 33, 40, 47, 48, 49, 64, 65, 80, 96, 100];

    public static IReadOnlyList<NaiveNetwork> Create(int count, string unroll, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => Create($"Net{unroll}{i}", unroll, random))];
    }

    private static NaiveNetwork Create(string name, string unroll, Random random)
    {
        int inputs = Pick(random, Sizes);
        var layers = new List<NaiveLayer>();
        int width = inputs;
        int depth = random.Next(1, 4);
        for (int i = 0; i < depth; i++)
        {
            int outputs = Pick(random, Sizes);
            bool hasBias = random.Next(4) > 0;
            string declared = random.Next(2) == 0 ? $"{width}, {outputs}" : $"{outputs}";
            layers.Add(new NaiveDense(width, outputs, hasBias, $"Dense({declared}{(hasBias ? string.Empty : ", Bias = false")})"));
            width = outputs;
            if (random.Next(5) > 0)
            {
                layers.Add(Pick(random, [.. NaiveActivation.All.Values]));
            }
        }

        if (random.Next(6) == 0)
        {
            layers.Add(random.Next(2) == 0 ? new NaiveSoftmax() : new NaiveLogSoftmax());
        }

        if (random.Next(12) == 0)
        {
            layers.Insert(0, Pick(random, [.. NaiveActivation.All.Values]));
        }

        var network = new NaiveNetwork(name, inputs, layers, unroll);
        foreach (NaiveDense dense in layers.OfType<NaiveDense>())
        {
            Fill(dense.Weights, 1.5 / Math.Sqrt(dense.Inputs), random);
            Fill(dense.Bias, dense.HasBias ? 0.5 : 0, random);
        }

        return network;
    }

    /// <summary>Networks with a layer whose weights are streamed, with constant weights.</summary>
    public static IReadOnlyList<NaiveNetwork> LargerThanCaches(int seed)
    {
        var random = new Random(seed);
        NaiveNetwork[] networks =
        [
            new("Wide", 515, [new NaiveDense(515, 1024, true, "Dense(1024)"), NaiveActivation.All["ReLU"], new NaiveDense(1024, 261, false, "Dense(261, Bias = false)")], "Auto"),
            new("Odd", 1030, [new NaiveDense(1030, 271, true, "Dense(271)"), NaiveActivation.All["LeakyReLU"]], "Tiled"),
            new("FewInputs", 5, [new NaiveDense(5, 53000, true, "Dense(53000)"), new NaiveDense(53000, 3, true, "Dense(3)")], "Auto"),
            new("EightInputs", 8, [new NaiveDense(8, 33001, true, "Dense(33001)"), NaiveActivation.All["Tanh"]], "Auto"),
        ];
        foreach (NaiveDense dense in networks.SelectMany(network => network.Layers).OfType<NaiveDense>())
        {
            Fill(dense.Weights, 1.5 / Math.Sqrt(dense.Inputs), random);
            Fill(dense.Bias, dense.HasBias ? 0.5 : 0, random);
        }

        return networks;
    }

    public static void Fill(Span<float> values, double scale, Random random)
    {
        foreach (ref float value in values)
        {
            value = (float)(scale * ((2 * random.NextDouble()) - 1));
        }
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
