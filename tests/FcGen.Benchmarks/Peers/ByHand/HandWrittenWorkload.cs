namespace FcGen.Benchmarks;

/// <summary>
/// A prediction of one sample by a network of dense layers, as a .NET developer would write it: layer by layer, each into its own array.
/// </summary>
internal abstract record HandWrittenWorkload(string Name, NetworkModel Model, float[] Input)
    : NetworkWorkload(Name, 1, Model.FlopsPerSample)
{
    private readonly DenseLayer[] _layers = [.. Model.Layers.OfType<DenseLayer>()];
    private readonly float[][] _values = [.. Model.Layers.OfType<DenseLayer>().Select(layer => new float[layer.Outputs])];

    /// <summary>Whether a job can be measured. A batch would repeat the same loop and provide no new information.</summary>
    public static bool Supports(NetworkModel model, Job job) => job == Job.Predict(1) && model.Kind == NetworkKind.Dense;

    public override float Run(int iterations)
    {
        float sum = 0;
        for (int i = 0; i < iterations; i++)
        {
            float[] input = Input;
            for (int layer = 0; layer < _values.Length; layer++)
            {
                Compute(_layers[layer], input, _values[layer], activate: layer < _values.Length - 1);
                input = _values[layer];
            }

            sum += input[0];
        }

        return sum;
    }

    public override float[] Result() => _values[^1];

    /// <summary>Computes one dense layer, optionally with ReLU.</summary>
    protected abstract void Compute(DenseLayer layer, float[] input, float[] output, bool activate);
}
