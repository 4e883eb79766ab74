namespace FcGen.Tests.Networks;

/// <summary>Equal values and NaN in pooling, as in PyTorch: the first maximum gets the gradient, or the last NaN.</summary>
public sealed class PoolingTests
{
    private const float NaN = float.NaN;
    private const float Infinity = float.PositiveInfinity;

    /// <summary>A window of 2 x 2, with the value and the position that PyTorch chooses.</summary>
    public static TheoryData<float[], float, int> Windows { get; } = new()
    {
        { [1, 2, 3, 4], 4, 3 },
        { [4, 4, 4, 4], 4, 0 },
        { [1, 5, 5, 2], 5, 1 },
        { [-0f, 0f, -1, -2], 0, 0 },
        { [1, NaN, 7, 2], NaN, 1 },
        { [NaN, 9, NaN, Infinity], NaN, 2 },
        { [NaN, NaN, NaN, NaN], NaN, 3 },
        { [-Infinity, -Infinity, -Infinity, -Infinity], -Infinity, 0 },
        { [-Infinity, -Infinity, -3, -Infinity], -3, 2 },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void One_channel(float[] window, float max, int chosen) => Check<OneChannel>(1, window, max, chosen);

    [Theory]
    [MemberData(nameof(Windows))]
    public void Channels_in_vectors(float[] window, float max, int chosen) => Check<Channels>(21, window, max, chosen);

    [Theory]
    [MemberData(nameof(Windows))]
    public void A_loop_over_the_window(float[] window, float max, int chosen) => Check<LargeWindow>(21, window, max, chosen);

    /// <summary>A window of padding alone: the maximum of nothing.</summary>
    [Fact]
    public void A_window_that_skips_the_input_is_minus_infinity()
    {
        var network = new Skipping();
        float[] outputs = network.Predict([1, 2, 3, 4]);
        Assert.Equal([-Infinity], outputs);
        TrainingWorkspace workspace = Skipping.CreateWorkspace(1);
        network.ForwardTraining([1, 2, 3, 4], outputs, workspace);
        float[] gradients = [1, 1, 1, 1];
        network.Backward([1, 2, 3, 4], [1], workspace, [], gradients);
        Assert.Equal([0, 0, 0, 0], gradients);
    }

    private static void Check<TNetwork>(int channels, float[] window, float max, int chosen)
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        const int Samples = 3;
        var network = new TNetwork();
        float[] sample = [.. Enumerable.Repeat(window, channels).SelectMany(values => values)];
        float[] inputs = [.. Enumerable.Repeat(sample, Samples).SelectMany(values => values)];
        Assert.All(network.Predict(sample), value => Assert.Equal(max, value));
        Assert.All(network.Predict(sample), value => Assert.Equal(float.IsNegative(window[chosen]), float.IsNegative(value)));

        TrainingWorkspace workspace = TNetwork.CreateWorkspace(Samples);
        float[] outputs = new float[Samples * channels];
        network.ForwardTraining(inputs, outputs, workspace);
        Assert.All(outputs, value => Assert.Equal(max, value));
        float[] outputGradients = [.. outputs.Select((_, i) => i + 1f)];
        float[] inputGradients = new float[inputs.Length];
        network.Backward(inputs, outputGradients, workspace, [], inputGradients);
        Assert.Equal(inputs.Select((_, i) => i % 4 == chosen ? outputGradients[i / 4] : 0), inputGradients);
    }
}

[Network]
[Input(1, 2, 2)]
[MaxPool2d(2)]
internal sealed partial class OneChannel;

[Network]
[Input(21, 2, 2)]
[MaxPool2d(2)]
internal sealed partial class Channels;

/// <summary>Padding adds nothing to a window of 4 x 4.</summary>
[Network]
[Input(21, 2, 2)]
[MaxPool2d(5, Padding = 2)]
internal sealed partial class LargeWindow;

[Network]
[Input(1, 4)]
[MaxPool1d(2, Padding = 1, Dilation = 5)]
internal sealed partial class Skipping;
