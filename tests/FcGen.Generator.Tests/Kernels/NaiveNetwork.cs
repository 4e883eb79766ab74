namespace FcGen.Generator.Tests.Kernels;

/// <summary>y = W x + b.</summary>
[NaiveOf(typeof(DenseAttribute))]
internal sealed record NaiveDense(int Inputs, int Outputs, bool HasBias, string Source) : NaiveRowLayer(Source)
{
    public float[] Weights { get; } = new float[Inputs * Outputs];

    public float[] Bias { get; } = new float[Outputs];

    public double[] WeightGradients { get; } = new double[Inputs * Outputs];

    public double[] BiasGradients { get; } = new double[Outputs];

    public override IEnumerable<NaiveTensor> Tensors => HasBias
        ? [new("weight", Weights, WeightGradients), new("bias", Bias, BiasGradients)]
        : [new("weight", Weights, WeightGradients)];

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
[NaiveOf(typeof(SoftmaxAttribute))]
internal sealed record NaiveSoftmax() : NaiveRowLayer("Softmax")
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
[NaiveOf(typeof(LogSoftmaxAttribute))]
internal sealed record NaiveLogSoftmax() : NaiveRowLayer("LogSoftmax")
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
    /// <summary>The declaration of the input.</summary>
    public string InputSource { get; init; } = $"Input({InputSize})";

    /// <summary>Whether the output is one vector, of which a class can be the largest.</summary>
    public bool HasVectorOutput { get; init; } = true;

    public string Source =>
        $"[Network(Unroll = Unroll.{Unroll})] [{InputSource}] [{string.Join(", ", Layers.Select(layer => layer.Source))}] public sealed partial class {Name};";

    /// <summary>The tensors with their full names.</summary>
    public IEnumerable<NaiveTensor> Tensors => Layers.SelectMany((layer, i) => layer.Tensors.Select(tensor => tensor with { Name = $"{i}.{tensor.Name}" }));

    /// <summary>The layers, without what applies them to each position.</summary>
    private IEnumerable<NaiveLayer> Parts => Layers.Select(layer => layer is NaivePerPosition all ? all.Layer : layer);

    public bool Has<TLayer>() => Parts.OfType<TLayer>().Any();

    /// <summary>The length of the longest sum of the network, which determines the rounding errors.</summary>
    public int LongestSum => Parts.OfType<NaiveDense>().Select(dense => Math.Max(dense.Inputs, dense.Outputs)).DefaultIfEmpty(1).Max();

    public double[][] Forward(double[][] x, bool isTraining = false) => Values(x, isTraining)[^1];

    /// <summary>Returns the gradient with respect to the inputs in training, and adds to the gradients of the tensors.</summary>
    public double[][] Backward(double[][] x, double[][] dy)
    {
        double[][][] values = Values(x, isTraining: true);
        double[][][] gradients = [.. values.Select(value => value.Select(row => new double[row.Length]).ToArray())];
        gradients[^1] = dy;
        for (int i = Layers.Count - 1; i >= 0; i--)
        {
            double[][]? named = Layers[i].Named is { } index ? values[index + 1] : null;
            (double[][] dx, double[][]? dNamed) = Layers[i].Backward(values[i], named, values[i + 1], gradients[i + 1]);
            Add(dx, gradients[i]);
            if (dNamed is not null)
            {
                Add(dNamed, gradients[Layers[i].Named!.Value + 1]);
            }
        }

        return gradients[0];
    }

    /// <summary>Returns the inputs and the outputs of every layer.</summary>
    private double[][][] Values(double[][] x, bool isTraining)
    {
        var values = new List<double[][]> { x };
        foreach (NaiveLayer layer in Layers)
        {
            values.Add(layer.Forward(values[^1], layer.Named is { } named ? values[named + 1] : null, isTraining));
        }

        return [.. values];
    }

    private static void Add(double[][] terms, double[][] sums)
    {
        for (int row = 0; row < sums.Length; row++)
        {
            for (int i = 0; i < sums[row].Length; i++)
            {
                sums[row][i] += terms[row][i];
            }
        }
    }
}
