namespace FcGen.Generator.Tests.Kernels;

/// <summary>Networks of random layers on signals, images and sequences, with residuals and concatenations of any earlier layer.</summary>
internal static class RandomPositions
{
    private const int MaxDepth = 7;
    private const int MaxChannels = 40;

    /// <summary>The most norms of a network. Each nearly cancels the gradient of the one before, which leaves rounding errors.</summary>
    private const int MaxNorms = 2;

    private static readonly int[] Channels = [1, 2, 3, 5, 7, 8, 9, 15, 16, 17];
    private static readonly int[] Lengths = [1, 2, 3, 5, 8, 9, 12];

    /// <summary>Functions that create random layers of a kind.</summary>
    public static readonly Func<NaiveShape, Random, (NaiveLayer Layer, NaiveShape Output)?>[] Creators =
    [
        .. typeof(IRandomLayer).Assembly.GetTypes()
            .Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(IRandomLayer)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => type.GetMethod(nameof(IRandomLayer.Create))!.CreateDelegate<Func<NaiveShape, Random, (NaiveLayer Layer, NaiveShape Output)?>>()),
    ];

    public static IReadOnlyList<NaiveNetwork> Create(int count, string unroll, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => Create($"Positions{unroll}{i}", 1 + (i % MaxDepth), unroll, random))];
    }

    private static NaiveNetwork Create(string name, int depth, string unroll, Random random)
    {
        // Shapes of the input and of every layer's output.
        var shapes = new List<NaiveShape> { CreateInput(random) };
        var layers = new List<NaiveLayer>();
        while (layers.Count < depth)
        {
            bool canNorm = layers.Count(IsNorm) < MaxNorms;
            (NaiveLayer layer, NaiveShape shape) = CreateLayer(shapes, canNorm, random);
            layers.Add(layer);
            shapes.Add(shape);
            Fill(layer, random);
        }

        return new NaiveNetwork(name, shapes[0].Size, layers, unroll) { InputSource = shapes[0].Source, HasVectorOutput = shapes[^1].IsVector };
    }

    private static NaiveShape CreateInput(Random random)
    {
        int channels = Pick(random, Channels);
        return random.Next(3) switch
        {
            0 => new NaiveShape(NaiveKind.Signal, channels, 1, Pick(random, Lengths)),
            1 => new NaiveShape(NaiveKind.Image, channels, random.Next(1, 5) * random.Next(1, 3), random.Next(1, 5) * random.Next(1, 4)),
            _ => new NaiveShape(NaiveKind.Sequence, channels, 1, Pick(random, Lengths)),
        };
    }

    private static (NaiveLayer Layer, NaiveShape Shape) CreateLayer(List<NaiveShape> shapes, bool canNorm, Random random)
    {
        NaiveShape shape = shapes[^1];
        int[] equal = [.. Indices(shapes, other => other == shape)];
        int[] alike = [.. Indices(shapes, other => other.Kind == shape.Kind && other.Positions == shape.Positions && other.Height == shape.Height)];
        int any = Pick(random, alike);
        int joined = shape.Channels + shapes[any + 1].Channels;
        return random.Next(20) switch
        {
            < 4 when !shape.IsChannelsFirst => CreateDense(shape, random),
            < 6 => (new NaiveAdd(Pick(random, equal)), shape),
            < 8 when joined <= MaxChannels => (shape.PerPosition(new NaiveConcat(any)), shape with { Channels = joined }),
            < 11 when canNorm => (shape.PerPosition(new NaiveBatchNorm(shape.Channels)), shape),
            < 12 when canNorm => CreateLayerNorm(shape),
            < 13 => (shape.PerPosition(CreatePReLU(shape, random)), shape),
            < 14 => (shape.PerPosition(random.Next(2) == 0 ? new NaiveSoftmax() : new NaiveLogSoftmax()), shape),
            < 18 when Pick(random, Creators)(shape, random) is { } created && (canNorm || !IsNorm(created.Layer)) => created,
            _ => (Pick(random, [.. NaiveActivation.All.Values]), shape),
        };
    }

    private static (NaiveLayer Layer, NaiveShape Shape) CreateDense(NaiveShape shape, Random random)
    {
        (NaiveLayer layer, int outputs) = RandomGraphs.CreateDense(shape.Channels, Pick(random, Channels), random);
        return (shape.PerPosition(layer), shape with { Channels = outputs });
    }

    private static NaivePReLU CreatePReLU(NaiveShape shape, Random random) => random.Next(3) switch
    {
        0 => new NaivePReLU(1, "PReLU(PerChannel = false)"),
        1 => new NaivePReLU(shape.Channels, "PReLU(PerChannel = true)"),
        _ => new NaivePReLU(shape.IsVector ? 1 : shape.Channels),
    };

    /// <summary>The steps of a sequence are normalized one by one; a sample of another shape as a whole.</summary>
    private static (NaiveLayer Layer, NaiveShape Shape) CreateLayerNorm(NaiveShape shape)
    {
        int width = shape.Kind == NaiveKind.Sequence ? shape.Channels : shape.Size;
        NaiveLayer activation = NaiveActivation.All["Tanh"];
        return width < RandomGraphs.LeastNormed ? (activation, shape)
            : shape.Kind == NaiveKind.Sequence ? (shape.PerPosition(new NaiveLayerNorm(width)), shape)
            : (new NaiveLayerNorm(width), shape);
    }

    private static bool IsNorm(NaiveLayer layer) => layer is NaiveNorm or NaivePerPosition { Layer: NaiveNorm };

    private static void Fill(NaiveLayer layer, Random random)
    {
        if (layer is IRandomLayer and not NaiveNorm)
        {
            // Weighted sums of a few values stay near 1.
            foreach (NaiveTensor tensor in layer.Tensors)
            {
                RandomNetworks.Fill(tensor.Values, 0.5, random);
            }

            return;
        }

        RandomGraphs.Fill(layer, random);
    }

    private static IEnumerable<int> Indices(List<NaiveShape> shapes, Func<NaiveShape, bool> isMeant) =>
        Enumerable.Range(0, shapes.Count).Where(i => isMeant(shapes[i])).Select(i => i - 1);

    private static T Pick<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
