namespace FcGen;

/// <content>Compilation before the first step.</content>
public sealed partial class Trainer<TNetwork>
{
    /// <summary>Steps of each kind: two, so that accumulated gradients are applied, and an average is updated.</summary>
    private const int Repetitions = 2;

    /// <summary>
    /// Compiles now what the first step would compile otherwise, with the options of this trainer. It makes steps with another network and
    /// another optimizer state, on data that is zero: network, optimizer and random numbers of this trainer do not change. After the first
    /// step it does nothing.
    /// </summary>
    /// <remarks>It takes the memory of a second trainer meanwhile. A Native AOT program has nothing to compile.</remarks>
    /// <exception cref="InvalidOperationException">Another call on this trainer is running.</exception>
    public void Prepare()
    {
        using Call call = BeginCall(Member.Prepare);
        bool hasMadeStep = !float.IsNaN(_appliedRate);
        if (hasMadeStep || BatchSize < _workspace.LeastSamples)
        {
            return;
        }

        TNetwork.Prepare(Preparation.Batch | Preparation.Training);
        var scratch = new Trainer<TNetwork>(TNetwork.Create(0), _loss, _optimizer.CreateDetached(), BatchSize)
        {
            AverageDecay = AverageDecay,
            L1 = L1,
            L2 = L2,
            ClipNorm = ClipNorm,
            ClipValue = ClipValue,
            AccumulationSteps = Math.Min(AccumulationSteps, Repetitions),
            MaxDegreeOfParallelism = MaxDegreeOfParallelism,
            NonFiniteGradients = NonFiniteGradients == NonFiniteGradients.Apply ? NonFiniteGradients.Apply : NonFiniteGradients.Skip,
            _groups = _groups,
            _frozenParameters = _frozenParameters,
            _frozenBuffers = _frozenBuffers,
        };
        scratch.StepOnZeros();

        // A custom optimizer may share arrays with its copy.
        _optimizer.Initialize(_gradients.Length);
    }

    private void StepOnZeros()
    {
        var inputs = new float[BatchSize * _inputSize];
        var labels = new int[BatchSize];
        var targets = new float[BatchSize * _outputSize];
        for (int i = 0; i < Repetitions; i++)
        {
            TryStep(() => Step(inputs, labels));
            TryStep(() => Step(inputs, targets));
        }
    }

    /// <summary>Makes a step, unless the loss does not support labels, or targets.</summary>
    private static void TryStep(Action step)
    {
        try
        {
            step();
        }
        catch (NotSupportedException)
        {
        }
    }
}
