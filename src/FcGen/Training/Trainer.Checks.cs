using System.Globalization;

namespace FcGen;

/// <content>Checks of data and options before training or evaluation.</content>
public sealed partial class Trainer<TNetwork>
{
    /// <summary>Checks everything that is known before the first step, so that an error leaves no half-trained network.</summary>
    private void CheckFit(DataSource data, FitOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        CheckPlateau(options.Monitor);
        CheckData(data, nameof(data));
        if (options.Validation is not null)
        {
            CheckData(options.Validation, nameof(options));
            CheckScales(data, options.Validation);
        }

        CheckState("Nothing has been trained");

        // One sample shows whether loss and metrics accept the data. Its own loss is computed even if its weight is 0.
        Span<float> sampleLoss = stackalloc float[1];
        Measure(data, 1, [], sampleLoss, cancellationToken);
        CheckTargets(data, nameof(data));
        CheckWeights(data);
        if (options.Validation is not null)
        {
            Measure(options.Validation, 1, options.AllMetrics, sampleLoss, cancellationToken);
            CheckTargets(options.Validation, nameof(options));
        }
    }

    private void CheckData(DataSource data, string parameter)
    {
        ArgumentNullException.ThrowIfNull(data, parameter);
        string? problem = data switch
        {
            _ when data.InputSize != _inputSize =>
                $"has {data.InputSize} inputs per sample, but {typeof(TNetwork).Name} expects {_inputSize}",
            { IgnoreIndex: { } ignored } when ignored != _loss.IgnoredLabel =>
                $"ignores the label {ignored}, but the IgnoreIndex of {_loss.GetType().Name} is {_loss.IgnoredLabel?.ToString(CultureInfo.InvariantCulture) ?? "not set"}",
            { HasLabels: false } when data.TargetSize != _outputSize => $"has {data.TargetSize} targets per sample, but {Outputs()}",
            { HasLabels: true } when data.ClassCount > _loss.ClassesOf(_outputSize) =>
                $"has labels up to {data.ClassCount - 1}, but {Outputs()}{_loss.DescribeLabels(_outputSize)}",
            _ => null,
        };
        if (problem is null)
        {
            return;
        }

        if (data.HasLabels && data.InputSize == _inputSize)
        {
            // A loss that needs targets reports it; then the number of outputs is not the problem.
            ComputeLoss(_outputs.Span[.._outputSize], [0], default, default);
        }

        throw new ArgumentException($"The data set {problem}.", parameter);

        string Outputs() => $"{typeof(TNetwork).Name} has {_outputSize} {(_outputSize == 1 ? "output" : "outputs")}";
    }

    /// <summary>Checks that targets in memory of training and validation are standardized with the same statistics, or not at all.</summary>
    private static void CheckScales(DataSource train, DataSource validation)
    {
        if (train is not DataSet || validation is not DataSet)
        {
            return;
        }

        (Standardizer? expected, Standardizer? actual) = (train.TargetStandardizer, validation.TargetStandardizer);
        int column = expected is null || actual is null ? 0 : expected.EqualColumns(actual);
        if ((expected is not null || actual is not null) && column < train.TargetSize)
        {
            throw new ArgumentException(
                $"Expected a validation set whose targets are {Describe(expected)} as in the training set, but they are {Describe(actual)}. "
                + $"Pass both through {nameof(Standardizer.ApplyToTargets)} of one {nameof(Standardizer)}.",
                "options");
        }

        string Describe(Standardizer? scale) => scale is null ? "not standardized" : string.Create(
            CultureInfo.InvariantCulture,
            $"standardized (column {column}: mean {scale.Mean[column]}, deviation {scale.StandardDeviation[column]})");
    }

    /// <summary>Checks that all targets in memory are in the valid range of the loss. The check of each step handles NaN.</summary>
    private void CheckTargets(DataSource data, string parameter)
    {
        if (HasTargetRange && data is DataSet { HasLabels: false } samples)
        {
            for (int sample = 0; sample < samples.Count; sample++)
            {
                CheckTargets(samples.GetTarget(sample), sample, "the data set", parameter);
            }
        }
    }

    /// <summary>Checks the targets of a batch from a source whose targets are not known in advance.</summary>
    private void CheckTargets(SampleBatch samples, int epoch, int batch)
    {
        for (int sample = 0; sample < samples.Count; sample++)
        {
            CheckTargets(samples.GetTarget(sample), sample, $"batch {batch} in epoch {epoch}", "data");
        }
    }

    private void CheckTargets(ReadOnlySpan<float> targets, int sample, string place, string parameter)
    {
        (float least, float most) = _loss.TargetRange;
        foreach (float target in targets)
        {
            if (target < least || target > most)
            {
                throw new ArgumentException(
                    $"{_loss.GetType().Name} expects targets from {least} to {most}, but sample {sample} of {place} has a target of {target}.",
                    parameter);
            }
        }
    }

    private bool HasTargetRange => float.IsFinite(_loss.TargetRange.Least) || float.IsFinite(_loss.TargetRange.Most);

    private string HaveNoWeight(bool hasSampleWeights) =>
        $"have a class weight of 0{(_loss.IgnoredLabel is null ? string.Empty : " or are ignored")}"
        + (hasSampleWeights ? " or have a sample weight of 0" : string.Empty);

    /// <summary>
    /// Rejects data whose samples all have weight 0, have labels with a class weight of 0 or are ignored: every batch would be skipped.
    /// </summary>
    private void CheckWeights(DataSource data)
    {
        if (!data.HasLabels && !data.HasSampleWeights)
        {
            return;
        }

        ReadOnlySpan<float> sampleWeights = data is DataSet weighted ? weighted.SampleWeights : default;
        int count = data is DataSet ? data.Count : data.ClassCount;
        for (int i = 0; i < count; i++)
        {
            bool hasWeight = sampleWeights.IsEmpty || sampleWeights[i] != 0;
            if (hasWeight && (!data.HasLabels || _loss.WeightOf([data is DataSet samples ? samples.GetLabel(i) : i]) != 0))
            {
                return;
            }
        }

        string problem = data.HasLabels
            ? $"All labels of the data set {HaveNoWeight(data.HasSampleWeights)} in {_loss.GetType().Name}"
            : "All samples of the data set have a weight of 0";
        throw new ArgumentException($"{problem}, so there is nothing to learn.", nameof(data));
    }

    /// <summary>Returns the number of batches in an epoch, and checks that none is too small for the network.</summary>
    private int CountBatches(int samples, FitOptions options)
    {
        (int whole, int rest) = Math.DivRem(samples, BatchSize);
        if (whole == 0 && options.DropLast)
        {
            throw new ArgumentException(
                $"Expected at least one batch of {BatchSize} samples, because DropLast is set, but an epoch has {samples} samples.",
                nameof(options));
        }

        int least = _workspace.LeastSamples;
        string needs = $"{typeof(TNetwork).Name} has batch norm, which trains on batches of at least {least} samples";
        if (BatchSize < least)
        {
            throw new ArgumentException($"{needs}, but the BatchSize of the trainer is {BatchSize}.", nameof(options));
        }

        if (rest > 0 && rest < least && !options.DropLast)
        {
            throw new ArgumentException(
                $"{needs}, but {samples} samples in batches of {BatchSize} leave {rest} for the last batch. "
                + (whole > 0 ? "Set FitOptions.DropLast to skip it, or choose another batch size." : "Add samples."),
                nameof(options));
        }

        return rest > 0 && !options.DropLast ? whole + 1 : whole;
    }
}
