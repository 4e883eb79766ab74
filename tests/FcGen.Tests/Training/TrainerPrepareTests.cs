using System.Runtime;
using System.Runtime.Intrinsics;
using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>Prepare of a trainer compiles what the first step would compile otherwise, and changes nothing.</summary>
public sealed class TrainerPrepareTests
{
    /// <summary>Methods that may be left: small ones of the runtime.</summary>
    private const int AHandful = 4;

    [Fact]
    public void After_Prepare_the_first_step_compiles_next_to_nothing()
    {
        // Each class and optimizer is used nowhere else.
        long unprepared = FirstStep<NotPreparedStep>(new Adagrad(), prepare: false);
        long prepared = FirstStep<PreparedStep>(new RmsProp { Momentum = 0.9f, Centered = true }, prepare: true);

        Assert.True(unprepared > 2 * AHandful, $"Even without Prepare the first step compiled only {unprepared} methods.");
        Assert.True(
            prepared <= AHandful || !Vector128.IsHardwareAccelerated,
            $"After Prepare the first step still compiled {prepared} methods, without it {unprepared}.");
    }

    [Fact]
    public void Training_is_the_same_with_and_without_Prepare()
    {
        Assert.Equal(Train(prepare: false), Train(prepare: true));

        static float[] Train(bool prepare)
        {
            var network = new EveryLayer(seed: 3);
            var optimizer = new Adam { LearningRate = 0.01f };
            var trainer = new Trainer<EveryLayer>(network, new MeanSquaredError(), optimizer, 8)
            {
                AverageDecay = 0.9f,
                AccumulationSteps = 3,
                L2 = 1e-3f,
                ClipNorm = 1,
                Seed = 5,
            };
            trainer.Freeze("*.bias");
            for (int step = 0; step < 7; step++)
            {
                if (prepare)
                {
                    trainer.Prepare();
                }

                trainer.Step(Samples.Random(8 * EveryLayer.InputSize, step), Samples.Random(8 * EveryLayer.OutputSize, step));
            }

            return [.. network.State(), .. trainer.AveragedNetwork!.State()];
        }
    }

    [Fact]
    public void Losses_that_need_targets_or_labels_and_batch_norms_are_prepared()
    {
        new Trainer<Residual>(new Residual(), new MeanSquaredError(), new Sgd(), 4).Prepare();
        new Trainer<ThreeLogProbabilities>(new ThreeLogProbabilities(), new NegativeLogLikelihood(), new Sgd(), 4).Prepare();
        var single = new Trainer<Residual>(new Residual(), new MeanSquaredError(), new Sgd(), 1);

        Assert.Null(Record.Exception(single.Prepare));
    }

    private static long FirstStep<TNetwork>(Optimizer optimizer, bool prepare)
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        var trainer = new Trainer<TNetwork>(new TNetwork(), new SoftmaxCrossEntropy(), optimizer, 16) { ClipNorm = 1 };
        float[] inputs = Samples.Random(16 * TNetwork.InputSize);
        var labels = new int[16];
        if (prepare)
        {
            trainer.Prepare();
        }

        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        trainer.Step(inputs, labels);
        return JitInfo.GetCompiledMethodCount(currentThread: true) - before;
    }
}

[Network, Input(40), Dense(50), Tanh, Dense(20), ReLU, Dense(3)]
internal sealed partial class PreparedStep;

[Network, Input(41), Dense(51), Tanh, Dense(21), ReLU, Dense(3)]
internal sealed partial class NotPreparedStep;
