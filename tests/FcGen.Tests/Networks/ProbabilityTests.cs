namespace FcGen.Tests.Networks;

/// <summary>Outputs, class and probabilities of one sample.</summary>
public sealed class ProbabilityTests
{
    [Fact]
    public void Classify_gives_class_and_outputs_in_one_call()
    {
        var network = new ThreeLogits(seed: 2);
        foreach (float[] input in Samples.Random(40 * 4).Chunk(4))
        {
            var output = new float[3];

            Assert.Equal(network.Classify(input), network.Classify(input, output));
            Assert.Equal(network.Predict(input), output);
        }
    }

    [Fact]
    public void One_output_decides_in_both_ways_alike()
    {
        var network = new SigmoidNet();
        var output = new float[1];

        Assert.Equal(network.Classify([0.3f]), network.Classify([0.3f], output));
        Assert.Equal(network.Predict([0.3f]), output);
    }

    [Fact]
    public void Several_logits_pass_through_a_softmax()
    {
        var network = new ThreeLogits(seed: 2);
        float[] input = Samples.Random(4);

        float[] probabilities = network.PredictProbabilities(input);

        AssertClose(Softmax(network.Predict(input)), probabilities);
        Assert.Equal(1, probabilities.Sum(), 6);
    }

    [Fact]
    public void One_logit_passes_through_a_sigmoid()
    {
        var network = new LogitNet(seed: 1);

        AssertClose([Sigmoid(network.Predict([0.7f])[0])], network.PredictProbabilities([0.7f]));
    }

    [Fact]
    public void Probabilities_stay_and_logarithms_are_exponentiated()
    {
        float[] input = Samples.Random(4);

        Assert.Equal(new ThreeProbabilities(2).Predict(input), new ThreeProbabilities(2).PredictProbabilities(input));
        AssertClose(new ThreeLogits(2).PredictProbabilities(input), new ThreeLogProbabilities(2).PredictProbabilities(input));
    }

    [Fact]
    public void The_probabilities_may_replace_the_input()
    {
        float[] values = Samples.Random(3);
        float[] expected = new SquareLogits(1).PredictProbabilities(values);

        new SquareLogits(1).PredictProbabilities(values, values);

        Assert.Equal(expected, values);
    }

    [Fact]
    public void Batches_of_logits_become_probabilities()
    {
        float[] logits = Samples.Random(3 * 11);
        var softmax = new float[logits.Length];
        var sigmoid = new float[logits.Length];

        Probabilities.Softmax(logits, softmax, classes: 11);
        Probabilities.Sigmoid(logits, sigmoid);

        AssertClose([.. logits.Chunk(11).SelectMany(Softmax)], softmax);
        AssertClose([.. logits.Select(Sigmoid)], sigmoid);
        Probabilities.Exp([], []);
    }

    [Fact]
    public void Wrong_lengths_and_overlaps_are_refused()
    {
        var values = new float[6];

        Assert.Contains("multiple of 4 logits, but got 6", Assert.Throws<ArgumentException>(() => Probabilities.Softmax(values, values, 4)).Message);
        Assert.Throws<ArgumentException>(() => Probabilities.Sigmoid(values, new float[5]));
        Assert.Throws<ArgumentException>(() => Probabilities.Sigmoid(values.AsSpan(0, 4), values.AsSpan(1, 4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Probabilities.Softmax(values, values, 0));
        Assert.Throws<ArgumentException>(() => new ThreeLogits().PredictProbabilities(new float[4], new float[2]));
    }

    private static float[] Softmax(float[] logits)
    {
        double[] powers = [.. logits.Select(logit => Math.Exp(logit))];
        return [.. powers.Select(power => (float)(power / powers.Sum()))];
    }

    private static float Sigmoid(float logit) => (float)(1 / (1 + Math.Exp(-logit)));

    private static void AssertClose(float[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
}

[Network, Input(4), Dense(3)]
internal sealed partial class ThreeLogits;

[Network, Input(4), Dense(3), Softmax]
internal sealed partial class ThreeProbabilities;

[Network, Input(4), Dense(3), LogSoftmax]
internal sealed partial class ThreeLogProbabilities;

[Network, Input(3), Dense(3)]
internal sealed partial class SquareLogits;
