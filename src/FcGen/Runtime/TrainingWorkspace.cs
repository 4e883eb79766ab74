using System.ComponentModel;
using FcGen.Runtime;

namespace FcGen;

/// <summary>
/// Memory for training a network: values saved for backward, and intermediate gradients. Create it with
/// <see cref="INetwork{TSelf}.CreateWorkspace"/> and reuse it for every step. A workspace is not thread-safe.
/// </summary>
public sealed class TrainingWorkspace
{
    private ThreadOwner _owner;
    private readonly Type _network;
    private readonly AlignedBuffer _buffer;

    /// <summary>Initializes a workspace. Used by generated code.</summary>
    /// <param name="network">The network class.</param>
    /// <param name="batchSize">Maximum number of samples, at least 1.</param>
    /// <param name="floatsPerSample">Number of floats per sample.</param>
    /// <param name="sharedFloats">Number of floats shared by all samples.</param>
    /// <param name="leastSamples">Minimum number of samples per call: 2 if a batch norm has one position.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1 or needs more than 2^31 - 1 floats.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TrainingWorkspace(Type network, int batchSize, int floatsPerSample, int sharedFloats = 0, int leastSamples = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        long length = ((long)batchSize * floatsPerSample) + sharedFloats;
        if (length > Array.MaxLength - 64)
        {
            throw new ArgumentOutOfRangeException(
                nameof(batchSize),
                batchSize,
                $"{network.Name} needs {floatsPerSample} floats per sample, so at most "
                + $"{(Array.MaxLength - 64 - sharedFloats) / floatsPerSample} samples fit in a workspace.");
        }

        _network = network;
        _buffer = new AlignedBuffer((int)length);
        BatchSize = batchSize;
        LeastSamples = leastSamples;
        SharedOffset = (nint)batchSize * floatsPerSample;
    }

    /// <summary>Maximum number of samples per call.</summary>
    public int BatchSize { get; }

    /// <summary>Minimum number of samples per call: 2 for a network with batch norm, because one sample has no variance.</summary>
    internal int LeastSamples { get; }

    /// <summary>
    /// Maximum number of threads of a pass, including the calling thread; -1 for the number of processors
    /// (<see cref="Environment.ProcessorCount"/>), which is never exceeded. Small work runs on one thread. The result is the same to the
    /// last bit for any number of threads. Default: 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below -1.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        set => field = NetworkGuard.MaxDegreeOfParallelism(value);
    } = 1;

    /// <summary>
    /// Seed of the random numbers of training (dropout). The same seed, step and batch give the same mask on every machine. Default: 0.
    /// </summary>
    public int Seed { get; set; }

    /// <summary>Number of forward passes so far; together with <see cref="Seed"/> it determines the next dropout masks.</summary>
    public long Step { get; set; }

    /// <summary>Number of samples of the last forward pass; 0 before the first.</summary>
    public int Samples { get; private set; }

    /// <summary>The state in which a stream begins, of which the only sample is a window; null for samples that begin with zeros.</summary>
    internal StreamState? State { get; set; }

    /// <summary>Index of the first float that all samples share.</summary>
    internal nint SharedOffset { get; }

    /// <summary>First float of the memory. Used by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref float Reference => ref _buffer.Reference;

    /// <summary>
    /// Checks the arguments of a forward pass, and begins it; <see cref="TrainingPasses.Forward"/> ends it. Used by generated code.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another thread is in a pass.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void BeginForward(Type network, int samples)
    {
        CheckNetwork(network);
        if (samples < 1)
        {
            throw new ArgumentException("A batch needs at least 1 sample, but has none.", "inputs");
        }

        if (samples < LeastSamples)
        {
            throw new ArgumentException(
                $"A network with batch norm trains on batches of at least {LeastSamples} samples, because one has no variance, but this batch "
                + $"has {samples}. FitOptions.DropLast skips a smaller last batch.",
                "inputs");
        }

        if (samples > BatchSize)
        {
            throw new ArgumentException($"The workspace holds at most {BatchSize} samples, but the batch has {samples}.", "inputs");
        }

        Enter();
        Samples = samples;
        Step++;
    }

    /// <summary>Checks that a backward pass follows a forward pass of the same network. Used by generated code.</summary>
    /// <returns>The number of samples.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int BeginBackward(Type network)
    {
        CheckNetwork(network);
        if (Samples == 0)
        {
            throw new InvalidOperationException("A backward pass needs a forward pass before it, but this workspace has run none.");
        }

        return Samples;
    }

    /// <summary>Whether a trainer owns the workspace, and ensures that only one thread uses it.</summary>
    internal bool BelongsToTrainer { get; set; }

    /// <summary>Begins a pass, which <see cref="Exit"/> ends.</summary>
    internal void Enter()
    {
        if (!BelongsToTrainer && !_owner.TryEnter())
        {
            ThrowInUse();
        }
    }

    /// <summary>Begins the backward pass of the samples that <see cref="BeginBackward"/> has returned.</summary>
    internal void Enter(int samples)
    {
        Enter();
        if (Samples != samples)
        {
            Exit();
            ThrowInUse();
        }
    }

    /// <summary>Ends a pass.</summary>
    internal void Exit()
    {
        if (!BelongsToTrainer)
        {
            _owner.Exit();
        }
    }

    private static void ThrowInUse() => throw new InvalidOperationException(
        "The workspace is in use on another thread. A workspace can be used by one thread at a time: create one for each thread.");

    private void CheckNetwork(Type network)
    {
        if (network != _network)
        {
            throw new ArgumentException($"The workspace was created for {_network.Name}, but was passed to {network.Name}.", "workspace");
        }
    }
}
