using FcGen.Messages;
using FcGen.Runtime;

namespace FcGen;

/// <summary>
/// Trains a network: forward pass, loss, backward pass, penalties, then clipping, optimizer, schedule. The constructor allocates all
/// memory, so that steps allocate nothing.
/// </summary>
/// <remarks>
/// A trainer is not thread-safe, but it can use several threads, see <see cref="MaxDegreeOfParallelism"/>. A call throws an
/// <see cref="InvalidOperationException"/> before anything changes if another call is running, on another thread or around it. The
/// callbacks of <c>Fit</c> (<see cref="FitOptions.OnBatch"/>, <see cref="FitOptions.OnEpoch"/>, <see cref="FitOptions.Progress"/>) may call
/// <c>Evaluate</c> and <see cref="GetGradient"/>. Train a network with one trainer at a time.
/// </remarks>
/// <typeparam name="TNetwork">The network class.</typeparam>
/// <example>
/// <code>
/// var trainer = new Trainer&lt;DigitNet&gt;(net, new SoftmaxCrossEntropy(), new Adam { LearningRate = 1e-3f }, batchSize: 32);
/// float loss = trainer.Step(inputs, labels);
/// </code>
/// </example>
public sealed partial class Trainer<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly Loss _loss;
    private readonly Optimizer _optimizer;
    private readonly TrainingWorkspace _workspace;
    private readonly AlignedBuffer _outputs;
    private readonly AlignedBuffer _outputGradients;
    private readonly AlignedBuffer _gradients;

    // Static members of a type parameter are looked up at run time in shared generic code, so they are read once.
    private readonly int _inputSize = TNetwork.InputSize;
    private readonly int _outputSize = TNetwork.OutputSize;

    /// <summary>Initializes a trainer, allocates its memory, and initializes <paramref name="optimizer"/>.</summary>
    /// <param name="network">The network; its parameters are updated in place.</param>
    /// <param name="loss">The loss to minimize.</param>
    /// <param name="optimizer">The optimizer. It keeps state for this network, so each trainer needs its own optimizer.</param>
    /// <param name="batchSize">Maximum number of samples per step, at least 1. Smaller batches work too.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="batchSize"/> or an option of <paramref name="optimizer"/> is out of range.
    /// </exception>
    /// <exception cref="InvalidOperationException"><paramref name="optimizer"/> is already attached to another trainer.</exception>
    public Trainer(TNetwork network, Loss loss, Optimizer optimizer, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Network = network;
        BatchSize = batchSize;
        _loss = loss;
        _optimizer = optimizer;
        _workspace = TNetwork.CreateWorkspace(batchSize);
        _workspace.BelongsToTrainer = true;
        _outputs = new AlignedBuffer(checked(batchSize * _outputSize));
        _outputGradients = new AlignedBuffer(batchSize * _outputSize);
        _gradients = new AlignedBuffer(TNetwork.ParametersLength);
        _allRanges = new RangeSums([(0, _gradients.Length)]);
        _buffersBefore = network.Buffers.Length > 0 ? new(network, first: TNetwork.ParametersLength) : null;
        _settings = [.. network.Tensors.Select(tensor => new TensorSettings(tensor))];
        _optimizer.Attach(TNetwork.ParametersLength);
    }

    /// <summary>The network to train.</summary>
    public TNetwork Network { get; }

    /// <summary>Maximum number of samples per step.</summary>
    public int BatchSize { get; }

    /// <summary>
    /// Maximum number of threads of a step, including the calling thread, as in <see cref="ParallelOptions.MaxDegreeOfParallelism"/>. -1 is
    /// the number of processors (<see cref="Environment.ProcessorCount"/>), which is never exceeded. Small work runs on one thread. Each
    /// value is computed by one thread in a fixed order: the result is the same to the last bit for any number of threads.
    /// <c>Evaluate</c> uses <see cref="INetwork{TSelf}.MaxDegreeOfParallelism"/> of the network. Default: 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below -1.</exception>
    public int MaxDegreeOfParallelism
    {
        get => _workspace.MaxDegreeOfParallelism;
        set => _workspace.MaxDegreeOfParallelism = value;
    }

    /// <summary>Seed of the random numbers of training (dropout). Default: 0.</summary>
    public int Seed
    {
        get => _workspace.Seed;
        init => _workspace.Seed = value;
    }

    /// <summary>
    /// Gradients of the last backward pass, in the layout of <see cref="INetwork{TSelf}.Parameters"/>. They may be modified before
    /// <see cref="ApplyGradients"/>.
    /// </summary>
    public Span<float> Gradients => _gradients.Span;

    /// <summary>Performs one optimizer step on a batch with class labels.</summary>
    /// <param name="inputs">[samples, InputSize], at least one sample and at most <see cref="BatchSize"/>.</param>
    /// <param name="labels">
    /// One class index per sample, from 0 to OutputSize - 1; 0 or 1 with one output and a loss with a <see cref="Loss.DecisionThreshold"/>.
    /// </param>
    /// <returns>The mean loss before the step.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not match, the batch is empty or larger than <see cref="BatchSize"/>, or a span overlaps <see cref="Gradients"/> or
    /// the buffers of the network.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another call on this trainer is running.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of range; parameters and buffers are unchanged.</exception>
    /// <exception cref="NotSupportedException">The loss needs targets.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// The loss or a gradient is NaN or infinite, and <see cref="NonFiniteGradients"/> is <see cref="NonFiniteGradients.Throw"/>. Nothing
    /// is applied: parameters, buffers, optimizer and schedule are restored to the previous step.
    /// </exception>
    public float Step(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels)
    {
        using Call call = BeginCall(Member.Step);
        float loss = ComputeLabeled(inputs, labels, default);
        if (!TryApplyOrAccumulate(loss, AccumulationSteps == 1 ? 1 : _loss.WeightOf(labels)))
        {
            Skip(loss, new LastBatch(inputs, labels, default));
        }

        return loss;
    }

    /// <summary>Performs one optimizer step on a batch with targets.</summary>
    /// <param name="inputs">[samples, InputSize], at least one sample and at most <see cref="BatchSize"/>.</param>
    /// <param name="targets">[samples, OutputSize].</param>
    /// <returns>The mean loss before the step.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not match, the batch is empty or larger than <see cref="BatchSize"/>, or a span overlaps <see cref="Gradients"/> or
    /// the buffers of the network.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another call on this trainer is running.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// The loss or a gradient is NaN or infinite, and <see cref="NonFiniteGradients"/> is <see cref="NonFiniteGradients.Throw"/>. Nothing
    /// is applied: parameters, buffers, optimizer and schedule are restored to the previous step.
    /// </exception>
    public float Step(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        using Call call = BeginCall(Member.Step);
        float loss = ComputeTargeted(inputs, targets, default);
        if (!TryApplyOrAccumulate(loss, _workspace.Samples))
        {
            Skip(loss, new LastBatch(inputs, default, targets));
        }

        return loss;
    }

    /// <summary>Runs the forward and backward pass of a batch with class labels, without an update.</summary>
    /// <param name="inputs">[samples, InputSize], at least one sample and at most <see cref="BatchSize"/>.</param>
    /// <param name="labels">
    /// One class index per sample, from 0 to OutputSize - 1; 0 or 1 with one output and a loss with a <see cref="Loss.DecisionThreshold"/>.
    /// </param>
    /// <returns>The mean loss; NaN in the data gives NaN. The gradients are in <see cref="Gradients"/>.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not match, the batch is empty or larger than <see cref="BatchSize"/>, or a span overlaps <see cref="Gradients"/> or
    /// the buffers of the network.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another call on this trainer is running.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of range; the buffers are unchanged.</exception>
    /// <exception cref="NotSupportedException">The loss needs targets.</exception>
    public float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels)
    {
        using Call call = BeginCall(Member.ComputeGradients);
        return ComputeLabeled(inputs, labels, default);
    }

    /// <summary>Runs the forward and backward pass of a batch with targets, without an update.</summary>
    /// <param name="inputs">[samples, InputSize], at least one sample and at most <see cref="BatchSize"/>.</param>
    /// <param name="targets">[samples, OutputSize].</param>
    /// <returns>The mean loss; NaN in the data gives NaN. The gradients are in <see cref="Gradients"/>.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not match, the batch is empty or larger than <see cref="BatchSize"/>, or a span overlaps <see cref="Gradients"/> or
    /// the buffers of the network.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another call on this trainer is running.</exception>
    public float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        using Call call = BeginCall(Member.ComputeGradients);
        return ComputeTargeted(inputs, targets, default);
    }

    /// <summary>
    /// Performs the optimizer step: clips <see cref="Gradients"/> (<see cref="ClipNorm"/>, <see cref="ClipValue"/>), updates the
    /// parameters, and advances a <see cref="Schedule"/> of steps. The gradients are checked first, see <see cref="NonFiniteGradients"/>.
    /// The loss is not checked.
    /// </summary>
    /// <exception cref="NotFiniteNumberException">
    /// A gradient is NaN or infinite, and <see cref="NonFiniteGradients"/> is <see cref="NonFiniteGradients.Throw"/>. Nothing is applied:
    /// parameters, optimizer and schedule are restored to the previous step, and buffers to the state before the last forward pass.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another call on this trainer is running.</exception>
    public void ApplyGradients()
    {
        using Call call = BeginCall(Member.ApplyGradients);
        if (!TryApply(loss: 0))
        {
            Skip(loss: 0, default);
        }
    }

    /// <summary>Copies the gradient of one tensor in PyTorch's layout (row-major, weights <c>[outputs, inputs]</c>).</summary>
    /// <param name="name">Name as in <see cref="INetwork{TSelf}.Tensors"/>, for example <c>0.weight</c>.</param>
    /// <param name="destination">Receives the values; must have the length of the tensor.</param>
    /// <exception cref="ArgumentException">
    /// No parameter has this name, or the span has another length or overlaps the gradient in <see cref="Gradients"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another call on this trainer is running.</exception>
    public void GetGradient(string name, Span<float> destination)
    {
        using Call call = BeginCall(Member.GetGradient);
        TensorInfo tensor = TensorInfo.Find(Network.Tensors, name);
        if (tensor.Kind != TensorKind.Parameter)
        {
            throw new ArgumentException(
                $"Tensor {MessageText.Name(name)} has no gradient, because it is a {tensor.Kind} and not a {TensorKind.Parameter}.", nameof(name));
        }

        tensor.Unpack(_gradients.Span, destination);
    }

    private float ComputeLabeled(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> sampleWeights)
    {
        int samples = CheckInputs(inputs.Length);
        BatchChecks.Labels(labels.Length, samples);
        CheckOutsideGradients(inputs, nameof(inputs));
        return ComputeGradients(inputs, labels, default, sampleWeights, samples);
    }

    private float ComputeTargeted(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> sampleWeights)
    {
        int samples = CheckInputs(inputs.Length);
        BatchChecks.Targets(targets.Length, samples, _outputSize);
        CheckOutsideGradients(inputs, nameof(inputs));
        CheckOutsideGradients(targets, nameof(targets));
        CheckOutsideBuffers(targets, nameof(targets));

        return ComputeGradients(inputs, default, targets, sampleWeights, samples);
    }

    private float ComputeGradients(
        ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, ReadOnlySpan<float> sampleWeights, int samples)
    {
        Span<float> outputs = _outputs.Span[..(samples * _outputSize)];
        Span<float> outputGradients = _outputGradients.Span[..outputs.Length];
        BeginForward();
        try
        {
            Network.ForwardTraining(inputs, outputs, _workspace);
            if (_frozenBuffers.Length > 0)
            {
                _buffersBefore!.Restore(_frozenBuffers);
            }

            float loss = sampleWeights.IsEmpty
                ? ComputeLoss(outputs, labels, targets, outputGradients)
                : ComputeLoss(outputs, labels, targets, sampleWeights, outputGradients);
            Network.Backward(inputs, outputGradients, _workspace, _gradients.Span);
            if (L1 != 0 || L2 != 0)
            {
                loss = AddPenalties(loss);
            }

            ClearFrozenGradients();
            return loss;
        }
        catch
        {
            UndoForward();
            throw;
        }
    }

    /// <summary>Computes the mean loss of a batch, which has either labels or targets.</summary>
    private float ComputeLoss(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Span<float> gradients) =>
        targets.IsEmpty
            ? _loss.Compute(outputs, labels, _outputSize, gradients)
            : _loss.Compute(outputs, targets, _outputSize, gradients);

    /// <summary>Computes the mean loss of a batch, whose samples may have weights.</summary>
    private float ComputeLoss(
        ReadOnlySpan<float> outputs,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<float> sampleWeights,
        Span<float> gradients) => targets.IsEmpty
            ? _loss.Compute(outputs, labels, sampleWeights, _outputSize, gradients)
            : _loss.Compute(outputs, targets, sampleWeights, _outputSize, gradients);

    private void CheckOutsideGradients(ReadOnlySpan<float> span, string parameter) =>
        NetworkGuard.Outside(span, ref _gradients.Reference, _gradients.Length, parameter, nameof(Gradients));

    /// <summary>Rejects a span in the buffers: the forward pass changes them before the loss reads the span.</summary>
    private void CheckOutsideBuffers(ReadOnlySpan<float> span, string parameter)
    {
        if (_buffersBefore is not null)
        {
            NetworkGuard.Disjoint(Network.Buffers, span, nameof(Network.Buffers), parameter);
        }
    }

    private int CheckInputs(int length)
    {
        // One sample needs no division, which would take a fiftieth of a small step.
        int samples = length == _inputSize ? 1 : length / _inputSize;
        if (samples == 0 || samples > BatchSize || samples * _inputSize != length)
        {
            throw new ArgumentException(
                $"Expected 1 to {BatchSize} samples of {_inputSize} inputs, "
                + $"but got {length} values ({(double)length / _inputSize:0.##} samples).",
                "inputs");
        }

        return samples;
    }
}
