namespace FcGen;

/// <summary>Options of <see cref="Trainer{TNetwork}.Fit(DataSource, FitOptions, CancellationToken)"/>.</summary>
public sealed class FitOptions
{
    internal const int DefaultEpochs = 10;

    /// <summary>Number of passes through the training set; at least 1. Default: 10.</summary>
    public int Epochs { get; init; } = DefaultEpochs;

    /// <summary>
    /// Validation set, evaluated after each epoch. The network does not learn from it, and a loss of NaN on it does not end training.
    /// Default: none.
    /// </summary>
    public DataSource? Validation { get; init; }

    /// <summary>
    /// Metrics to measure on the validation set besides the loss, see <see cref="EvaluationResult.Metrics"/>. They are in the original
    /// units of standardized targets. Default: none.
    /// </summary>
    /// <exception cref="ArgumentException">The list, or a metric in it, is null.</exception>
    public IReadOnlyList<Metric> Metrics { get; init => field = OptionChecks.Items(value); } = [];

    /// <summary>Ends training when the monitored value stops improving. Default: null, all epochs are trained.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// Metric that early stopping and <see cref="ReduceLROnPlateau"/> monitor. It is measured on the validation set, whether listed in
    /// <see cref="Metrics"/> or not. NaN is no improvement. <see cref="ReduceLROnPlateau.Mode"/> must agree with
    /// <see cref="Metric.HigherIsBetter"/>. Default: null, the validation loss, or the training loss without a validation set.
    /// </summary>
    public Metric? Monitor { get; init; }

    /// <summary>Whether to shuffle the samples in each epoch; ignored with a <see cref="Sampler"/>. Default: true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// Sampler of the samples of a <see cref="DataSet"/>: <see cref="ClassBalancedSampler"/>, <see cref="WeightedRandomSampler"/>, or a
    /// custom one. Default: null, each sample once, in the order of <see cref="Shuffle"/>.
    /// </summary>
    public Sampler? Sampler { get; init; }

    /// <summary>
    /// Whether to drop the last batch of an epoch if it is smaller, as <c>drop_last</c> of PyTorch's DataLoader. Batch norm cannot train on
    /// a single sample: <c>Fit</c> rejects data that leaves one for the last batch. Default: false.
    /// </summary>
    public bool DropLast { get; init; }

    /// <summary>
    /// Number of samples to buffer if the training set is not in memory; at least 2. Half of them are used for training while the other
    /// half is read. With <see cref="Shuffle"/> a half is filled with blocks from random positions, each a sixteenth of its samples
    /// (rounded down, but at least 1), and its samples are shuffled. Larger values approach a random order of all samples. Default: 16,384.
    /// </summary>
    public int BufferedSamples { get; init; } = 16_384;

    /// <summary>Augmentation of each training batch. Validation is not affected. Default: none.</summary>
    public BatchAugmentation? Augmentation { get; init; }

    /// <summary>Seed of shuffling and augmentation; the same seed gives the same order and batches on every machine. Default: 0.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// Called after each batch, on the training thread: training continues when the call returns. <see cref="FitProgress.Validation"/> is
    /// null. Default: none.
    /// </summary>
    /// <inheritdoc cref="OnEpoch" path="/remarks"/>
    public Action<FitProgress>? OnBatch { get; init; }

    /// <summary>
    /// Called at the end of each epoch, on the training thread: training continues when the call returns. The validation of the epoch is
    /// done and the <see cref="Trainer{TNetwork}.Schedule"/> has advanced. Early stopping ends training after the call. Default: none.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The order of an epoch: for each batch the optimizer step, <see cref="OnBatch"/>, <see cref="Progress"/>; then validation,
    /// <see cref="Progress"/> with its result, <see cref="Log"/>, <see cref="OnEpoch"/>.
    /// </para>
    /// <para>
    /// An exception thrown by a callback ends <c>Fit</c>. The network then keeps the state of the last finished
    /// step, as after a cancellation. The trainer can be used again.
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// trainer.Fit(train, new FitOptions
    /// {
    ///     Validation = test,
    ///     OnEpoch = epoch => Console.WriteLine($"{epoch.Epoch}: {epoch.Validation!.Loss}"),
    /// });
    /// </code>
    /// </example>
    public Action<EpochResult>? OnEpoch { get; init; }

    /// <summary>
    /// Receives a report after each batch and, with a validation set, after each epoch. <see cref="IProgress{T}.Report"/> is called on the
    /// training thread. Default: none.
    /// </summary>
    /// <remarks>
    /// A <see cref="Progress{T}"/> does not handle a report when it is called: it posts the report to the
    /// <see cref="SynchronizationContext"/> captured by its constructor, or to the thread pool if there is none. Reports may then be handled
    /// late, out of order, or after <c>Fit</c> has returned, and the network may have changed since. Use it to
    /// update a user interface. To print, record or stop training, use <see cref="OnEpoch"/> and <see cref="OnBatch"/>.
    /// </remarks>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>
    /// Writer of a log, for example <see cref="Console.Out"/>: <c>Fit</c> writes a line after each epoch, <see cref="EpochResult.ToString"/>
    /// with the number of epochs, and at the end the last line of <see cref="History.ToString"/>. It writes on the training thread, before
    /// <see cref="OnEpoch"/> is called; an exception of the writer ends <c>Fit</c> as one of a callback. Default: null, nothing is written.
    /// </summary>
    public TextWriter? Log { get; init; }

    /// <summary>All metrics to measure, the monitored one included.</summary>
    internal Metric[] AllMetrics => Monitor is null || Metrics.Contains(Monitor) ? [.. Metrics] : [.. Metrics, Monitor];

    /// <summary>Rejects options that are out of range or contradict each other.</summary>
    internal void Check()
    {
        OptionChecks.AtLeast(1, Epochs);
        if (Validation is null && AllMetrics is [Metric metric, ..])
        {
            throw new ArgumentException($"Metrics ({metric.Name}) are measured on a validation set, but Validation is null.", "options");
        }
    }
}
