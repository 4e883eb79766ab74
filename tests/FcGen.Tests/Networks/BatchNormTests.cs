namespace FcGen.Tests.Networks;

/// <summary>Batch norm: statistics of the batch in training, running ones at inference, and predictions that never use old ones.</summary>
public sealed class BatchNormTests
{
    private const int Rows = 12;

    [Fact]
    public void Tensors_have_the_names_of_PyTorch_in_its_order()
    {
        string[] expected =
        [
            "0.weight [17, 9] Parameter", "0.bias [17] Parameter", "1.weight [17] Parameter", "1.bias [17] Parameter",
            "1.running_mean [17] Buffer", "1.running_var [17] Buffer", "1.num_batches_tracked [] Buffer",
            "3.weight [5, 17] Parameter", "3.bias [5] Parameter",
        ];
        Assert.Equal(expected, new FoldedNorm().Tensors.Select(tensor => $"{tensor} {tensor.Kind}"));
    }

    [Fact]
    public void A_new_network_normalizes_by_nothing()
    {
        float[] input = Samples.Random(SquareNorms.InputSize);
        var network = new SquareNorms();
        Assert.Equal(Enumerable.Repeat(1f, 6), Tensor(network, "0.weight"));
        Assert.Equal(new float[6], Tensor(network, "0.bias"));
        Assert.Equal(new float[6], Tensor(network, "0.running_mean"));
        Assert.Equal(Enumerable.Repeat(1f, 6), Tensor(network, "0.running_var"));
        Assert.Equal([0f], Tensor(network, "0.num_batches_tracked"));
        Assert.Equal(12 + 12, SquareNorms.ParameterCount);
        Assert.True(float.IsFinite(Samples.ForwardEach(network, input).Sum()));
    }

    [Fact]
    public void A_training_pass_moves_the_running_statistics_and_a_prediction_does_not()
    {
        var network = new SquareNorms();
        float[] inputs = Samples.Random(Rows * SquareNorms.InputSize);
        var outputs = new float[inputs.Length];
        network.ForwardTraining(inputs, outputs, SquareNorms.CreateWorkspace(Rows));

        float[] mean = Tensor(network, "0.running_mean");
        float[] variance = Tensor(network, "0.running_var");
        for (int column = 0; column < 6; column++)
        {
            double[] values = [.. inputs.Where((_, i) => i % 6 == column).Select(value => (double)value)];
            double average = values.Average();
            double unbiased = values.Sum(value => (value - average) * (value - average)) / (Rows - 1);
            Assert.Equal(0.1 * average, mean[column], 1e-6);
            Assert.Equal(0.9 + (0.1 * unbiased), variance[column], 1e-6);
        }

        Assert.Equal([1f], Tensor(network, "0.num_batches_tracked"));
        network.ForwardBatch(inputs, outputs);
        Assert.Equal(mean, Tensor(network, "0.running_mean"));
        Assert.Equal([1f], Tensor(network, "0.num_batches_tracked"));
    }

    [Fact]
    public void A_column_far_from_zero_keeps_its_digits()
    {
        const float Far = 10_000;
        var network = new SquareNorms();
        float[] near = Samples.Random(Rows * SquareNorms.InputSize);
        float[] far = [.. near.Select(value => MathF.Round(value * 64) + Far)];
        near = [.. near.Select(value => MathF.Round(value * 64))];
        float[] expected = Train(network, near);
        float[] actual = Train(new SquareNorms(), far);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void One_sample_has_no_variance()
    {
        var network = new FoldedNorm();
        var exception = Assert.Throws<ArgumentException>(
            () => network.ForwardTraining(new float[9], new float[5], FoldedNorm.CreateWorkspace(4)));
        Assert.Contains("at least 2 samples", exception.Message);
        Assert.Equal([0f], Tensor(network, "1.num_batches_tracked"));
    }

    [Fact]
    public void The_steps_of_one_sample_are_a_batch_of_vectors()
    {
        var steps = new StepNorm(seed: 1);
        var vectors = new VectorNorm(seed: 1);
        float[] inputs = Samples.Random(StepNorm.InputSize);

        Assert.Equal(Train(vectors, inputs), Train(steps, inputs));

        Assert.NotEqual(new VectorNorm(seed: 1).Parameters.ToArray(), vectors.Parameters.ToArray());
        Assert.Equal(vectors.Parameters, steps.Parameters);
        Assert.Equal(vectors.Buffers, steps.Buffers);
    }

    [Fact]
    public void One_sample_is_too_few_if_one_of_the_norms_has_a_single_position()
    {
        var exception = Assert.Throws<ArgumentException>(() => new FlattenedNorm().ForwardTraining(
            new float[FlattenedNorm.InputSize], new float[FlattenedNorm.OutputSize], FlattenedNorm.CreateWorkspace(4)));
        Assert.Contains("at least 2 samples", exception.Message);
    }

    [Fact]
    public void A_norm_within_a_dense_layer_gives_what_a_norm_of_its_own_gives()
    {
        var folded = Trained();
        var separate = new SeparateNorm();
        foreach (TensorInfo tensor in folded.Tensors.Where(tensor => !tensor.Name.StartsWith('3')))
        {
            separate.SetTensor(tensor.Name, Tensor(folded, tensor.Name));
        }

        // The dense layer after the concatenation ignores what is appended.
        float[] weights = Tensor(folded, "3.weight");
        separate.SetTensor("4.weight", [.. weights.Chunk(17).SelectMany(row => row.Concat(new float[17]))]);
        separate.SetTensor("4.bias", Tensor(folded, "3.bias"));

        float[] inputs = Samples.Random(Rows * FoldedNorm.InputSize);
        Assert.All(Predict(folded, inputs).Zip(Predict(separate, inputs)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.All(Samples.ForwardEach(folded, inputs).Zip(Samples.ForwardEach(separate, inputs)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Predictions_follow_every_way_of_writing()
    {
        float[] input = Samples.Random(FoldedNorm.InputSize);
        float[] ones = [.. Enumerable.Repeat(1f, 17)];
        FoldedNorm network = Trained();

        AssertChanges("SetTensor of a parameter", () => network.SetTensor("1.weight", ones));
        AssertChanges("SetTensor of a buffer", () => network.SetTensor("1.running_var", ones));
        AssertChanges("training", () => Train(network, Samples.Random(Rows * FoldedNorm.InputSize)));
        AssertChanges("an edit of the parameters", () => Edit(edit => edit.Parameters.Fill(0.5f)));
        AssertChanges("an edit of the buffers", () => Edit(edit => edit.Buffers.Fill(2f)));
        AssertChanges("CopyFrom", () => network.CopyFrom(Trained()));

        void Edit(Action<NetworkEdit<FoldedNorm>> write)
        {
            using NetworkEdit<FoldedNorm> edit = network.Edit();
            write(edit);
        }

        void AssertChanges(string how, Action write)
        {
            float[] before = Samples.ForwardEach(network, input);
            write();
            float[] after = Samples.ForwardEach(network, input);
            Assert.False(before.SequenceEqual(after), $"{how} is not seen by Forward.");

            // The derived values equal those of a network that has never predicted.
            var fresh = new FoldedNorm();
            fresh.CopyFrom(network);
            Assert.Equal(Samples.ForwardEach(fresh, input), after);
            Assert.Equal(Predict(fresh, input), Predict(network, input));
            Assert.Equal(fresh.Classify(input), network.Classify(input));
        }
    }

    /// <summary>Predictions during training return unspecified values, but afterwards predictions are right.</summary>
    [Fact]
    public void Predictions_during_training_leave_nothing_behind()
    {
        float[] inputs = Samples.Random(64 * Residual.InputSize);
        float[] targets = Samples.Random(64 * Residual.OutputSize, 2);
        var output = new float[Residual.OutputSize];
        for (int round = 0; round < 30; round++)
        {
            var network = new Residual(round);
            var trainer = new Trainer<Residual>(network, new MeanSquaredError(), new Sgd { LearningRate = 0.1f }, 64);
            bool isDone = false;
            var predicting = new Thread(() =>
            {
                var during = new float[Residual.OutputSize];
                while (!Volatile.Read(ref isDone))
                {
                    network.Forward(inputs.AsSpan(0, Residual.InputSize), during);
                }
            });
            predicting.Start();
            for (int step = 0; step < 3; step++)
            {
                trainer.Step(inputs, targets);
            }

            Volatile.Write(ref isDone, true);
            predicting.Join();
            network.Forward(inputs.AsSpan(0, Residual.InputSize), output);
            float[] after = [.. output];
            network.Edit().Dispose();
            network.Forward(inputs.AsSpan(0, Residual.InputSize), output);
            Assert.Equal(output, after);
        }
    }

    [Fact]
    public void Many_threads_may_make_the_first_prediction()
    {
        float[] input = Samples.Random(FoldedNorm.InputSize);
        float[] expected = Samples.ForwardEach(Trained(), input);
        for (int round = 0; round < 20; round++)
        {
            FoldedNorm network = Trained();
            int wrong = 0;
            Parallel.For(0, 8, _ =>
            {
                if (!Samples.ForwardEach(network, input).SequenceEqual(expected))
                {
                    Interlocked.Increment(ref wrong);
                }
            });
            Assert.Equal(0, wrong);
        }
    }

    private static FoldedNorm Trained()
    {
        var network = new FoldedNorm(3);
        Train(network, Samples.Random(Rows * FoldedNorm.InputSize, 4));
        return network;
    }

    /// <summary>One step, and the outputs of its forward pass.</summary>
    private static float[] Train<TNetwork>(TNetwork network, float[] inputs)
        where TNetwork : class, INetwork<TNetwork>
    {
        var outputs = new float[inputs.Length / TNetwork.InputSize * TNetwork.OutputSize];
        TrainingWorkspace workspace = TNetwork.CreateWorkspace(Rows);
        network.ForwardTraining(inputs, outputs, workspace);
        var trainer = new Trainer<TNetwork>(network, new MeanSquaredError(), new Sgd { LearningRate = 0.1f }, Rows);
        trainer.Step(inputs, Samples.Random(outputs.Length, 8));
        return outputs;
    }

    private static float[] Predict<TNetwork>(TNetwork network, float[] inputs)
        where TNetwork : class, INetwork<TNetwork>
    {
        var outputs = new float[inputs.Length / TNetwork.InputSize * TNetwork.OutputSize];
        network.ForwardBatch(inputs, outputs);
        return outputs;
    }

    private static float[] Tensor<TNetwork>(TNetwork network, string name)
        where TNetwork : class, INetwork<TNetwork>
    {
        var values = new float[TensorInfo.Find(network.Tensors, name).Length];
        network.GetTensor(name, values);
        return values;
    }
}
