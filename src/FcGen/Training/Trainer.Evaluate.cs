using FcGen.Data;

namespace FcGen;

/// <content>Evaluation on whole data sets.</content>
public sealed partial class Trainer<TNetwork>
{
    private readonly Accuracy _accuracy = new();

    // Separate from training, because callbacks of training may evaluate.
    private readonly BatchBuffer _evaluationBatch = new();

    private float[] _originalTargets = [];

    /// <summary>
    /// Evaluates the network on a data set, in inference mode: without dropout, with running statistics. The loss uses
    /// <see cref="DataSet.SampleWeights"/>; accuracy and metrics do not. See also <see cref="EvaluateAverage"/>.
    /// </summary>
    /// <param name="data">The samples, in memory or not.</param>
    /// <param name="metrics">
    /// Metrics to measure besides loss and accuracy; each is reset first. They are in the original units of standardized targets
    /// (<see cref="DataSource.TargetStandardizer"/>), unlike the loss.
    /// </param>
    /// <returns>
    /// Mean loss, accuracy if it is defined, and the values of the metrics. Samples with the ignored label of the loss are skipped. If all
    /// are, the values are NaN.
    /// </returns>
    /// <exception cref="ArgumentException">The data set does not match the network.</exception>
    /// <exception cref="NotSupportedException">The data set has labels but the loss or a metric needs targets, or vice versa.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    /// <exception cref="InvalidOperationException">
    /// A metric is for another number of classes or in use by another evaluation, or another call on this trainer is running (except
    /// callbacks of <c>Fit</c>).
    /// </exception>
    public EvaluationResult Evaluate(DataSource data, params ReadOnlySpan<Metric> metrics)
    {
        using Call call = BeginCall(Member.Evaluate);
        CheckEvaluation(data, metrics);
        return Measure(data, data.Count, metrics, default, CancellationToken.None);
    }

    /// <summary>
    /// Evaluates the network on a data set, and returns the loss of each sample: the samples with the largest losses are the hardest, or have
    /// wrong labels.
    /// </summary>
    /// <param name="data">The samples, in memory or not.</param>
    /// <param name="sampleLosses">
    /// Receives the loss of each sample, [Count of <paramref name="data"/>], as PyTorch's <c>reduction="none"</c>, which includes class
    /// weights; elementwise losses are averaged over the outputs. The loss of an ignored sample is 0, as in PyTorch.
    /// <see cref="DataSet.SampleWeights"/> are not applied. An error may leave some of the losses
    /// written.
    /// </param>
    /// <param name="metrics">Metrics to measure besides loss and accuracy; each is reset first.</param>
    /// <exception cref="ArgumentException">
    /// The data set does not match the network, or the length of <paramref name="sampleLosses"/> is not the number of samples.
    /// </exception>
    /// <inheritdoc cref="Evaluate(DataSource, ReadOnlySpan{Metric})" path="/returns"/>
    /// <inheritdoc cref="Evaluate(DataSource, ReadOnlySpan{Metric})" path="/exception[not(contains(@cref, 'ArgumentException'))]"/>
    public EvaluationResult Evaluate(DataSource data, Span<float> sampleLosses, params ReadOnlySpan<Metric> metrics)
    {
        using Call call = BeginCall(Member.Evaluate);
        CheckEvaluation(data, metrics);
        return sampleLosses.Length == data.Count
            ? Measure(data, data.Count, metrics, sampleLosses, CancellationToken.None)
            : throw new ArgumentException(
                $"Expected a span for {data.Count} losses, one per sample, but its length is {sampleLosses.Length}.", nameof(sampleLosses));
    }

    private void CheckEvaluation(DataSource data, ReadOnlySpan<Metric> metrics)
    {
        CheckData(data, nameof(data));
        foreach (Metric metric in metrics)
        {
            ArgumentNullException.ThrowIfNull(metric, nameof(metrics));
        }
    }

    /// <summary>Evaluates a number of samples from the beginning.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="metrics">Metrics to measure.</param>
    /// <param name="sampleLosses">Empty, or receives the loss of each sample.</param>
    /// <param name="cancellationToken">Cancels between two batches.</param>
    private EvaluationResult Measure(
        DataSource data, int count, ReadOnlySpan<Metric> metrics, Span<float> sampleLosses, CancellationToken cancellationToken)
    {
        int entered = 0;
        try
        {
            while (entered < metrics.Length)
            {
                metrics[entered].BeginUse();
                entered++;
            }

            return MeasureAlone(data, count, metrics, sampleLosses, cancellationToken);
        }
        finally
        {
            foreach (Metric metric in metrics[..entered])
            {
                metric.EndUse();
            }
        }
    }

    /// <summary>Evaluates while no other evaluation uses the metrics.</summary>
    private EvaluationResult MeasureAlone(
        DataSource data, int count, ReadOnlySpan<Metric> metrics, Span<float> sampleLosses, CancellationToken cancellationToken)
    {
        WeightedMean loss = default;
        bool hasAccuracy = data.HasLabels || (_outputSize == 1 && _loss.DecisionThreshold is not null);
        _accuracy.Begin(_loss, data);
        foreach (Metric metric in metrics)
        {
            metric.Begin(_loss, data);
        }

        int rows;
        for (int first = 0; first < count; first += rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows = Math.Min(BatchSize, count - first);
            SampleBatch samples = data.View(first, rows, _evaluationBatch);
            Span<float> outputs = _outputs.Span[..(rows * _outputSize)];
            EvaluatedNetwork.ForwardBatch(samples.Inputs, outputs);
            double weight = WeightOf(samples);
            float batchLoss = ComputeLoss(outputs, samples.Labels, samples.Targets, samples.SampleWeights, default);
            loss.Add(MeanOf(batchLoss, weight, samples), weight);
            if (!sampleLosses.IsEmpty)
            {
                _loss.ComputeSamples(outputs, samples.Labels, samples.Targets, _outputSize, sampleLosses.Slice(first, rows));
            }

            if (hasAccuracy)
            {
                AddTo(_accuracy, outputs, samples);
            }

            if (!metrics.IsEmpty && data.TargetStandardizer is { } standardizer)
            {
                samples = ToOriginalUnits(standardizer, outputs, samples);
            }

            foreach (Metric metric in metrics)
            {
                AddTo(metric, outputs, samples);
            }
        }

        return new EvaluationResult(loss.Value, hasAccuracy ? (float)_accuracy.Value : null, count)
        {
            Metrics = ValuesOf(metrics),
        };
    }

    /// <summary>Converts outputs to the original units of the targets in place, and returns the samples with converted targets.</summary>
    private SampleBatch ToOriginalUnits(Standardizer standardizer, Span<float> outputs, SampleBatch samples)
    {
        if (_originalTargets.Length < samples.Targets.Length)
        {
            _originalTargets = new float[BatchSize * _outputSize];
        }

        Span<float> targets = _originalTargets.AsSpan(0, samples.Targets.Length);
        samples.Targets.CopyTo(targets);
        standardizer.Undo(targets);
        standardizer.Undo(outputs);
        return new SampleBatch(samples.Inputs, [], targets, samples.Count);
    }

    /// <summary>Returns the divisor of the mean loss of a batch.</summary>
    private double WeightOf(SampleBatch samples) => samples.HasLabels
        ? _loss.WeightOf(samples.Labels, samples.SampleWeights)
        : TotalOf(samples.SampleWeights, samples.Count);

    /// <summary>Returns the mean loss of a batch from its loss, which is the sum with <see cref="LossReduction.Sum"/>.</summary>
    private double MeanOf(float loss, double weight, SampleBatch samples) => _loss.Reduction == LossReduction.Mean ? loss
        : samples.HasLabels ? loss / weight
        : loss / (weight * _loss.TermsPerSample(_outputSize));

    private void AddTo(Metric metric, ReadOnlySpan<float> outputs, SampleBatch samples)
    {
        if (samples.HasLabels)
        {
            metric.Add(outputs, samples.Labels, _outputSize);
        }
        else
        {
            metric.Add(outputs, samples.Targets, _outputSize);
        }
    }

    private static MetricValue[] ValuesOf(ReadOnlySpan<Metric> metrics)
    {
        MetricValue[] values = metrics.IsEmpty ? [] : new MetricValue[metrics.Length];
        for (int i = 0; i < metrics.Length; i++)
        {
            values[i] = new MetricValue(metrics[i].Name, metrics[i].Value);
        }

        return values;
    }
}
