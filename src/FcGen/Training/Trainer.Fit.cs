using System.Diagnostics;
using System.Runtime.InteropServices;
using FcGen.Numerics;

namespace FcGen;

/// <content>Training and evaluation on whole data sets.</content>
public sealed partial class Trainer<TNetwork>
{
    /// <summary>First of the streams of random orders, one per epoch: a network made from the same seed does not share them.</summary>
    private const ulong ShuffleStreams = 0x4F52444552UL << 24; // "ORDER"

    private AlignedBuffer _batchInputs;
    private AlignedBuffer _batchTargets;
    private int[] _batchLabels = [];
    private int _epochsBegun;

    /// <summary>
    /// Trains for some epochs. The optimizer goes on from where it stands, and so do the random orders: two calls of one epoch train
    /// like one call of two.
    /// </summary>
    /// <param name="data">The training set. The last batch of an epoch may be a shorter one.</param>
    /// <param name="options">How long, in which order, with which validation set. Default: <c>new FitOptions()</c>.</param>
    /// <returns>Loss and validation result of each epoch.</returns>
    /// <exception cref="ArgumentException">A data set does not fit the network.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="FitOptions.Epochs"/> is below 1.</exception>
    /// <exception cref="NotSupportedException">The data set has labels and the loss needs targets.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// The loss of a batch is NaN or infinite. That batch has not been applied: the parameters are those of the step before.
    /// </exception>
    public History Fit(DataSet data, FitOptions? options = null)
    {
        options ??= new FitOptions();
        CheckData(data, nameof(data));
        if (options.Validation is not null)
        {
            CheckData(options.Validation, nameof(options));
        }

        if (options.Epochs < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Epochs, $"Epochs has to be at least 1, but is {options.Epochs}.");
        }

        MakeRoomForBatch(data);
        int[] order = new int[data.Count];
        var epochs = new EpochResult[options.Epochs];
        for (int epoch = 1; epoch <= epochs.Length; epoch++)
        {
            long start = Stopwatch.GetTimestamp();
            SetOrder(order, options, ++_epochsBegun);
            FitProgress last = FitEpoch(data, order, options, epoch);
            if (options.Validation is not null)
            {
                last = last with { Validation = Evaluate(options.Validation) };
                options.Progress?.Report(last);
            }

            epochs[epoch - 1] = new EpochResult(epoch, last.Loss, last.Validation, Stopwatch.GetElapsedTime(start));
        }

        return new History(epochs);
    }

    /// <summary>Measures the network on a data set, as it is at inference: without dropout.</summary>
    /// <param name="data">The samples.</param>
    /// <returns>Mean loss and, for samples with labels, accuracy.</returns>
    /// <exception cref="ArgumentException">The data set does not fit the network.</exception>
    /// <exception cref="NotSupportedException">The data set has labels and the loss needs targets.</exception>
    public EvaluationResult Evaluate(DataSet data)
    {
        CheckData(data, nameof(data));
        double lossSum = 0;
        int correct = 0;
        for (int first = 0; first < data.Count; first += Math.Min(BatchSize, data.Count - first))
        {
            int rows = Math.Min(BatchSize, data.Count - first);
            Span<float> outputs = _outputs.Span[..(rows * _outputSize)];
            Network.ForwardBatch(data.Inputs.Slice(first * _inputSize, rows * _inputSize), outputs);
            if (data.HasLabels)
            {
                ReadOnlySpan<int> labels = data.Labels.Slice(first, rows);
                lossSum += (double)_loss.Compute(outputs, labels, _outputSize, default) * rows;
                correct += CountCorrect(outputs, labels);
            }
            else
            {
                ReadOnlySpan<float> targets = data.Targets.Slice(first * _outputSize, rows * _outputSize);
                lossSum += (double)_loss.Compute(outputs, targets, _outputSize, default) * rows;
            }
        }

        float accuracy = data.HasLabels ? (float)correct / data.Count : float.NaN;
        return new EvaluationResult((float)(lossSum / data.Count), accuracy, data.Count);
    }

    private static void SetOrder(Span<int> order, FitOptions options, int round)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        if (options.Shuffle)
        {
            new PhiloxRandom((uint)options.Seed, ShuffleStreams + (uint)round).Shuffle(order);
        }
    }

    private FitProgress FitEpoch(DataSet data, ReadOnlySpan<int> order, FitOptions options, int epoch)
    {
        int batches = ((order.Length - 1) / BatchSize) + 1;
        double lossSum = 0;
        FitProgress progress = default;
        for (int batch = 1; batch <= batches; batch++)
        {
            int first = (batch - 1) * BatchSize;
            int rows = Math.Min(BatchSize, order.Length - first);
            float loss = ComputeGradients(data, order.Slice(first, rows));
            if (!float.IsFinite(loss))
            {
                throw new NotFiniteNumberException(
                    $"Training stopped in epoch {epoch} of {options.Epochs}, batch {batch} of {batches}: "
                    + $"the loss is {loss}, not a finite number. This batch has not been applied. "
                    + "Look for NaN or infinity in the data, or try a smaller learning rate.",
                    loss);
            }

            ApplyGradients();
            lossSum += (double)loss * rows;
            progress = new FitProgress(epoch, options.Epochs, batch, batches, (float)(lossSum / (first + rows)), null);
            options.Progress?.Report(progress);
        }

        return progress;
    }

    private float ComputeGradients(DataSet data, ReadOnlySpan<int> samples)
    {
        Span<float> inputs = _batchInputs.Span[..(samples.Length * _inputSize)];
        for (int row = 0; row < samples.Length; row++)
        {
            data.GetInput(samples[row]).CopyTo(inputs[(row * _inputSize)..]);
        }

        if (data.HasLabels)
        {
            Span<int> labels = _batchLabels.AsSpan(0, samples.Length);
            for (int row = 0; row < samples.Length; row++)
            {
                labels[row] = data.GetLabel(samples[row]);
            }

            return ComputeGradients(inputs, labels);
        }

        Span<float> targets = _batchTargets.Span[..(samples.Length * _outputSize)];
        for (int row = 0; row < samples.Length; row++)
        {
            data.GetTarget(samples[row]).CopyTo(targets[(row * _outputSize)..]);
        }

        return ComputeGradients(inputs, targets);
    }

    private void MakeRoomForBatch(DataSet data)
    {
        int rows = Math.Min(BatchSize, data.Count);
        if (_batchInputs.Length < rows * _inputSize)
        {
            _batchInputs = new AlignedBuffer(rows * _inputSize);
        }

        if (data.HasLabels && _batchLabels.Length < rows)
        {
            _batchLabels = new int[rows];
        }

        if (!data.HasLabels && _batchTargets.Length < rows * _outputSize)
        {
            _batchTargets = new AlignedBuffer(rows * _outputSize);
        }
    }

    private int CountCorrect(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels)
    {
        int correct = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            int best = Rows.IndexOfMax(ref MemoryMarshal.GetReference(outputs[(row * _outputSize)..]), _outputSize);
            correct += best == labels[row] ? 1 : 0;
        }

        return correct;
    }

    private void CheckData(DataSet data, string parameter)
    {
        ArgumentNullException.ThrowIfNull(data, parameter);
        string? problem = data switch
        {
            _ when data.InputSize != _inputSize =>
                $"has {data.InputSize} inputs per sample, but {typeof(TNetwork).Name} expects {_inputSize}",
            { HasLabels: false } when data.TargetSize != _outputSize =>
                $"has {data.TargetSize} targets per sample, but {typeof(TNetwork).Name} has {_outputSize} outputs",
            { HasLabels: true } when data.ClassCount > _outputSize =>
                $"has labels up to {data.ClassCount - 1}, but {typeof(TNetwork).Name} has {_outputSize} outputs, "
                + $"so that labels go from 0 to {_outputSize - 1}",
            _ => null,
        };
        if (problem is not null)
        {
            throw new ArgumentException($"The data set {problem}.", parameter);
        }
    }
}
