using System.Diagnostics.CodeAnalysis;

namespace FcGen;

/// <content>Check of loss and gradients before an update, and handling of a batch that fails it.</content>
public sealed partial class Trainer<TNetwork>
{
    // State that the last forward pass changed: running statistics of batch norm, and the next dropout masks.
    private readonly NetworkState<TNetwork>? _buffersBefore;
    private long _stepBefore;
    private bool _isForwardPending;

    /// <summary>
    /// Handling of a batch whose loss or gradients contain NaN or infinity, in <c>Fit</c>, <c>Step</c> and <see cref="ApplyGradients"/>.
    /// Gradients and running statistics of batch norm are checked before clipping and before the update. Default:
    /// <see cref="NonFiniteGradients.Throw"/>.
    /// </summary>
    /// <remarks>
    /// The check reads the gradients once more, which takes 1 to 2 % of a step with Adam and 32 samples (measured for 4-16-3, 64-128-10 and
    /// 784-128-10). With <see cref="ClipNorm"/> it costs nothing, because the norm needs that pass anyway.
    /// <see cref="NonFiniteGradients.Apply"/> disables the check.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a valid <see cref="FcGen.NonFiniteGradients"/>.</exception>
    public NonFiniteGradients NonFiniteGradients
    {
        get;
        set => field = OptionChecks.Defined(value, nameof(value));
    }

    /// <summary>
    /// Total number of batches that were skipped because their loss or gradients contained NaN or infinity
    /// (<see cref="NonFiniteGradients.Skip"/>). <see cref="EpochResult.SkippedSteps"/> is the number of one epoch.
    /// </summary>
    public long SkippedSteps { get; private set; }

    /// <summary>Saves the state that a forward pass is about to change.</summary>
    private void BeginForward()
    {
        _buffersBefore?.Save();
        _stepBefore = _workspace.Step;
        _isForwardPending = true;
    }

    /// <summary>Restores the state before the last forward pass, unless its gradients have been applied.</summary>
    private void UndoForward()
    {
        if (_isForwardPending)
        {
            _buffersBefore?.Restore();
            _workspace.Step = _stepBefore;
            _isForwardPending = false;
        }
    }

    /// <summary>Applies the gradients if they pass the check.</summary>
    /// <returns>Whether the gradients have been applied. Otherwise call <see cref="Skip"/>.</returns>
    private bool TryApply(float loss)
    {
        double squares = MeasureGradients();
        if (!IsFinite(loss, squares))
        {
            return false;
        }

        try
        {
            BeginSchedule();
            _appliedRate = _optimizer.LearningRate;
            if (HasClipNorm || !float.IsPositiveInfinity(ClipValue))
            {
                ClipGradients(squares);
            }

            Span<float> parameters = Network.MutableState[.._gradients.Length];
            if (_groups is null)
            {
                _optimizer.StepInParallel(parameters, _gradients.Span, MaxDegreeOfParallelism);
            }
            else
            {
                _optimizer.StepGroups(parameters, _gradients.Span, MaxDegreeOfParallelism, _groups);
            }
        }
        catch
        {
            UndoForward();
            throw;
        }
        finally
        {
            Network.OnStateChanged();
        }

        _isForwardPending = false;
        if (AveragedNetwork is { } averaged)
        {
            UpdateAverage(averaged);
        }

        AdvanceSchedule(ScheduleInterval.Step);
        return true;
    }

    /// <summary>Whether loss, gradients and running statistics are finite, or are not checked.</summary>
    /// <param name="loss">Loss of the batch.</param>
    /// <param name="squares">Result of <see cref="MeasureGradients"/>.</param>
    private bool IsFinite(float loss, double squares) =>
        NonFiniteGradients == NonFiniteGradients.Apply
        || (float.IsFinite(loss) && double.IsFinite(squares) && (_buffersBefore is null || NonFinite.AllFinite(Network.Buffers)));

    /// <summary>Restores the state before a batch that failed the check, or throws.</summary>
    /// <param name="loss">Loss of the batch.</param>
    /// <param name="batch">The batch, for messages. It is described only here, because this would take time in every step.</param>
    private void Skip(float loss, in LastBatch batch)
    {
        if (NonFiniteGradients == NonFiniteGradients.Throw)
        {
            Refuse(loss, batch);
        }

        UndoForward();
        SkippedSteps++;
    }

    /// <summary>
    /// Computes the sum of the squares of all gradients, with <see cref="ClipNorm"/>. In double precision it is finite if and only if all
    /// gradients are. Otherwise returns 0, or NaN if a gradient is not finite.
    /// </summary>
    private unsafe double MeasureGradients()
    {
        fixed (float* gradients = _gradients.Span)
        {
            return HasClipNorm ? _allRanges.Run(new SquaredNorm(gradients), MaxDegreeOfParallelism)
                : NonFiniteGradients == NonFiniteGradients.Apply ? 0
                : _gradients.Length <= RangeSums.RangeLength ? new FiniteCheck(gradients).Run(0, _gradients.Length)
                : _allRanges.Run(new FiniteCheck(gradients), MaxDegreeOfParallelism);
        }
    }

    /// <summary>Throws if the network itself is not finite, which no batch can repair.</summary>
    private void CheckState(string consequence)
    {
        if (NonFiniteGradients != NonFiniteGradients.Apply
            && !NonFinite.AllFinite(Network.MutableState)
            && DescribeState(out float value) is { } state)
        {
            throw new NotFiniteNumberException($"{consequence}: {state}, not a finite number. {HistoryOfParameters}", value);
        }
    }

    /// <summary>Restores the state before the last forward pass, and throws with the value that is not finite and its reason.</summary>
    [DoesNotReturn]
    private void Refuse(float loss, in LastBatch batch)
    {
        string found = DescribeFailure(loss, out float value);
        UndoForward();
        throw new NotFiniteNumberException(
            $"{batch.Place}{found}, not a finite number. This batch has not been applied. {CauseOf(batch)}", value);
    }

    /// <summary>
    /// Describes the value that failed the check: the loss, or the first gradient or running statistic that is not finite.
    /// </summary>
    private string DescribeFailure(float loss, out float value)
    {
        if (!float.IsFinite(loss))
        {
            value = loss;
            return $"the loss is {loss}";
        }

        if (NonFinite.TryDescribe(Network.Tensors, TensorKind.Parameter, _gradients.Span, out string? text, out value))
        {
            return $"the gradient of {text}";
        }

        if (NonFinite.TryDescribe(Network.Tensors, TensorKind.Buffer, Network.Buffers, out text, out value))
        {
            return $"the running statistic {text}";
        }

        value = float.NaN;
        return $"a value of {nameof(Gradients)} in the padding between tensors is NaN or infinite";
    }

    /// <summary>Describes the most likely reason for NaN or infinity, or a remedy.</summary>
    private string CauseOf(in LastBatch batch)
    {
        if (DescribeState(out _) is { } state)
        {
            return $"The reason: {state}, from before this batch. {HistoryOfParameters}";
        }

        if (batch.Describe() is { } data)
        {
            return $"The reason: {data}. To skip such batches, set {nameof(NonFiniteGradients)} to {nameof(NonFiniteGradients.Skip)}.";
        }

        if (batch.HasLabels && _loss.WeightOf(batch.Labels, batch.SampleWeights) == 0)
        {
            return $"The reason: all labels of the batch {HaveNoWeight(!batch.SampleWeights.IsEmpty)}.";
        }

        if (!batch.HasData)
        {
            return "Look for NaN or infinity in the data, or try a smaller learning rate.";
        }

        return _loss.ExplainNaN(_outputs.Span[..(_workspace.Samples * _outputSize)], _outputSize) is { } output
            ? $"The reason: {output}."
            : "Parameters and data are finite, so intermediate values overflowed: "
                + $"try a smaller learning rate than {_optimizer.LearningRate}, smaller inputs or targets, or {nameof(ClipNorm)}.";
    }

    /// <summary>Describes the first parameter or buffer that is not finite; null if there is none.</summary>
    private string? DescribeState(out float value) =>
        NonFinite.TryDescribe(Network.Tensors, TensorKind.Parameter, Network.Parameters, out string? text, out value) ? $"parameter {text}"
        : NonFinite.TryDescribe(Network.Tensors, TensorKind.Buffer, Network.Buffers, out text, out value) ? $"running statistic {text}"
        : null;

    private string HistoryOfParameters => float.IsNaN(_appliedRate)
        ? "This trainer has not made a step yet, so the network already had this value."
        : $"The last update had a learning rate of {_appliedRate}; try a smaller one.";

    /// <summary>Position of the batch of the gradients, for messages. Empty if it is not known.</summary>
    private readonly ref struct LastBatch
    {
        private readonly ReadOnlySpan<float> _inputs;
        private readonly ReadOnlySpan<float> _targets;
        private readonly (int Epoch, int Epochs, int Batch, int Batches)? _place;

        public LastBatch(
            ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, ReadOnlySpan<float> sampleWeights = default)
        {
            _inputs = inputs;
            Labels = labels;
            _targets = targets;
            SampleWeights = sampleWeights;
        }

        public LastBatch(SampleBatch samples, int epoch, int epochs, int batch, int batches)
            : this(samples.Inputs, samples.Labels, samples.Targets, samples.SampleWeights) => _place = (epoch, epochs, batch, batches);

        public ReadOnlySpan<int> Labels { get; }

        public ReadOnlySpan<float> SampleWeights { get; }

        public bool HasData => !_inputs.IsEmpty;

        public bool HasLabels => !Labels.IsEmpty;

        public string Place => _place is var (epoch, epochs, batch, batches)
            ? $"Training stopped in epoch {epoch} of {epochs}, batch {batch} of {batches}: "
            : "The step was rejected: ";

        /// <summary>Describes the first value of the data that is not finite; null if there is none.</summary>
        public string? Describe()
        {
            int samples = _inputs.Length / TNetwork.InputSize;
            return NonFinite.Describe(_inputs, samples) is { } input ? $"in the inputs of this batch, {input}"
                : NonFinite.Describe(_targets, samples) is { } target ? $"in the targets of this batch, {target}"
                : null;
        }
    }
}
