using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FcGen.Runtime;

/// <summary>Arguments of a training pass: memory that is pinned until the pass is over, for any thread. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct TrainingCall
{
    private readonly float* _parameters;
    private readonly float* _inputs;
    private readonly float* _outputs;
    private readonly float* _scratch;
    private readonly float* _parameterGradients;
    private readonly float* _inputGradients;
    private readonly float* _state;
    private readonly int _capacity;
    private readonly nint _shared;

    internal TrainingCall(
        TrainingWorkspace workspace, float* parameters, float* inputs, float* outputs, float* scratch, float* parameterGradients, float* inputGradients)
    {
        _parameters = parameters;
        _inputs = inputs;
        _outputs = outputs;
        _scratch = scratch;
        _parameterGradients = parameterGradients;
        _inputGradients = inputGradients;
        _capacity = workspace.BatchSize;
        _shared = workspace.SharedOffset;
        Samples = workspace.Samples;
        Seed = workspace.Seed;
        Step = workspace.Step;
        if (workspace.State is { } state)
        {
            // Its memory does not move.
            _state = (float*)Unsafe.AsPointer(ref state.Reference);
            Position = state.Position;
        }
    }

    /// <summary>Whether the sample continues a stream, instead of beginning with zeros.</summary>
    public bool HasState => _state != null;

    /// <summary>The number of steps of the stream before the sample.</summary>
    public int Position { get; }

    /// <summary>The packed parameters.</summary>
    public ref float Parameters => ref *_parameters;

    /// <summary>The packed gradients of the parameters.</summary>
    public ref float ParameterGradients => ref *_parameterGradients;

    /// <summary>Number of samples.</summary>
    public int Samples { get; }

    /// <summary>Whether the gradient of the input is requested.</summary>
    public bool WantsInputGradients => _inputGradients != null;

    /// <summary>Seed of the random numbers.</summary>
    public int Seed { get; }

    /// <summary>Index of the step, which determines random numbers.</summary>
    public long Step { get; }

    /// <summary>Returns a part of the state of the stream.</summary>
    public ref float State(int offset) => ref _state[offset];

    /// <summary>Returns a row of the inputs.</summary>
    public ref float Input(int row, int width) => ref _inputs[(nint)row * width];

    /// <summary>Returns a row of the outputs or, in the backward pass, of their gradients.</summary>
    public ref float Output(int row, int width) => ref _outputs[(nint)row * width];

    /// <summary>Returns a row of the gradients of the inputs.</summary>
    public ref float InputGradient(int row, int width) => ref _inputGradients[(nint)row * width];

    /// <summary>Returns a row of a value in the workspace; the offset is in floats per sample.</summary>
    public ref float Value(int offset, int row, int stride) => ref _scratch[((nint)offset * _capacity) + ((nint)row * stride)];

    /// <summary>Returns a value in the workspace that all samples share.</summary>
    public ref float Shared(int offset) => ref _scratch[_shared + offset];
}

/// <summary>Training passes of one network. Implemented by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITrainingPass
{
    /// <summary>Number of multiply-adds of the forward pass of one sample; the gradients of the parameters need as many.</summary>
    static abstract long MultiplyAdds { get; }

    /// <summary>Number of multiply-adds of the gradients of the values between the layers, for one sample.</summary>
    static abstract long ValueGradientMultiplyAdds { get; }

    /// <summary>
    /// Number of stages of the forward pass and of the gradients of values. Between two stages, a layer processes all samples together.
    /// </summary>
    static virtual int Stages => 1;

    /// <summary>Number of samples that go through all layers of a stage before the next ones do.</summary>
    static virtual int BlockRows => int.MaxValue;

    /// <summary>Number of samples that kernels compute together; ranges have whole tiles. 1 if a sample has many positions.</summary>
    static virtual int TileRows => Parallelism.TileRows;

    /// <summary>Number of parts of the gradients of the parameters.</summary>
    static abstract int GradientParts { get; }

    /// <summary>Runs one stage of the forward pass of some samples.</summary>
    static abstract void Forward(in TrainingCall call, int stage, int first, int rows);

    /// <summary>Prepares a stage of the forward pass, other than the first: computes values over all samples.</summary>
    static virtual void BeginForward(in TrainingCall call, int stage)
    {
    }

    /// <summary>Computes the gradients of the values of one stage, for some samples; the last stage comes first.</summary>
    static abstract void ValueGradients(in TrainingCall call, int stage, int first, int rows);

    /// <summary>Computes values over all samples for the gradients at the beginning of a stage, other than the first.</summary>
    static virtual void FinishValueGradients(in TrainingCall call, int stage)
    {
    }

    /// <summary>
    /// Computes the gradients of some parameters, from part <paramref name="first"/> to before <paramref name="end"/>, over all samples.
    /// </summary>
    static abstract void ParameterGradients(in TrainingCall call, int first, int end);
}
