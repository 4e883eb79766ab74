namespace FcGen.Tests.Golden;

internal interface IGoldenCase
{
    void CheckOutputs();

    void CheckGradients();

    void CheckInputGradients();

    void CheckTraining(string optimizer);
}

/// <summary>One network beside its golden vectors.</summary>
internal sealed class GoldenCase<TNetwork> : IGoldenCase
    where TNetwork : class, INetwork<TNetwork>, new()
{
    private const double Tolerance = 1e-5;
    private const double TrainedTolerance = 1e-4;

    /// <summary>A bias before a batch norm has no influence, and a gradient of rounding errors.</summary>
    private const double GradientRounding = 4e-8;

    // As in generate.py: 20 steps over rows 0-3, 4-7, 8-11, 0-3, ...
    private const int StepRows = 4;
    private const int StepBatches = 3;

    /// <summary>Seed of the masks that replaced PyTorch's random masks.</summary>
    public const int Seed = 5;

    private readonly GoldenFile _golden;
    private readonly TNetwork _network = new();
    private readonly float[] _inputs;
    private readonly int _rows;

    public GoldenCase(GoldenFile golden)
    {
        _golden = golden;
        _inputs = _golden.Floats("inputs");
        _rows = _inputs.Length / TNetwork.InputSize;
        foreach (TensorInfo tensor in _network.Tensors)
        {
            _network.SetTensor(tensor.Name, _golden.Floats(tensor.ToString()));
        }
    }

    private Loss Loss => _golden.Has("labels") ? new SoftmaxCrossEntropy() : new MeanSquaredError();

    public void CheckOutputs()
    {
        float[] batch = new float[_rows * TNetwork.OutputSize];
        _network.ForwardBatch(_inputs, batch);
        Close.Assert(_golden.Floats("outputs"), batch, Tolerance, "ForwardBatch");

        float[] single = new float[batch.Length];
        for (int row = 0; row < _rows; row++)
        {
            _network.Forward(
                _inputs.AsSpan(row * TNetwork.InputSize, TNetwork.InputSize),
                single.AsSpan(row * TNetwork.OutputSize, TNetwork.OutputSize));
        }

        Close.Assert(_golden.Floats("outputs"), single, Tolerance, "Forward");
    }

    public void CheckGradients()
    {
        var trainer = new Trainer<TNetwork>(_network, Loss, new Sgd(), _rows) { Seed = Seed };

        float loss = ComputeGradients(trainer, 0, _rows);

        Close.Assert([_golden.Number("loss")], [loss], Tolerance, "loss");
        foreach (TensorInfo tensor in _network.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter))
        {
            float[] gradient = new float[tensor.Length];
            trainer.GetGradient(tensor.Name, gradient);
            Close.Assert(_golden.Floats($"{tensor.Name} gradient"), gradient, Tolerance, $"gradient of {tensor.Name}", GradientRounding);
        }
    }

    public void CheckInputGradients()
    {
        TrainingWorkspace workspace = TNetwork.CreateWorkspace(_rows);
        workspace.Seed = Seed;
        float[] outputs = new float[_rows * TNetwork.OutputSize];
        float[] outputGradients = new float[outputs.Length];
        float[] inputGradients = new float[_inputs.Length];

        _network.ForwardTraining(_inputs, outputs, workspace);
        _ = _golden.Has("labels")
            ? Loss.Compute(outputs, _golden.Integers("labels"), TNetwork.OutputSize, outputGradients)
            : Loss.Compute(outputs, _golden.Floats("targets"), TNetwork.OutputSize, outputGradients);
        _network.Backward(_inputs, outputGradients, workspace, new float[_network.Parameters.Length], inputGradients);

        Close.Assert(_golden.Floats(_golden.Has("trainingOutputs") ? "trainingOutputs" : "outputs"), outputs, Tolerance, "ForwardTraining");
        Close.Assert(_golden.Floats("inputGradients"), inputGradients, Tolerance, "input gradient");
    }

    public void CheckTraining(string optimizer)
    {
        var trainer = new Trainer<TNetwork>(_network, Loss, GoldenOptimizers.Create(optimizer), _rows) { Seed = Seed };
        float[] expected = _golden.Floats($"{optimizer} losses");
        float[] losses = new float[expected.Length];
        for (int step = 0; step < losses.Length; step++)
        {
            losses[step] = ComputeGradients(trainer, step % StepBatches * StepRows, StepRows);
            trainer.ApplyGradients();
        }

        Close.Assert(expected, losses, TrainedTolerance, "losses");
        foreach (TensorInfo tensor in _network.Tensors)
        {
            float[] values = new float[tensor.Length];
            _network.GetTensor(tensor.Name, values);
            Close.Assert(_golden.Floats($"{tensor.Name} after {optimizer}"), values, TrainedTolerance, $"{tensor.Name} after {optimizer}");
        }
    }

    private float ComputeGradients(Trainer<TNetwork> trainer, int first, int rows)
    {
        ReadOnlySpan<float> inputs = _inputs.AsSpan(first * TNetwork.InputSize, rows * TNetwork.InputSize);
        return _golden.Has("labels")
            ? trainer.ComputeGradients(inputs, _golden.Integers("labels").AsSpan(first, rows))
            : trainer.ComputeGradients(inputs, _golden.Floats("targets").AsSpan(first * TNetwork.OutputSize, rows * TNetwork.OutputSize));
    }
}
