namespace FcGen;

/// <content>Training on streams: windows that continue each other.</content>
public sealed partial class Trainer<TNetwork>
{
    private float[] _memoryBefore = [];
    private int _positionBefore;

    /// <summary>
    /// Performs one optimizer step on the next window of a stream with class labels, see
    /// <see cref="Step{TState}(ReadOnlySpan{float}, ReadOnlySpan{float}, TState)"/>.
    /// </summary>
    /// <typeparam name="TState">The class <c>State</c> of the network.</typeparam>
    /// <param name="inputs">[InputSize]: the steps of the window.</param>
    /// <param name="labels">One class index.</param>
    /// <param name="state">The state of the stream before the window on entry, after it on return.</param>
    /// <returns>The loss before the step.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <inheritdoc cref="Step(ReadOnlySpan{float}, ReadOnlySpan{int})" path="/exception"/>
    public float Step<TState>(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, TState state)
        where TState : StreamState
    {
        using Call call = BeginCall(Member.Step);
        BeginStream(inputs, state);
        try
        {
            float loss = ComputeLabeled(inputs, labels, default);
            Network.AdvanceStream(inputs, state);
            if (!TryApplyOrAccumulate(loss, AccumulationSteps == 1 ? 1 : _loss.WeightOf(labels)))
            {
                state.Restore(_memoryBefore, _positionBefore);
                Skip(loss, new LastBatch(inputs, labels, default));
            }

            return loss;
        }
        catch
        {
            state.Restore(_memoryBefore, _positionBefore);
            throw;
        }
        finally
        {
            _workspace.State = null;
        }
    }

    /// <summary>
    /// Performs one optimizer step on the next window of a stream: truncated backpropagation through time. The window begins with what the state remembers
    /// of earlier windows, and gradients end at its first step. The state then includes the window, computed with the parameters before the step and without
    /// dropout. A window that is skipped, or whose step throws, leaves the state as it was.
    /// </summary>
    /// <typeparam name="TState">The class <c>State</c> of the network.</typeparam>
    /// <param name="inputs">[InputSize]: the steps of the window.</param>
    /// <param name="targets">[OutputSize].</param>
    /// <param name="state">The state of the stream before the window on entry, after it on return.</param>
    /// <returns>The loss before the step.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <inheritdoc cref="Step(ReadOnlySpan{float}, ReadOnlySpan{float})" path="/exception"/>
    public float Step<TState>(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, TState state)
        where TState : StreamState
    {
        using Call call = BeginCall(Member.Step);
        BeginStream(inputs, state);
        try
        {
            float loss = ComputeTargeted(inputs, targets, default);
            Network.AdvanceStream(inputs, state);
            if (!TryApplyOrAccumulate(loss, _workspace.Samples))
            {
                state.Restore(_memoryBefore, _positionBefore);
                Skip(loss, new LastBatch(inputs, default, targets));
            }

            return loss;
        }
        catch
        {
            state.Restore(_memoryBefore, _positionBefore);
            throw;
        }
        finally
        {
            _workspace.State = null;
        }
    }

    /// <summary>Checks a window of a stream, and keeps the state before it.</summary>
    private void BeginStream(ReadOnlySpan<float> inputs, StreamState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.CheckNetwork(typeof(TNetwork), nameof(state));
        if (inputs.Length != _inputSize)
        {
            throw new ArgumentException($"Expected one window of {_inputSize} inputs, but got {inputs.Length} values.", nameof(inputs));
        }

        if (_memoryBefore.Length == 0)
        {
            _memoryBefore = new float[state.Memory.Length];
        }

        state.Memory.CopyTo(_memoryBefore);
        _positionBefore = state.Position;
        _workspace.State = state;
    }
}
