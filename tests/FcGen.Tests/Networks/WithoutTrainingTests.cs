namespace FcGen.Tests.Networks;

/// <summary>A network that only predicts has no training code.</summary>
public sealed class WithoutTrainingTests
{
    [Fact]
    public void Predictions_have_the_bits_of_the_network_with_training()
    {
        var trained = new WithTraining(seed: 4);
        new Trainer<WithTraining>(trained, new MeanSquaredError(), new Sgd(), 8).Step(Samples.Random(8 * 30), Samples.Random(8 * 5));
        using var file = new MemoryStream();
        trained.Save(file);
        file.Position = 0;
        WithoutTraining network = WithoutTraining.Load(file);
        float[] inputs = Samples.Random(9 * 30);
        var expected = new float[9 * 5];
        var actual = new float[9 * 5];

        trained.ForwardBatch(inputs, expected);
        network.ForwardBatch(inputs, actual);

        Assert.Equal(expected, actual);
        Assert.Equal(trained.Predict(inputs.AsSpan(0, 30)), network.Predict(inputs.AsSpan(0, 30)));
    }

    [Fact]
    public void A_trainer_says_why_it_cannot_train()
    {
        NotSupportedException exception = Assert.Throws<NotSupportedException>(
            () => new Trainer<WithoutTraining>(new WithoutTraining(), new MeanSquaredError(), new Sgd(), 1));

        Assert.Equal("Network 'WithoutTraining' has no training code because of [Network(Training = false)].", exception.Message);
    }

    [Fact]
    public void Prepare_leaves_training_out() =>
        Assert.Null(Record.Exception(() => WithoutTraining.Prepare(Preparation.Forward | Preparation.Batch | Preparation.Training)));
}

[Network]
[Input(30)]
[Dense(20), BatchNorm, ReLU, Dropout(0.2f), Dense(5)]
internal sealed partial class WithTraining;

[Network(Training = false)]
[Input(30)]
[Dense(20), BatchNorm, ReLU, Dropout(0.2f), Dense(5)]
internal sealed partial class WithoutTraining;
