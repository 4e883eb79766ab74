using FcGen.Tests.Training;

namespace FcGen.Tests.Networks;

/// <summary>Parameters and buffers are read without an effect, and written through an edit.</summary>
public sealed class NetworkEditTests
{
    private static readonly float[] Input = Samples.Random(FoldedNorm.InputSize);

    [Fact]
    public void Reading_parameters_and_buffers_changes_no_prediction_and_derives_nothing_again()
    {
        var network = new FoldedNorm(3);
        float[] expected = network.Predict(Input);
        float[] read = network.State();

        // Numbers that are not derived again do not follow a silent write.
        WriteSilently(network);
        float[] silent = network.Predict(Input);
        _ = network.Parameters[0] + network.Buffers[0];

        Assert.Equal(silent, network.Predict(Input));
        read.AsSpan(network.Parameters.Length).CopyTo(Plumbing(network).MutableState[network.Parameters.Length..]);
        Assert.Equal(expected, network.Predict(Input));
    }

    [Fact]
    public void An_edit_takes_effect_when_it_is_disposed()
    {
        var network = new FoldedNorm(3);
        float[] before = network.Predict(Input);
        using (NetworkEdit<FoldedNorm> edit = network.Edit())
        {
            edit.Buffers.Fill(2);

            Assert.Equal(before, network.Predict(Input));
        }

        Assert.NotEqual(before, network.Predict(Input));
        var equal = new FoldedNorm(3);
        foreach (string buffer in network.Tensors.Where(tensor => tensor.Kind == TensorKind.Buffer).Select(tensor => tensor.Name))
        {
            equal.SetTensor(buffer, [.. network.GetTensor(buffer).Select(_ => 2f)]);
        }

        Assert.Equal(equal.Predict(Input), network.Predict(Input));
    }

    [Fact]
    public void A_view_shows_what_is_written_later()
    {
        var network = new SmallNet(1);
        ReadOnlySpan<float> parameters = network.Parameters;
        using (NetworkEdit<SmallNet> edit = network.Edit())
        {
            edit.Parameters.Fill(0.5f);
        }

        Assert.Equal([.. Enumerable.Repeat(0.5f, parameters.Length)], parameters);
    }

    [Fact]
    public void An_edit_has_the_spans_that_the_network_shows()
    {
        var network = new FoldedNorm(3);
        using NetworkEdit<FoldedNorm> edit = network.Edit();

        Assert.True(network.Parameters == edit.Parameters);
        Assert.True(network.Buffers == edit.Buffers);
        Assert.True(new SmallNet(1).Edit().Buffers.IsEmpty);
    }

    [Fact]
    public void An_edit_may_be_disposed_twice_and_gives_no_spans_afterwards()
    {
        NetworkEdit<FoldedNorm> edit = new FoldedNorm(3).Edit();
        edit.Dispose();
        edit.Dispose();

        AssertGivesNothing(edit);
    }

    [Fact]
    public void A_default_edit_belongs_to_no_network()
    {
        NetworkEdit<FoldedNorm> edit = default;
        edit.Dispose();

        AssertGivesNothing(edit);
        Assert.Throws<ArgumentNullException>("network", () => new NetworkEdit<FoldedNorm>(null!).Dispose());
    }

    [Fact]
    public void Predictions_during_an_edit_leave_nothing_behind()
    {
        for (int round = 0; round < 30; round++)
        {
            var network = new FoldedNorm(round);
            bool isDone = false;
            var predicting = new Thread(() =>
            {
                while (!Volatile.Read(ref isDone))
                {
                    network.Predict(Input);
                }
            });
            predicting.Start();
            for (int write = 0; write < 50; write++)
            {
                using NetworkEdit<FoldedNorm> edit = network.Edit();
                edit.Buffers.Fill(write);
            }

            float[] after = network.Predict(Input);
            Volatile.Write(ref isDone, true);
            predicting.Join();
            var fresh = new FoldedNorm();
            fresh.CopyFrom(network);
            Assert.Equal(fresh.Predict(Input), after);
        }
    }

    [Fact]
    public void CopyFrom_makes_networks_equal_and_leaves_the_other_one_alone()
    {
        var from = new FoldedNorm(3);
        using (NetworkEdit<FoldedNorm> edit = from.Edit())
        {
            edit.Buffers.Fill(2);
        }

        float[] state = from.State();
        var to = new FoldedNorm(4) { MaxDegreeOfParallelism = 2 };
        to.Predict(Input);
        to.CopyFrom(from);
        from.CopyFrom(from);

        Assert.Equal(state, to.State());
        Assert.Equal(state, from.State());
        Assert.Equal(from.Predict(Input), to.Predict(Input));
        Assert.Equal(2, to.MaxDegreeOfParallelism);
        Assert.Throws<ArgumentNullException>("other", () => to.CopyFrom(null!));
    }

    [Fact]
    public void Create_is_the_constructor_with_a_seed()
    {
        Assert.Equal(new FoldedNorm(5).State(), FoldedNorm.Create(5).State());
        Assert.Equal(new FoldedNorm(5).State(), CreateGeneric<FoldedNorm>(5).State());

        static TNetwork CreateGeneric<TNetwork>(int seed)
            where TNetwork : class, INetwork<TNetwork> => TNetwork.Create(seed);
    }

    [Fact]
    public void Predict_returns_what_Forward_writes()
    {
        var network = new EveryLayer(3);
        float[] input = Samples.Random(EveryLayer.InputSize);
        float[] output = network.Predict(input);

        Assert.Equal(Samples.ForwardEach(network, input), output);
        Assert.NotSame(output, network.Predict(input));
        Assert.Throws<ArgumentException>("input", () => network.Predict(new float[EveryLayer.InputSize + 1]));
    }

    [Fact]
    public void GetTensor_returns_what_it_would_write()
    {
        var network = new EveryLayer(3);
        foreach (TensorInfo tensor in network.Tensors)
        {
            var written = new float[tensor.Length];
            network.GetTensor(tensor.Name, written);
            Assert.Equal(written, network.GetTensor(tensor.Name));
        }

        Assert.Throws<ArgumentException>("name", () => network.GetTensor("none"));
    }

    private static void AssertGivesNothing(NetworkEdit<FoldedNorm> edit)
    {
        string[] thrown = ["", ""];
        try
        {
            _ = edit.Parameters;
        }
        catch (ObjectDisposedException exception)
        {
            thrown[0] = exception.ObjectName;
        }

        try
        {
            _ = edit.Buffers;
        }
        catch (ObjectDisposedException exception)
        {
            thrown[1] = exception.ObjectName;
        }

        Assert.Equal(["NetworkEdit<FoldedNorm>", "NetworkEdit<FoldedNorm>"], thrown);
    }

    private static void WriteSilently(FoldedNorm network) => Plumbing(network).MutableState[network.Parameters.Length..].Fill(7);

    private static INetwork<FoldedNorm> Plumbing(FoldedNorm network) => network;
}
