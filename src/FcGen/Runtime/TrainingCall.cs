using System.ComponentModel;

namespace FcGen.Runtime;

/// <summary>What a training pass works on: memory that stays where it is until the pass is over, for any thread. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct TrainingCall
{
    private readonly float* _parameters;
    private readonly float* _inputs;
    private readonly float* _outputs;
    private readonly float* _scratch;
    private readonly float* _parameterGradients;
    private readonly float* _inputGradients;
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
    }

    /// <summary>The packed parameters.</summary>
    public ref float Parameters => ref *_parameters;

    /// <summary>The packed gradients of the parameters.</summary>
    public ref float ParameterGradients => ref *_parameterGradients;

    /// <summary>Number of samples.</summary>
    public int Samples { get; }

    /// <summary>Whether the gradient of the input is wanted.</summary>
    public bool WantsInputGradients => _inputGradients != null;

    /// <summary>Seed of the random numbers.</summary>
    public int Seed { get; }

    /// <summary>Number of the step that random numbers are drawn for.</summary>
    public long Step { get; }

    /// <summary>A row of the inputs.</summary>
    public ref float Input(int row, int width) => ref _inputs[(nint)row * width];

    /// <summary>A row of the outputs or, backward, of their gradients.</summary>
    public ref float Output(int row, int width) => ref _outputs[(nint)row * width];

    /// <summary>A row of the gradients of the inputs.</summary>
    public ref float InputGradient(int row, int width) => ref _inputGradients[(nint)row * width];

    /// <summary>A row of a value in the workspace, whose place there is so many floats for each sample.</summary>
    public ref float Value(int offset, int row, int stride) => ref _scratch[((nint)offset * _capacity) + ((nint)row * stride)];

    /// <summary>A number in the workspace that all samples share.</summary>
    public ref float Shared(int offset) => ref _scratch[_shared + offset];
}

/// <summary>The passes of training of one network. Implemented by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITrainingPass
{
    /// <summary>Multiply-adds of the forward pass of one sample; the gradients of the parameters take as many.</summary>
    static abstract long MultiplyAdds { get; }

    /// <summary>Multiply-adds of the gradients of the values between the layers, for one sample.</summary>
    static abstract long ValueGradientMultiplyAdds { get; }

    /// <summary>
    /// Number of stages that forward pass and gradients of values are cut into: where one ends, a layer works on all samples together.
    /// </summary>
    static virtual int Stages => 1;

    /// <summary>Number of parts that the gradients of the parameters are cut into.</summary>
    static abstract int GradientParts { get; }

    /// <summary>One stage of the forward pass of some samples.</summary>
    static abstract void Forward(in TrainingCall call, int stage, int first, int rows);

    /// <summary>What a stage of the forward pass, other than the first, needs to know of all samples before it begins.</summary>
    static virtual void BeginForward(in TrainingCall call, int stage)
    {
    }

    /// <summary>Gradients of the values of one stage, for some samples; the last stage comes first.</summary>
    static abstract void ValueGradients(in TrainingCall call, int stage, int first, int rows);

    /// <summary>What the gradients at the beginning of a stage, other than the first, need to know of all samples.</summary>
    static virtual void FinishValueGradients(in TrainingCall call, int stage)
    {
    }

    /// <summary>Gradients of some of the parameters, from part <paramref name="first"/> to before <paramref name="end"/>, over all samples.</summary>
    static abstract void ParameterGradients(in TrainingCall call, int first, int end);
}
