namespace FcGen.Benchmarks;

/// <summary>
/// The calls of one network. There is a struct per network, because the runtime compiles generic code separately for each struct. The call is
/// then direct, as in user code. A call through an interface would add a fifth to the time of the smallest network.
/// </summary>
internal interface ICalls
{
    void Forward(ReadOnlySpan<float> input, Span<float> output);

    void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs);
}

/// <summary>A network of the benchmark: its name and its jobs.</summary>
internal abstract record NetworkCase(string Name)
{
    /// <summary>The networks. To add one, add a class in Networks.cs and a line here.</summary>
    public static IReadOnlyList<NetworkCase> All { get; } =
    [
        new NetworkCase<Net4x16x3, Net4x16x3.Calls>("4-16-3", seed => new(seed), network => new(network)),
        new NetworkCase<Net16x32x32x4, Net16x32x32x4.Calls>("16-32-32-4", seed => new(seed), network => new(network)),
        new NetworkCase<Net32x64x64x8, Net32x64x64x8.Calls>("32-64-64-8", seed => new(seed), network => new(network)),
        new NetworkCase<Net64x128x10, Net64x128x10.Calls>("64-128-10", seed => new(seed), network => new(network)),
        new NetworkCase<Net784x128x10, Net784x128x10.Calls>("784-128-10", seed => new(seed), network => new(network)),
        new NetworkCase<Net784x512x512x10, Net784x512x512x10.Calls>("784-512-512-10", seed => new(seed), network => new(network))
        {
            Jobs =
            [
                Job.Predict(1), Job.Predict(32), Job.Predict(256), Job.Train(256),
                .. Environment.ProcessorCount == 1 ? Array.Empty<Job>() : [Job.Train(256, threads: 2)],
            ],
        },
        new NetworkCase<LeNet5, LeNet5.Calls>("LeNet-5", seed => new(seed), network => new(network))
        {
            Jobs = Job.Convolutions,
        },
        new NetworkCase<Mnist8, Mnist8.Calls>("MNIST-8", seed => new(seed), network => new(network))
        {
            Jobs = Job.Convolutions,
        },
        new NetworkCase<Cifar16x32, Cifar16x32.Calls>("CIFAR-16-32", seed => new(seed), network => new(network))
        {
            Jobs = Job.Convolutions,
        },
        new NetworkCase<Vgg32x64, Vgg32x64.Calls>("VGG-32-64", seed => new(seed), network => new(network))
        {
            Jobs = Job.Convolutions,
        },
        new NetworkCase<Separable32x64, Separable32x64.Calls>("Separable-32-64", seed => new(seed), network => new(network))
        {
            Jobs = Job.Convolutions,
        },
        new NetworkCase<Conv1d16x32, Conv1d16x32.Calls>("Conv1d-16-32", seed => new(seed), network => new(network))
        {
            Jobs = Job.Convolutions,
        },
    ];

    public IReadOnlyList<Job> Jobs { get; init; } = Job.Usual;

    /// <summary>The class of the network.</summary>
    public abstract Type Class { get; }

    /// <summary>The layers and initial weights, for the peers.</summary>
    public abstract NetworkModel Model { get; }

    /// <summary>Creates the workload of FcGen for a job, from the initial weights.</summary>
    public abstract NetworkWorkload CreateWorkload(Job job, JobData data, float learningRate);

    /// <summary>
    /// Measures the milliseconds of Prepare, if requested, and of the first prediction. The result is meaningful only once per process.
    /// </summary>
    public abstract FirstCallTimes MeasureFirstCall(bool prepare);
}

/// <inheritdoc cref="NetworkCase"/>
internal sealed record NetworkCase<TNetwork, TCalls>(string Name, Func<int, TNetwork> Create, Func<TNetwork, TCalls> CallsOf)
    : NetworkCase(Name)
    where TNetwork : class, INetwork<TNetwork>
    where TCalls : struct, ICalls
{
    private const int Seed = 1;

    private readonly Lazy<NetworkModel> _model = new(() => NetworkModel.Of(Name, Create(Seed)));

    public override Type Class => typeof(TNetwork);

    public override NetworkModel Model => _model.Value;

    public override NetworkWorkload CreateWorkload(Job job, JobData data, float learningRate)
    {
        TNetwork network = Create(Seed);
        double flops = Model.FlopsPerSample * job.Samples;
        var outputs = new float[job.Samples * TNetwork.OutputSize];
        return job switch
        {
            { Activity: Activity.Training } => new TrainingWorkload<TNetwork>(
                new Trainer<TNetwork>(network, new SoftmaxCrossEntropy(), new Adam { LearningRate = learningRate }, job.Samples)
                {
                    MaxDegreeOfParallelism = job.Threads,
                },
                data),
            { Samples: 1 } => new SampleWorkload<TCalls>(CallsOf(network), flops, data.Inputs, outputs),
            _ => new BatchWorkload<TCalls>(CallsOf(network), job.Samples, flops, data.Inputs, outputs),
        };
    }

    public override FirstCallTimes MeasureFirstCall(bool prepare)
    {
        TNetwork network = Create(Seed);
        var input = new float[TNetwork.InputSize];
        Array.Fill(input, 0.5f);
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
}
