namespace FcGen.Benchmarks;

/// <summary>A prediction of one sample as a .NET developer would write it: layer by layer, each into its own array.</summary>
internal abstract record HandWrittenWorkload(string Name, NetworkModel Model, float[] Input)
    : NetworkWorkload(Name, 1, Model.FlopsPerSample)
{
    private readonly float[][] _values = [.. Model.Layers.Select(layer => new float[layer.Outputs])];

    public override float Run(int iterations)
    {
        float sum = 0;
        for (int i = 0; i < iterations; i++)
        {
            float[] input = Input;
            for (int layer = 0; layer < _values.Length; layer++)
            {
                Compute(Model.Layers[layer], input, _values[layer], activate: layer < _values.Length - 1);
                input = _values[layer];
            }

            sum += input[0];
        }

        return sum;
    }

    public override float[] Result() => _values[^1];

    /// <summary>Computes one dense layer, optionally with ReLU.</summary>
    protected abstract void Compute(DenseWeights layer, float[] input, float[] output, bool activate);
}
