namespace FcGen.Tests.Networks;

/// <summary>Weights that one thread publishes while others predict.</summary>
public sealed class NetworkSlotTests
{
    private const int Readers = 6;
    private const int Versions = 400;

    [Fact]
    public void Readers_see_one_version_never_a_mixture()
    {
        var slot = new NetworkSlot<Uniform>(WithWeight(1));
        var problems = new string?[Readers];
        using var start = new Barrier(Readers + 1);
        bool isDone = false;
        Thread[] threads = [.. Enumerable.Range(0, Readers).Select(reader => new Thread(() =>
        {
            start.SignalAndWait();
            var output = new float[Uniform.OutputSize];
            float last = 0;
            while (!Volatile.Read(ref isDone) && problems[reader] is null)
            {
                slot.Forward([1, 1, 1, 1], output);

                // With all weights of version v equal to v, each output is 4 v: exact, and different for every version.
                problems[reader] = output.Any(value => value != output[0]) ? $"a mixture: {string.Join(' ', output)}"
                    : output[0] < last ? $"{output[0]} after {last}"
                    : null;
                last = output[0];
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        start.SignalAndWait();

        Uniform source = WithWeight(1);
        for (int version = 2; version <= Versions; version++)
        {
            Fill(source, version);
            slot.Publish(source);
        }

        Volatile.Write(ref isDone, true);
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(problems, Assert.Null);
        Assert.Equal(Versions, slot.Version);
        Assert.Equal(4f * Versions, OutputOf(slot));
    }

    [Fact]
    public void A_lease_keeps_its_version()
    {
        var slot = new NetworkSlot<Uniform>(WithWeight(1));
        using NetworkLease<Uniform> lease = slot.Read();

        for (int version = 2; version < 10; version++)
        {
            slot.Publish(WithWeight(version));
        }

        Assert.Equal(4f, lease.Network.Predict([1, 1, 1, 1])[0]);
        Assert.Equal(36f, OutputOf(slot));
    }

    [Fact]
    public void The_slot_has_its_own_copy()
    {
        Uniform source = WithWeight(1);
        var slot = new NetworkSlot<Uniform>(source);

        Fill(source, 5);

        Assert.Equal(4f, OutputOf(slot));
    }

    [Fact]
    public void Predictions_and_versions_allocate_nothing()
    {
        Uniform source = WithWeight(1);
        var slot = new NetworkSlot<Uniform>(source);
        var input = new float[4];
        var output = new float[Uniform.OutputSize];
        slot.Publish(source);

        Assert.Equal(0, AllocationTests.LeastAllocated(100, () => slot.Forward(input, output)));
        Assert.Equal(0, AllocationTests.LeastAllocated(100, () => slot.Classify(input)));
        Assert.Equal(0, AllocationTests.LeastAllocated(100, () => slot.ForwardBatch(input, output)));
        Assert.Equal(0, AllocationTests.LeastAllocated(100, () => slot.Publish(source)));
    }

    [Fact]
    public void The_statistics_of_a_batch_norm_are_part_of_a_version()
    {
        var source = new Residual(seed: 1);
        var slot = new NetworkSlot<Residual>(source);
        float[] input = Samples.Random(Residual.InputSize);
        using (NetworkEdit<Residual> edit = source.Edit())
        {
            edit.Buffers.Fill(0.5f);
        }

        slot.Publish(source);

        var output = new float[Residual.OutputSize];
        slot.Forward(input, output);
        Assert.Equal(source.Predict(input), output);
    }

    [Fact]
    public void A_lease_that_has_ended_gives_no_network()
    {
        NetworkLease<Uniform> lease = new NetworkSlot<Uniform>(WithWeight(1)).Read();
        lease.Dispose();
        lease.Dispose();

        bool isRefused = false;
        try
        {
            _ = lease.Network;
        }
        catch (ObjectDisposedException exception)
        {
            isRefused = exception.ObjectName == "NetworkLease<Uniform>";
        }

        Assert.True(isRefused);
        Assert.Throws<ArgumentNullException>(() => new NetworkSlot<Uniform>(null!));
    }

    private static float OutputOf(NetworkSlot<Uniform> slot)
    {
        var output = new float[Uniform.OutputSize];
        slot.Forward([1, 1, 1, 1], output);
        return output[0];
    }

    private static Uniform WithWeight(float weight)
    {
        var network = new Uniform();
        Fill(network, weight);
        return network;
    }

    private static void Fill(Uniform network, float weight)
    {
        network.SetTensor("0.weight", [.. Enumerable.Repeat(weight, 4 * Uniform.OutputSize)]);
        network.SetTensor("0.bias", new float[Uniform.OutputSize]);
    }
}

/// <summary>Enough weights that copying them takes longer than a prediction.</summary>
[Network, Input(4), Dense(3000, Bias = true)]
internal sealed partial class Uniform;
