using FcGen.Tests.Data;
using FcGen.Tests.Networks;

namespace FcGen.Tests.Serialization;

/// <summary>Loading what was saved restores it to the last bit, and its predictions.</summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_dense_network() => IsTheSame(new Xor(5));

    [Fact]
    public void Dense_layers_without_bias() => IsTheSame(new EveryLayer(5));

    [Fact]
    public void Dense_layers_whose_weights_lie_as_dot_products() => IsTheSame(new SquareDot(5));

    [Fact]
    public void Norms_and_PReLU_and_concatenations_after_training() => IsTheSame(Trained(new Residual(5)));

    [Fact]
    public void A_batch_norm_that_predictions_fold() => IsTheSame(Trained(new FoldedNorm(5)));

    [Fact]
    public void Outputs_that_are_read_twice() => IsTheSame(new SquareConcat(5));

    [Fact]
    public void Weights_of_several_blocks() => IsTheSame(new SeveralBlocks(5));

    [Fact]
    public void Names_that_need_escapes() => IsTheSame(new StrangeNames(5));

    [Fact]
    public void A_network_without_tensors() => IsTheSame(new SquareDropout(5));

    [Fact]
    public void Numbers_that_are_none()
    {
        var network = new Line();
        network.SetTensor("0.weight", [float.NaN, float.NegativeInfinity]);
        network.SetTensor("0.bias", [-0f, float.Epsilon]);

        IsTheSame(network);
    }

    [Fact]
    public void A_loaded_network_predicts_with_numbers_that_are_set_later()
    {
        FoldedNorm saved = Trained(new FoldedNorm(5));
        saved.Save(_folder.Path("net.safetensors"));
        FoldedNorm loaded = FoldedNorm.Load(_folder.Path("net.safetensors"));
        var before = new float[FoldedNorm.OutputSize];
        loaded.Forward(Samples.Random(FoldedNorm.InputSize), before);
        var mean = Samples.Random(17, 3);
        saved.SetTensor("1.running_mean", mean);

        loaded.SetTensor("1.running_mean", mean);

        HaveSamePredictions(saved, loaded);
        var after = new float[FoldedNorm.OutputSize];
        loaded.Forward(Samples.Random(FoldedNorm.InputSize), after);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void Saving_changes_no_prediction()
    {
        FoldedNorm network = Trained(new FoldedNorm(5));
        float[] inputs = Samples.Random(FoldedNorm.InputSize * 3);
        float[] before = Samples.ForwardEach(network, inputs);

        network.Save(Stream.Null);

        Assert.Equal(before, Samples.ForwardEach(network, inputs));
    }

    [Fact]
    public void A_stream_is_written_and_read_from_where_it_stands_and_stays_open()
    {
        var network = new Xor(5);
        using var stream = new MemoryStream();
        stream.WriteByte(1);
        network.Save(stream);
        stream.Position = 1;

        Xor loaded = Xor.Load(stream);

        HaveSameTensors(network, loaded);
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public void A_stream_may_give_a_byte_at_a_time_and_not_know_its_length()
    {
        FoldedNorm network = Trained(new FoldedNorm(5));
        var file = new MemoryStream();
        network.Save(file);

        FoldedNorm loaded = FoldedNorm.Load(new TricklingStream(file.ToArray()));

        HaveSameTensors(network, loaded);
    }

    private static TNetwork Trained<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        const int Rows = 6;
        var trainer = new Trainer<TNetwork>(network, new MeanSquaredError(), new Sgd { LearningRate = 0.1f }, Rows);
        trainer.Step(Samples.Random(Rows * TNetwork.InputSize), Samples.Random(Rows * TNetwork.OutputSize, 2));
        return network;
    }

    private void IsTheSame<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        string path = _folder.Path("net.safetensors");
        network.Save(path);
        TNetwork loaded = TNetwork.Load(path);

        HaveSameTensors(network, loaded);
        HaveSamePredictions(network, loaded);

        // Padding too: it must be zero.
        Assert.Equal(Bits(network.State()), Bits(loaded.State()));
    }

    private static void HaveSameTensors<TNetwork>(TNetwork expected, TNetwork actual)
        where TNetwork : class, INetwork<TNetwork>
    {
        foreach (TensorInfo tensor in expected.Tensors)
        {
            var saved = new float[tensor.Length];
            var loaded = new float[tensor.Length];
            expected.GetTensor(tensor.Name, saved);
            actual.GetTensor(tensor.Name, loaded);
            Assert.Equal(Bits(saved), Bits(loaded));
        }
    }

    private static void HaveSamePredictions<TNetwork>(TNetwork expected, TNetwork actual)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] inputs = Samples.Random(TNetwork.InputSize * 3, 7);
        Assert.Equal(Bits(Samples.ForwardEach(expected, inputs)), Bits(Samples.ForwardEach(actual, inputs)));
    }

    private static int[] Bits(ReadOnlySpan<float> values) => [.. values.ToArray().Select(BitConverter.SingleToInt32Bits)];
}
