namespace FcGen.Generator.Tests.Kernels;

/// <summary>Networks of random layers of every kind, with residuals and concatenations of any earlier layer.</summary>
internal static class RandomGraphs
{
    private const int MaxDepth = 6;
    private const int MaxWidth = 70;

    /// <summary>
    /// The fewest values of a norm. Fewer values may all be equal (a value concatenated with itself), and a norm would then amplify
    /// rounding errors 300 times.
    /// </summary>
    public const int LeastNormed = 7;

    private static readonly int[] Sizes = [1, 3, 7, 8, 9, 15, 16, 17, 24, 33];

    public static IReadOnlyList<NaiveNetwork> Create(int count, string unroll, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => Create($"Graph{unroll}{i}", 1 + (i % MaxDepth), unroll, random))];
    }

    private static NaiveNetwork Create(string name, int depth, string unroll, Random random)
    {
        // Widths of the input and of every layer's output.
        var widths = new List<int> { Pick(random, Sizes) };
        var layers = new List<NaiveLayer>();
        while (layers.Count < depth)
        {
            (NaiveLayer layer, int width) = CreateLayer(widths, random);
            layers.Add(layer);
            widths.Add(width);
        }

        foreach (NaiveLayer layer in layers)
        {
            Fill(layer, random);
        }

        return new NaiveNetwork(name, widths[0], layers, unroll);
    }

    private static (NaiveLayer Layer, int Width) CreateLayer(List<int> widths, Random random)
    {
        int width = widths[^1];
        int[] equal = [.. Enumerable.Range(0, widths.Count).Where(i => widths[i] == width).Select(i => i - 1)];
        int any = random.Next(widths.Count) - 1;
        bool fits = width + widths[any + 1] <= MaxWidth;
        return random.Next(20) switch
        {
            < 4 => CreateDense(width, random.Next(2) == 0 ? width : Pick(random, Sizes), random),
            < 8 => (new NaiveAdd(Pick(random, equal)), width),
            < 11 when fits => (new NaiveConcat(any), width + widths[any + 1]),
            < 14 => (new NaiveBatchNorm(width), width),
            < 15 when width >= LeastNormed => (new NaiveLayerNorm(width), width),
            < 16 => (new NaivePReLU(), width),
            < 17 => (random.Next(2) == 0 ? new NaiveSoftmax() : new NaiveLogSoftmax(), width),
            _ => (Pick(random, [.. NaiveActivation.All.Values]), width),
        };
    }

    public static (NaiveLayer Layer, int Width) CreateDense(int inputs, int outputs, Random random)
    {
        bool hasBias = random.Next(4) > 0;
        return (new NaiveDense(inputs, outputs, hasBias, $"Dense({outputs}{(hasBias ? string.Empty : ", Bias = false")})"), outputs);
    }

    public static void Fill(NaiveLayer layer, Random random)
    {
        switch (layer)
        {
            case NaivePerPosition all:
                Fill(all.Layer, random);
                break;
            case NaiveDense dense:
                RandomNetworks.Fill(dense.Weights, 1.5 / Math.Sqrt(dense.Inputs), random);
                RandomNetworks.Fill(dense.Bias, dense.HasBias ? 0.5 : 0, random);
                break;
            case NaivePReLU prelu:
                RandomNetworks.Fill(prelu.Slope, 0.5, random);
                break;
            case NaiveNorm norm:
                RandomNetworks.Fill(norm.Weights, 1.5, random);
                RandomNetworks.Fill(norm.Bias, 0.5, random);
                if (norm is NaiveBatchNorm batchNorm)
                {
                    RandomNetworks.Fill(batchNorm.RunningMean, 0.5, random);
                    for (int i = 0; i < batchNorm.Width; i++)
                    {
                        batchNorm.RunningVariance[i] = (float)(0.2 + random.NextDouble());
                    }
                }

                break;
        }
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
