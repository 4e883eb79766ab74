namespace FcGen.Generator.Tests.Kernels;

/// <summary>
/// A layer of a network under test: its source text, and a reference implementation for a batch, [samples][values], with plain loops in
/// double precision.
/// </summary>
internal abstract record NaiveLayer(string Source)
{
    /// <summary>The index of the other layer whose output it reads; -1 for the network's input.</summary>
    public virtual int? Named => null;

    public virtual IEnumerable<NaiveTensor> Tensors => [];

    public abstract double[][] Forward(double[][] x, double[][]? named, bool isTraining);

    /// <summary>
    /// Returns the gradients with respect to its inputs in training, from the gradient with respect to the output. Adds to the gradients of its
    /// tensors.
    /// </summary>
    public abstract (double[][] Dx, double[][]? DNamed) Backward(double[][] x, double[][]? named, double[][] y, double[][] dy);
}

/// <summary>A tensor of a layer. A tensor without gradients is a buffer.</summary>
internal sealed record NaiveTensor(string Name, float[] Values, double[]? Gradients);

/// <summary>A layer that computes each sample independently.</summary>
internal abstract record NaiveRowLayer(string Source) : NaiveLayer(Source)
{
    public abstract double[] Forward(double[] x);

    public abstract double[] Backward(double[] x, double[] y, double[] dy);

    public override double[][] Forward(double[][] x, double[][]? named, bool isTraining) => [.. x.Select(Forward)];

    public override (double[][] Dx, double[][]? DNamed) Backward(double[][] x, double[][]? named, double[][] y, double[][] dy) =>
        ([.. x.Select((row, i) => Backward(row, y[i], dy[i]))], null);
}

/// <summary>y = x + the output of a layer.</summary>
[NaiveOf(typeof(AddAttribute))]
internal sealed record NaiveAdd(int Layer) : NaiveLayer($"Add(\"{(Layer < 0 ? "input" : Layer)}\")")
{
    public override int? Named => Layer;

    public override double[][] Forward(double[][] x, double[][]? named, bool isTraining) =>
        [.. x.Select((row, i) => row.Zip(named![i], (a, b) => a + b).ToArray())];

    public override (double[][] Dx, double[][]? DNamed) Backward(double[][] x, double[][]? named, double[][] y, double[][] dy) => (dy, dy);
}

/// <summary>y = x, then the output of a layer.</summary>
[NaiveOf(typeof(ConcatAttribute))]
internal sealed record NaiveConcat(int Layer) : NaiveLayer($"Concat(\"{(Layer < 0 ? "input" : Layer)}\")")
{
    public override int? Named => Layer;

    public override double[][] Forward(double[][] x, double[][]? named, bool isTraining) =>
        [.. x.Select((row, i) => (double[])[.. row, .. named![i]])];

    public override (double[][] Dx, double[][]? DNamed) Backward(double[][] x, double[][]? named, double[][] y, double[][] dy) =>
        ([.. dy.Select(row => row[..x[0].Length])], [.. dy.Select(row => row[x[0].Length..])]);
}

/// <summary>y = x where x is above 0, slope * x elsewhere, with one trained slope or one for each value.</summary>
[NaiveOf(typeof(PReLUAttribute))]
internal sealed record NaivePReLU(int Slopes = 1, string Declaration = "PReLU") : NaiveRowLayer(Declaration)
{
    public float[] Slope { get; } = [.. Enumerable.Repeat(0.25f, Slopes)];

    public double[] SlopeGradient { get; } = new double[Slopes];

    public override IEnumerable<NaiveTensor> Tensors => [new("weight", Slope, SlopeGradient)];

    public override double[] Forward(double[] x) => [.. x.Select((value, i) => value > 0 ? value : Slope[i % Slopes] * value)];

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        for (int i = 0; i < x.Length; i++)
        {
            SlopeGradient[i % Slopes] += x[i] > 0 ? 0 : x[i] * dy[i];
        }

        return [.. x.Select((value, i) => value > 0 ? dy[i] : Slope[i % Slopes] * dy[i])];
    }
}
