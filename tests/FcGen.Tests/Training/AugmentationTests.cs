using FcGen.Numerics;

namespace FcGen.Tests.Training;

/// <summary>Batches that are changed before training, and samplers in training.</summary>
public sealed class AugmentationTests
{
    private static readonly DataSet Data = TrainingData.WithLabels(10);

    [Fact]
    public void The_network_trains_on_what_augmentation_made_and_the_data_stay_as_they_are()
    {
        Trainer<SmallNet> augmented = Trainer();
        Trainer<SmallNet> scaled = Trainer();
        float[] before = Data.Inputs.ToArray();

        augmented.Fit(Data, new FitOptions { Epochs = 2, Augmentation = Triple });
        scaled.Fit(Data.Scale(3), new FitOptions { Epochs = 2 });

        Assert.Equal(scaled.Network.Parameters, augmented.Network.Parameters);
        Assert.Equal(before, Data.Inputs);

        static void Triple(SampleBatch batch, ref PhiloxRandom random)
        {
            foreach (ref float value in batch.Inputs)
            {
                value *= 3;
            }
        }
    }

    [Fact]
    public void Every_step_gets_other_random_numbers_which_the_seed_determines()
    {
        uint[] first = Draws(seed: 1);

        Assert.Equal(2 * 3, first.Distinct().Count());
        Assert.Equal(first, Draws(seed: 1));
        Assert.Empty(first.Intersect(Draws(seed: 2)));

        static uint[] Draws(int seed)
        {
            List<uint> draws = [];
            Trainer().Fit(Data, new FitOptions
            {
                Epochs = 2,
                Seed = seed,
                Augmentation = (SampleBatch batch, ref PhiloxRandom random) => draws.Add(random.NextUInt32()),
            });
            return [.. draws];
        }
    }

    [Fact]
    public void The_batch_tells_what_it_holds_and_targets_may_be_changed_too()
    {
        List<(int Count, int InputSize, int TargetSize, bool HasLabels)> seen = [];
        var targeted = new Trainer<SmallNet>(new SmallNet(1), new MeanSquaredError(), new Sgd { LearningRate = 0 }, batchSize: 4);
        BatchAugmentation augmentation = (SampleBatch batch, ref PhiloxRandom random) =>
        {
            seen.Add((batch.Count, batch.InputSize, batch.TargetSize, batch.HasLabels));
            targeted.Network.ForwardBatch(batch.Inputs, batch.HasLabels ? new float[batch.Count * 4] : batch.Targets);
        };

        Trainer().Fit(Data, new FitOptions { Epochs = 1, Augmentation = augmentation });
        History history = targeted.Fit(TrainingData.WithTargets(5), new FitOptions { Epochs = 1, Augmentation = augmentation });

        Assert.Equal([(4, 3, 0, true), (4, 3, 0, true), (2, 3, 0, true), (4, 3, 4, false), (1, 3, 4, false)], seen);
        Assert.InRange(history.Epochs[0].Loss, 0, 1e-12f);
    }

    [Fact]
    public void Training_takes_the_samples_that_the_sampler_chose()
    {
        var trainer = new Trainer<SmallNet>(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam(), batchSize: 4);
        var stepped = new Trainer<SmallNet>(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam(), batchSize: 4);
        DataSet chosen = Data.Subset([7, 7, 7, 7]);

        History history = trainer.Fit(Data, new FitOptions { Epochs = 1, Sampler = new WeightedRandomSampler([0, 0, 0, 0, 0, 0, 0, 2, 0, 0], 8) });
        stepped.Step(chosen.Inputs, chosen.Labels);
        stepped.Step(chosen.Inputs, chosen.Labels);

        Assert.Equal(stepped.Network.Parameters, trainer.Network.Parameters);
        Assert.Single(history.Epochs);
    }

    [Fact]
    public void Indices_that_a_sampler_should_not_give_are_refused()
    {
        Assert.Contains(
            "indices from 0 to 9, but 10 was given",
            Assert.Throws<ArgumentOutOfRangeException>(() => Trainer().Fit(Data, new FitOptions { Sampler = new Constant(10, 3) })).Message);
        Assert.Contains(
            "at least 1 sample, but Constant gives 0",
            Assert.Throws<ArgumentException>(() => Trainer().Fit(Data, new FitOptions { Sampler = new Constant(1, 0) })).Message);
        Assert.Contains(
            "has 3 weights",
            Assert.Throws<ArgumentException>(() => Trainer().Fit(Data, new FitOptions { Sampler = new WeightedRandomSampler([1, 1, 1]) })).Message);
    }

    private static Trainer<SmallNet> Trainer() => new(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam(), batchSize: 4);

    private sealed class Constant(int index, int count) : Sampler
    {
        public override int CountFor(DataSet data) => count;

        public override void Sample(DataSet data, Span<int> indices, ref PhiloxRandom random) => indices.Fill(index);
    }
}
