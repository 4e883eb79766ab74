namespace FcGen;

/// <summary>
/// The current version of a network that threads predict with while another thread publishes new weights, for example from online learning.
/// A prediction uses the weights of one version, never a mixture, and never waits.
/// </summary>
/// <remarks>
/// <para>
/// The slot has its own copies of the network. <see cref="Publish"/> writes a copy that no reader uses, and then makes it the current one.
/// Usually two copies suffice; a further one is created only if readers still use all others. So the memory is reused, and predictions
/// allocate nothing.
/// </para>
/// <para>All members are thread-safe. Concurrent calls of <see cref="Publish"/> run one after the other.</para>
/// </remarks>
/// <typeparam name="TNetwork">The network class.</typeparam>
/// <example>
/// <code>
/// var slot = new NetworkSlot&lt;DigitNet&gt;(net);
/// // On any thread:
/// slot.Forward(input, output);
/// // On the training thread:
/// trainer.Step(inputs, labels);
/// slot.Publish(net);
/// </code>
/// </example>
public sealed class NetworkSlot<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly Lock _publishing = new();
    private readonly List<SlotCopy<TNetwork>> _copies = [];
    private readonly float[] _input = new float[TNetwork.InputSize];
    private readonly float[] _output = new float[TNetwork.OutputSize];
    private SlotCopy<TNetwork> _current;
    private long _version;

    /// <summary>Initializes a slot with a copy of a network, as version 1.</summary>
    /// <param name="network">The network to copy. No thread may write it meanwhile.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    public NetworkSlot(TNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _current = null!;
        Publish(network);
    }

    /// <summary>Number of versions published so far, including the one of the constructor.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>
    /// Makes the weights of a network the current ones. Predictions that begin afterwards use them; running predictions finish with the
    /// version they began with.
    /// </summary>
    /// <param name="network">The network to copy. No thread may write it meanwhile; it may be trained afterwards.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    public void Publish(TNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        lock (_publishing)
        {
            SlotCopy<TNetwork> spare = FindSpare();
            spare.Network.CopyFrom(network);
            spare.Network.MaxDegreeOfParallelism = network.MaxDegreeOfParallelism;

            // The first prediction derives the scale and shift of batch norm. Readers need not wait for it.
            spare.Network.Forward(_input, _output);

            // An exchange is a full fence: the next call must see readers that found this copy to be current before it.
            Interlocked.Exchange(ref _current, spare);
            Interlocked.Increment(ref _version);
        }
    }

    /// <summary>
    /// Begins to read the current version, for several calls with the same weights:
    /// <c>using NetworkLease&lt;DigitNet&gt; lease = slot.Read();</c>
    /// </summary>
    public NetworkLease<TNetwork> Read()
    {
        while (true)
        {
            SlotCopy<TNetwork> copy = Volatile.Read(ref _current);
            copy.Enter();

            // A copy that is still current was complete when it was entered, and is not written before it is left.
            if (copy == Volatile.Read(ref _current))
            {
                return new NetworkLease<TNetwork>(copy);
            }

            copy.Leave();
        }
    }

    /// <summary>Computes the output of one sample with the current version, see <see cref="INetwork{TSelf}.Forward"/>.</summary>
    /// <param name="input"><see cref="INetwork{TSelf}.InputSize"/> values.</param>
    /// <param name="output">Receives <see cref="INetwork{TSelf}.OutputSize"/> values; the same span as the input or disjoint from it.</param>
    /// <exception cref="ArgumentException">A span has another length, or the spans overlap without being identical.</exception>
    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        using NetworkLease<TNetwork> lease = Read();
        lease.Network.Forward(input, output);
    }

    /// <summary>
    /// Computes the outputs of a batch with one version for all samples, see <see cref="INetwork{TSelf}.ForwardBatch"/>.
    /// </summary>
    /// <param name="inputs">[samples, <see cref="INetwork{TSelf}.InputSize"/>].</param>
    /// <param name="outputs">Receives [samples, <see cref="INetwork{TSelf}.OutputSize"/>].</param>
    /// <exception cref="ArgumentException">A length does not match, or the spans overlap without being identical.</exception>
    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        using NetworkLease<TNetwork> lease = Read();
        lease.Network.ForwardBatch(inputs, outputs);
    }

    /// <summary>Predicts the class of one sample with the current version, see <see cref="INetwork{TSelf}.Classify(ReadOnlySpan{float})"/>.</summary>
    /// <param name="input"><see cref="INetwork{TSelf}.InputSize"/> values.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    /// <exception cref="InvalidOperationException">The output is a sequence, a signal or an image.</exception>
    public int Classify(ReadOnlySpan<float> input)
    {
        using NetworkLease<TNetwork> lease = Read();
        return lease.Network.Classify(input);
    }

    /// <summary>Returns a copy that is not current and that no reader uses, a new one if there is none.</summary>
    private SlotCopy<TNetwork> FindSpare()
    {
        foreach (SlotCopy<TNetwork> copy in _copies)
        {
            if (copy != _current && copy.IsUnused)
            {
                return copy;
            }
        }

        var added = new SlotCopy<TNetwork>(TNetwork.Create(0));
        _copies.Add(added);
        return added;
    }
}
