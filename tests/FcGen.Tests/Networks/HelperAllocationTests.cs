using System.Runtime.Intrinsics;
using FcGen.Numerics;
using FcGen.Tests.ChildProcesses;

#pragma warning disable FCG020 // A network that works through every layer is not meant to learn.

namespace FcGen.Tests.Networks;

/// <summary>
/// Calls allocate nothing on any of the threads that share them, after the first ones. Only the whole process counts the allocations of
/// all threads, so the calls run in a process without the test runner, whose threads allocate at any time.
/// </summary>
public sealed class HelperAllocationTests
{
    private const int Calls = 2;
    private const int Times = 30;
    private const int Batches = 4;
    private const int Epochs = 15;

    /// <summary>Worth two threads in every stage; but few samples where vectors are emulated, which takes a thousand times as long.</summary>
    private static readonly int BatchSize = Vector256.IsHardwareAccelerated ? 160 : 4;

    private static readonly string[] Optimizers = ["Sgd Nesterov", "Adam", "AdamW AmsGrad", "RmsProp centered with momentum", "Adagrad"];

    [Fact]
    public void Nothing_is_allocated_on_any_thread() => ChildProcess.Run(StepAndPredict);

    [Theory]
    [InlineData("1 thread")]
    [InlineData("2 threads")]
    public void A_step_allocates_nothing_with_every_option_on(string threads) => ChildProcess.Run(Step, threads);

    [Theory]
    [InlineData("1 thread")]
    [InlineData("2 threads")]
    public void A_step_of_Fit_allocates_nothing_with_every_option_on(string threads) => ChildProcess.Run(Fit, threads);

    private static void StepAndPredict()
    {
        var network = new OddAndLarge(1) { MaxDegreeOfParallelism = 2 };
        var trainer = new Trainer<OddAndLarge>(network, new SoftmaxCrossEntropy(), new Adam(), BatchSize) { MaxDegreeOfParallelism = 2 };
        float[] inputs = Samples.Random(BatchSize * OddAndLarge.InputSize);
        var outputs = new float[BatchSize * OddAndLarge.OutputSize];
        var labels = new int[BatchSize];

        Assert.Equal(0, LeastAllocated(() =>
        {
            trainer.Step(inputs, labels);
            network.ForwardBatch(inputs, outputs);
        }));
    }

    private static void Step(string threads) => Assert.All(Optimizers, optimizer =>
    {
        Trainer<Residual> trainer = CreateWithEveryOption(optimizer, threads);
        float[] inputs = Samples.Random(BatchSize * Residual.InputSize);
        int[] labels = Labels(BatchSize);

        Assert.Equal(0, LeastAllocated(() => trainer.Step(inputs, labels)));
        Assert.All(trainer.Network.Parameters.ToArray(), parameter => Assert.True(float.IsFinite(parameter)));
    });

    private static void Fit(string threads) => Assert.All(Optimizers, optimizer =>
    {
        var data = new DataSet(Samples.Random(Batches * BatchSize * Residual.InputSize), Labels(Batches * BatchSize));
        var allocated = new BytesOfAnEpoch();
        using var cancellation = new CancellationTokenSource();

        CreateWithEveryOption(optimizer, threads).Fit(data, new FitOptions
        {
            Epochs = Epochs,
            Validation = data,
            Metrics = [new F1Score(), new TopKAccuracy(2)],
            Monitor = new Accuracy(),
            EarlyStopping = new EarlyStopping { Patience = Epochs },
            Sampler = new ClassBalancedSampler(),
            DropLast = true,
            Augmentation = AddNoise,
            Progress = allocated,
        }, cancellation.Token);

        Assert.Equal(0, allocated.Least);
    });

    private static Trainer<Residual> CreateWithEveryOption(string optimizer, string threads)
    {
        int degree = threads == "1 thread" ? 1 : 2;
        var loss = new SoftmaxCrossEntropy { LabelSmoothing = 0.1f, ClassWeights = [1, 2, 3, 4, 3, 2, 1] };
        return new Trainer<Residual>(new Residual(1) { MaxDegreeOfParallelism = degree }, loss, Create(optimizer), BatchSize)
        {
            MaxDegreeOfParallelism = degree,
            Seed = 3,
            L1 = 1e-4f,
            L2 = 1e-4f,
            ClipNorm = 0.5f,
            ClipValue = 0.01f,
            Schedule = new SequentialLR
            {
                Schedules = [new LinearLR { TotalIters = 3 }, new CosineAnnealingWarmRestarts { T0 = 10 }],
                Milestones = [3],
                Interval = ScheduleInterval.Step,
            },
        };
    }

    private static Optimizer Create(string name) => name switch
    {
        "Sgd Nesterov" => new Sgd { Momentum = 0.9f, Nesterov = true, WeightDecay = 1e-4f },
        "Adam" => new Adam { WeightDecay = 1e-4f },
        "AdamW AmsGrad" => new AdamW { AmsGrad = true },
        "RmsProp centered with momentum" => new RmsProp { LearningRate = 1e-4f, Centered = true, Momentum = 0.9f, WeightDecay = 1e-4f },
        "Adagrad" => new Adagrad { LearningRateDecay = 0.1f, WeightDecay = 1e-4f },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown optimizer."),
    };

    private static int[] Labels(int count) => [.. Enumerable.Range(0, count).Select(i => i % Residual.OutputSize)];

    private static void AddNoise(SampleBatch batch, ref PhiloxRandom random)
    {
        foreach (ref float value in batch.Inputs)
        {
            value += 0.1f * random.NextNormal();
        }
    }

    /// <summary>
    /// Bytes that two calls allocate on all threads. The least of short times: a thread that helps for the first time, and the test
    /// runner, allocate now and then; a call would every time.
    /// </summary>
    private static long LeastAllocated(Action call)
    {
        long least = long.MaxValue;
        for (int time = 0; time < Times; time++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Calls; i++)
            {
                call();
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    /// <summary>Bytes that all threads allocate from the first to the last step of an epoch; the least of all epochs, as above.</summary>
    private sealed class BytesOfAnEpoch : IProgress<FitProgress>
    {
        private long _before;

        public long Least { get; private set; } = long.MaxValue;

        public void Report(FitProgress value)
        {
            if (value.Batch == 1)
            {
                _before = GC.GetTotalAllocatedBytes(precise: true);
            }
            else if (value.Batch == value.Batches && value.Validation is null)
            {
                Least = Math.Min(Least, GC.GetTotalAllocatedBytes(precise: true) - _before);
            }
        }
    }
}
