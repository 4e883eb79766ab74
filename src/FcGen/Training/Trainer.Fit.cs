using System.Diagnostics;
using FcGen.Data;
using FcGen.Numerics;

namespace FcGen;

/// <content>Training on whole data sets.</content>
public sealed partial class Trainer<TNetwork>
{
    /// <summary>Upper half of the keys of augmentation's random numbers, which separates them from other uses of the same seed.</summary>
    private const ulong AugmentationKey = 0x41554758UL << 32; // "AUGX"

    private readonly BatchBuffer _batch = new();
    private int _epochsBegun;

    /// <summary>Trains for a number of epochs, with the other options of <see cref="FitOptions"/> at their defaults.</summary>
    /// <param name="data">The training set, in memory or not.</param>
    /// <param name="epochs">Number of passes through the training set; at least 1. Default: 10.</param>
    /// <param name="cancellationToken">Stops training between two steps. Default: none.</param>
    /// <returns>The training loss of each epoch.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is below 1; nothing is trained.</exception>
    /// <inheritdoc cref="Fit(DataSource, FitOptions, CancellationToken)" path="/*[self::exception or self::remarks]"/>
    public History Fit(DataSource data, int epochs = FitOptions.DefaultEpochs, CancellationToken cancellationToken = default) =>
        Fit(data, new FitOptions { Epochs = OptionChecks.AtLeast(1, epochs) }, cancellationToken);

    /// <summary>
    /// Trains for a number of epochs. Optimizer and random orders continue from their current state: two calls of one epoch equal one call
    /// of two. The training loss uses <see cref="DataSet.SampleWeights"/>, unless the sampler does. A batch whose samples all have weight 0,
    /// have labels with a class weight of 0 or are ignored is skipped. A step allocates nothing.
    /// </summary>
    /// <param name="data">The training set, in memory or not. The last batch of an epoch may be smaller.</param>
    /// <param name="options">Number of epochs, order of the samples, validation set and more.</param>
    /// <param name="cancellationToken">
    /// Stops training between two steps. The network then has the parameters of the last finished step;
    /// <see cref="EarlyStopping.RestoreBest"/> does not apply. Default: none.
    /// </param>
    /// <returns>Loss and validation result of each epoch.</returns>
    /// <exception cref="ArgumentException">
    /// A data set does not match the network, the loss or the batch size, the targets in memory of training and validation are not
    /// standardized with the same statistics, options contradict each other, or the mode of a <see cref="ReduceLROnPlateau"/> contradicts
    /// the monitored value; nothing is trained.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; nothing is trained.</exception>
    /// <exception cref="NotSupportedException">
    /// A data set has labels but the loss or a metric needs targets, or vice versa; nothing is trained.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// A metric is for another number of classes or in use by another evaluation, or another call on this trainer is running; nothing is
    /// trained.
    /// </exception>
    /// <exception cref="NotFiniteNumberException">
    /// The loss or a gradient of a batch is NaN or infinite, and <see cref="NonFiniteGradients"/> is
    /// <see cref="NonFiniteGradients.Throw"/>. That batch is not applied: parameters and buffers are restored to the previous step, or,
    /// with <see cref="EarlyStopping.RestoreBest"/>, to the best epoch if there is one. Unless the setting is
    /// <see cref="NonFiniteGradients.Apply"/>, also thrown if a parameter is NaN or infinite before the first step or after an epoch.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was canceled. The parameters are those of the last finished step. If a validation was canceled,
    /// the epoch before it counts for the <see cref="Schedule"/>, as one whose monitored value is NaN.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// A file is damaged, or a label in it is not a class index. The parameters are those of the last finished step.
    /// </exception>
    /// <remarks>
    /// <para>
    /// Everything that is known is checked before the first step: options, shapes, the labels of all samples or the number of classes of a
    /// source, the range of targets in memory, class weights, the size of the last batch for batch norm, whether loss and metrics accept
    /// the data, and whether the parameters are finite. The content of a file or of a custom source after its first sample is checked when
    /// it is read.
    /// </para>
    /// <para>
    /// After an exception the trainer, its optimizer and the data sets can be used again. An exception of these checks leaves everything
    /// unchanged. A later exception, also in your code (augmentation, callbacks, a data source), leaves parameters, buffers, optimizer
    /// state and the steps of the <see cref="Schedule"/> as after the last finished step. The interrupted epoch does not count for a
    /// schedule of epochs, and the next call begins with the random order of the next epoch. Background reading has ended.
    /// <see cref="FitOptions.OnBatch"/> and <see cref="FitOptions.Progress"/> have reported all finished batches.
    /// </para>
    /// </remarks>
    public History Fit(DataSource data, FitOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using Call call = BeginCall(Member.Fit);
        CheckFit(data, options, cancellationToken);
        using BatchReader reader = BatchReader.Create(data, options, cancellationToken);
        int batches = CountBatches(reader.Count, options);
        Metric[] metrics = options.AllMetrics;
        Action<FitProgress>? report = options.Progress is { } target ? target.Report : null;
        var tracker = new BestEpochTracker<TNetwork>(options, Network, AveragedNetwork);
        var epochs = new List<EpochResult>(Math.Min(options.Epochs, 1024));
        try
        {
            while (epochs.Count < options.Epochs && !tracker.IsOver)
            {
                long start = Stopwatch.GetTimestamp();
                long skippedBefore = SkippedSteps;
                FitProgress last = FitEpoch(reader, data, options, report, epochs.Count + 1, batches, cancellationToken);
                CheckState($"Training stopped after epoch {last.Epoch} of {options.Epochs}");
                EpochResult result = FinishEpoch(last, options, report, metrics, tracker, start, cancellationToken) with
                {
                    SkippedSteps = SkippedSteps - skippedBefore,
                };
                epochs.Add(result);
                options.Log?.WriteLine(result.Describe(options.Epochs));
                CallBack(options.OnEpoch, result);
            }
        }
        catch (NotFiniteNumberException)
        {
            tracker.Restore();
            throw;
        }

        tracker.Restore();
        var history = new History(epochs, tracker.BestEpoch, epochs.Count < options.Epochs);
        options.Log?.WriteLine(history.Summary);
        return history;
    }

    private EpochResult FinishEpoch(
        FitProgress last,
        FitOptions options,
        Action<FitProgress>? report,
        Metric[] metrics,
        BestEpochTracker<TNetwork> tracker,
        long start,
        CancellationToken cancellationToken)
    {
        double monitored = double.NaN;
        try
        {
            if (options.Validation is { } validation)
            {
                last = last with { Validation = Measure(validation, validation.Count, metrics, default, cancellationToken) };
            }

            monitored = options.Monitor is null
                ? last.Validation?.Loss ?? last.Loss
                : last.Validation!.Metrics[Array.IndexOf(metrics, options.Monitor)].Value;
            tracker.Observe(last.Epoch, monitored);
            if (last.Validation is not null)
            {
                CallBack(report, last);
            }
        }
        finally
        {
            // All steps of the epoch are done, even if its validation was canceled.
            AdvanceEpoch((float)monitored);
        }

        return new EpochResult(last.Epoch, last.Loss, last.Validation, Stopwatch.GetElapsedTime(start)) { LearningRate = _appliedRate };
    }

    private FitProgress FitEpoch(
        BatchReader reader,
        DataSource data,
        FitOptions options,
        Action<FitProgress>? report,
        int epoch,
        int batches,
        CancellationToken cancellationToken)
    {
        WeightedMean mean = default;
        FitProgress progress = default;
        _batch.MakeRoom(data, Math.Min(BatchSize, reader.Count), reader.HasSampleWeights);
        reader.BeginEpoch(++_epochsBegun);
        DiscardAccumulated();
        for (int batch = 1; batch <= batches; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int first = (batch - 1) * BatchSize;
            SampleBatch samples = _batch.Take(Math.Min(BatchSize, reader.Count - first));
            reader.Read(samples);
            if (HasTargetRange && !samples.HasLabels && data is not DataSet)
            {
                CheckTargets(samples, epoch, batch);
            }

            Augment(samples, options, batch);
            float loss = samples.HasLabels
                ? ComputeWeighted(samples.Inputs, samples.Labels, samples.SampleWeights)
                : ComputeWeighted(samples.Inputs, samples.Targets, samples.SampleWeights);
            double weight = WeightOf(samples);
            if (weight == 0)
            {
                // Nothing to learn: the loss and its gradients would divide by zero.
                UndoForward();
            }
            else if (TryApplyOrAccumulate(loss, weight))
            {
                mean.Add(MeanOf(loss, weight, samples), weight);
            }
            else
            {
                Skip(loss, new LastBatch(samples, epoch, options.Epochs, batch, batches));
            }

            if (batch == batches && _accumulatedBatches > 0 && !TryApplyAccumulated(loss: 0))
            {
                Skip(loss: 0, default);
            }

            progress = new FitProgress(epoch, options.Epochs, batch, batches, mean.Value, null);
            CallBack(options.OnBatch, progress);
            CallBack(report, progress);
        }

        reader.EndEpoch();
        return progress;
    }

    private void Augment(SampleBatch samples, FitOptions options, int batch)
    {
        if (options.Augmentation is not null)
        {
            var random = new PhiloxRandom(AugmentationKey | (uint)options.Seed, ((ulong)_epochsBegun << 32) | (uint)batch);
            options.Augmentation(samples, ref random);
        }
    }
}
