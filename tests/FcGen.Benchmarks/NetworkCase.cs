namespace FcGen.Benchmarks;

/// <summary>
/// The calls of one network. A struct for each network, because the runtime compiles generic code anew for each struct: the call
/// is then the direct one that a user's code makes, not one through an interface, which would add a fifth to the smallest network.
/// </summary>
internal interface ICalls
{
    void Forward(ReadOnlySpan<float> input, Span<float> output);

    void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs);
}

/// <summary>A network of the benchmark: its name, and what is measured of it.</summary>
internal abstract record NetworkCase(string Name)
{
    /// <summary>Sizes of the batches whose prediction is measured, and of the training step.</summary>
    public const int SmallBatch = 32;

    /// <inheritdoc cref="SmallBatch"/>
    public const int LargeBatch = 256;

    public static IReadOnlyList<NetworkCase> All { get; } =
    [
        new NetworkCase<Net4x16x3, Net4x16x3.Calls>("4-16-3", seed => new(seed), network => new(network)),
        new NetworkCase<Net16x32x32x4, Net16x32x32x4.Calls>("16-32-32-4", seed => new(seed), network => new(network)),
        new NetworkCase<Net32x64x64x8, Net32x64x64x8.Calls>("32-64-64-8", seed => new(seed), network => new(network)),
        new NetworkCase<Net64x128x10, Net64x128x10.Calls>("64-128-10", seed => new(seed), network => new(network)),
        new NetworkCase<Net784x128x10, Net784x128x10.Calls>("784-128-10", seed => new(seed), network => new(network)),
    ];

    public abstract IReadOnlyList<Workload> CreateWorkloads();

    /// <summary>Milliseconds of Prepare, when asked for, and of the first prediction. Meaningful only once in a process.</summary>
    public abstract FirstCallTimes MeasureFirstCall(bool prepare);
}

/// <inheritdoc cref="NetworkCase"/>
internal sealed record NetworkCase<TNetwork, TCalls>(string Name, Func<int, TNetwork> Create, Func<TNetwork, TCalls> CallsOf) : NetworkCase(Name)
    where TNetwork : class, INetwork<TNetwork>
    where TCalls : struct, ICalls
{
    public override IReadOnlyList<Workload> CreateWorkloads()
    {
        TNetwork network = Create(1);
        TCalls calls = CallsOf(network);
        double multiplyAdds = network.Tensors.Where(tensor => tensor.Shape.Count == 2).Sum(tensor => (double)tensor.Length);
        Workload Batch(int samples) => new BatchWorkload<TCalls>(
            $"{Name} batch {samples}", calls, samples, 2 * multiplyAdds * samples, Samples(samples), new float[samples * TNetwork.OutputSize]);
        return
        [
            new SampleWorkload<TCalls>($"{Name} sample", calls, 2 * multiplyAdds, Samples(1), new float[TNetwork.OutputSize]),
            Batch(SmallBatch),
            Batch(LargeBatch),
            new TrainingWorkload<TNetwork>($"{Name} training", Create(1), Samples(SmallBatch), Labels(SmallBatch)),
        ];
    }

    public override FirstCallTimes MeasureFirstCall(bool prepare)
    {
        TNetwork network = Create(1);
        float[] input = Samples(1);
        var output = new float[TNetwork.OutputSize];
        var preparation = TimeSpan.Zero;
        long start = Clock.Now;
        if (prepare)
        {
            TNetwork.Prepare();
            preparation = Clock.Since(start);
            start = Clock.Now;
        }

        network.Forward(input, output);
        return new FirstCallTimes(preparation.TotalMilliseconds, Clock.Since(start).TotalMilliseconds);
    }

    private static float[] Samples(int count)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, count * TNetwork.InputSize).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static int[] Labels(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(TNetwork.OutputSize))];
    }
}
