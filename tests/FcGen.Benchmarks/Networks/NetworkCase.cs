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

/// <summary>The calls of a network and of one of its streams.</summary>
internal interface IStreamCalls : ICalls
{
    void Step(ReadOnlySpan<float> features, Span<float> output);

    void Steps(ReadOnlySpan<float> features, Span<float> outputs);
}

/// <summary>A network of the benchmark: its name and its jobs.</summary>
internal abstract record NetworkCase(string Name)
{
    /// <summary>The networks. To add one, add a class in Networks.cs, or in StreamNetworks.cs if its input is a sequence, and a line here.</summary>
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
        new StreamCase<Lstm8, Lstm8.Calls>("LSTM-8", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Lstm16, Lstm16.Calls>("LSTM-16", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Lstm20, Lstm20.Calls>("LSTM-20", seed => new(seed), network => new(network, network.CreateState()))
        {
            IsQuick = true,
        },
        new StreamCase<Lstm32, Lstm32.Calls>("LSTM-32", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Lstm40, Lstm40.Calls>("LSTM-40", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Lstm64, Lstm64.Calls>("LSTM-64", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Lstm128, Lstm128.Calls>("LSTM-128", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Lstm2x128, Lstm2x128.Calls>("LSTM-2x128", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Gru8, Gru8.Calls>("GRU-8", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Gru16, Gru16.Calls>("GRU-16", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Gru20, Gru20.Calls>("GRU-20", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Gru32, Gru32.Calls>("GRU-32", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Gru40, Gru40.Calls>("GRU-40", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Gru64, Gru64.Calls>("GRU-64", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Gru128, Gru128.Calls>("GRU-128", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Causal8, Causal8.Calls>("Causal-8", seed => new(seed), network => new(network, network.CreateState()))
        {
            IsQuick = true,
        },
        new StreamCase<Causal16, Causal16.Calls>("Causal-16", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Causal32, Causal32.Calls>("Causal-32", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<NamA2, NamA2.Calls>("NAM-A2", seed => new(seed), network => new(network, network.CreateState())),
        new StreamCase<Lstm8x32, Lstm8x32.Calls>("LSTM-8-32", seed => new(seed), network => new(network, network.CreateState()))
        {
            Jobs = Job.Convolutions,
        },
        new StreamCase<Gru8x32, Gru8x32.Calls>("GRU-8-32", seed => new(seed), network => new(network, network.CreateState()))
        {
            Jobs = Job.Convolutions,
            IsQuick = true,
        },
    ];

    public virtual IReadOnlyList<Job> Jobs { get; init; } = Job.Usual;

    /// <summary>Whether a quick run of all networks includes this one.</summary>
    public virtual bool IsQuick { get; init; } = true;

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
internal record NetworkCase<TNetwork, TCalls>(string Name, Func<int, TNetwork> Create, Func<TNetwork, TCalls> CallsOf)
    : NetworkCase(Name)
    where TNetwork : class, INetwork<TNetwork>
    where TCalls : struct, ICalls
{
    protected const int Seed = 1;

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
                new Trainer<TNetwork>(network, TrainingWorkload.LossOf(Model), new Adam { LearningRate = learningRate }, job.Samples)
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

/// <inheritdoc cref="NetworkCase"/>
internal sealed record StreamCase<TNetwork, TCalls>(string Name, Func<int, TNetwork> Create, Func<TNetwork, TCalls> CallsOf)
    : NetworkCase<TNetwork, TCalls>(Name, Create, CallsOf)
    where TNetwork : class, INetwork<TNetwork>
    where TCalls : struct, IStreamCalls
{
    public override IReadOnlyList<Job> Jobs { get; init; } = Job.Streams;

    public override bool IsQuick { get; init; }

    public override NetworkWorkload CreateWorkload(Job job, JobData data, float learningRate)
    {
        if (!job.IsOnStream)
        {
            return base.CreateWorkload(job, data, learningRate);
        }

        TCalls calls = CallsOf(Create(Seed));
        double flops = Model.FlopsPerSample / Model.InputShape[0];
        int outputs = Model.OutputSize / Model.InputShape[0];
        return job.Activity == Activity.Step
            ? new StepWorkload<TCalls>(calls, flops, data.Inputs, new float[outputs])
            : new BlockWorkload<TCalls>(calls, job.Samples, flops * job.Samples, data.Inputs, new float[job.Samples * outputs]);
    }
}
