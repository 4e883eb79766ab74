namespace FcGen.Benchmarks;

/// <summary>Another library that can run the same network.</summary>
internal abstract class Peer(string name, string version) : IDisposable
{
    public string Name => name;

    public string Version => version;

    /// <summary>Creates the workload of the peer for a job, from the weights of the model, on one thread.</summary>
    /// <returns>Null if the peer does not support the job.</returns>
    public abstract NetworkWorkload? CreateWorkload(NetworkModel model, Job job, JobData data, float learningRate);

    public virtual void Dispose()
    {
    }
}

/// <summary>A peer that is not installed, and how to install it.</summary>
internal sealed record AbsentPeer(string Name, string Installation);

/// <summary>The peers of this machine.</summary>
internal sealed class PeerCatalog : IDisposable
{
    /// <summary>The peers. To add one, add a line here and a file in this folder. Open returns null if the peer is not installed.</summary>
    private static readonly (string Name, string Installation, Func<Peer?> Open)[] Known =
    [
        (OnnxRuntimePeer.PeerName, OnnxRuntimePeer.Installation, OnnxRuntimePeer.Open),
        (PyTorchPeer.PeerName, PyTorchPeer.Installation, PyTorchPeer.Open),
        (TensorPrimitivesPeer.PeerName, string.Empty, () => new TensorPrimitivesPeer()),
        (LoopPeer.PeerName, string.Empty, () => new LoopPeer()),
    ];

    private readonly List<Peer> _present = [];
    private readonly List<AbsentPeer> _absent = [];

    private PeerCatalog()
    {
    }

    /// <summary>A catalog without peers.</summary>
    public static PeerCatalog Empty => new();

    public IReadOnlyList<Peer> Present => _present;

    public IReadOnlyList<AbsentPeer> Absent => _absent;

    public static PeerCatalog Open()
    {
        var catalog = new PeerCatalog();
        foreach ((string name, string installation, Func<Peer?> open) in Known)
        {
            if (open() is { } peer)
            {
                catalog._present.Add(peer);
            }
            else
            {
                catalog._absent.Add(new AbsentPeer(name, installation));
            }
        }

        return catalog;
    }

    public void Dispose() => _present.ForEach(peer => peer.Dispose());
}
