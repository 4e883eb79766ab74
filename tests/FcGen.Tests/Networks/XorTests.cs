namespace FcGen.Tests.Networks;

/// <summary>The smallest problem that one layer cannot solve.</summary>
public sealed class XorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void A_network_of_two_layers_learns_xor_without_an_error_from_any_seed(int seed)
    {
        float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1];
        float[] targets = [0, 1, 1, 0];
        var network = new Xor(seed);
        var trainer = new Trainer<Xor>(network, new MeanSquaredError(), new Adam { LearningRate = 0.02f }, batchSize: 4);
        float loss = float.NaN;
        for (int step = 0; step < 1500; step++)
        {
            loss = trainer.Step(inputs, targets);
        }

        var outputs = new float[4];
        network.ForwardBatch(inputs, outputs);
        Assert.Equal(targets, outputs.Select(output => output > 0.5f ? 1f : 0f));
        Assert.True(loss < 1e-3f, $"The loss is still {loss}.");
    }
}
