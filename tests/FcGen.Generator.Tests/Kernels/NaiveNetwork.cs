namespace FcGen.Generator.Tests.Kernels;

/// <summary>A layer of a network under test: how it is written, and what it computes in plain loops and double precision.</summary>
internal abstract record NaiveLayer(string Source)
{
    public abstract double[] Forward(double[] x);

    /// <summary>Gradient with respect to the input, from that with respect to the output; adds to the gradients of the layer's tensors.</summary>
    public abstract double[] Backward(double[] x, double[] y, double[] dy);
}

/// <summary>y = W x + b.</summary>
internal sealed record NaiveDense(int Inputs, int Outputs, bool HasBias, string Source) : NaiveLayer(Source)
{
    public float[] Weights { get; } = new float[Inputs * Outputs];

    public float[] Bias { get; } = new float[Outputs];

    public double[] WeightGradients { get; } = new double[Inputs * Outputs];

    public double[] BiasGradients { get; } = new double[Outputs];

    public override double[] Forward(double[] x)
    {
        var y = new double[Outputs];
        for (int o = 0; o < Outputs; o++)
        {
            y[o] = Bias[o];
            for (int i = 0; i < Inputs; i++)
            {
                y[o] += Weights[(o * Inputs) + i] * x[i];
            }
        }

        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        var dx = new double[Inputs];
        for (int o = 0; o < Outputs; o++)
        {
            BiasGradients[o] += dy[o];
            for (int i = 0; i < Inputs; i++)
            {
                WeightGradients[(o * Inputs) + i] += dy[o] * x[i];
                dx[i] += dy[o] * Weights[(o * Inputs) + i];
            }
        }

        return dx;
    }
}

/// <summary>y = softmax(x).</summary>
internal sealed record NaiveSoftmax() : NaiveLayer("Softmax")
{
    public override double[] Forward(double[] x)
    {
        double max = x.Max();
        double[] e = [.. x.Select(value => Math.Exp(value - max))];
        double sum = e.Sum();
        return [.. e.Select(value => value / sum)];
    }

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        double dot = y.Zip(dy, (a, b) => a * b).Sum();
        return [.. y.Select((value, i) => value * (dy[i] - dot))];
    }
}

/// <summary>y = log(softmax(x)).</summary>
internal sealed record NaiveLogSoftmax() : NaiveLayer("LogSoftmax")
{
    public override double[] Forward(double[] x)
    {
        double max = x.Max();
        double log = Math.Log(x.Sum(value => Math.Exp(value - max)));
        return [.. x.Select(value => value - max - log)];
    }

    public override double[] Backward(double[] x, double[] y, double[] dy) => [.. y.Select((value, i) => dy[i] - (Math.Exp(value) * dy.Sum()))];
}

/// <summary>A network computed layer by layer.</summary>
internal sealed record NaiveNetwork(string Name, int InputSize, IReadOnlyList<NaiveLayer> Layers, string Unroll)
{
    public string Source =>
        $"[Network(Unroll = Unroll.{Unroll})] [Input({InputSize})] [{string.Join(", ", Layers.Select(layer => layer.Source))}] public sealed partial class {Name};";

    public IEnumerable<(string Name, float[] Values, double[] Gradients)> Tensors => Layers.SelectMany((layer, i) => layer is NaiveDense dense
        ? dense.HasBias
            ? new[] { ($"{i}.weight", dense.Weights, dense.WeightGradients), ($"{i}.bias", dense.Bias, dense.BiasGradients) }
            : [($"{i}.weight", dense.Weights, dense.WeightGradients)]
        : []);

    /// <summary>Longest sum of the network, which rounding errors grow with.</summary>
    public int LongestSum => Layers.OfType<NaiveDense>().Select(dense => Math.Max(dense.Inputs, dense.Outputs)).DefaultIfEmpty(1).Max();

    public double[] Forward(double[] x) => Layers.Aggregate(x, (value, layer) => layer.Forward(value));

    public double[] Backward(double[] x, double[] dy)
    {
        var values = new List<double[]> { x };
        foreach (NaiveLayer layer in Layers)
        {
            values.Add(layer.Forward(values[^1]));
        }

        for (int i = Layers.Count - 1; i >= 0; i--)
        {
            dy = Layers[i].Backward(values[i], values[i + 1], dy);
        }

        return dy;
    }
}
