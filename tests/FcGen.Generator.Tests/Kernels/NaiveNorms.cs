namespace FcGen.Generator.Tests.Kernels;

/// <summary>The trained scale and shift of a norm.</summary>
internal abstract record NaiveNorm(int Width, string Source) : NaiveLayer(Source)
{
    protected const double Epsilon = 1e-5f;

    public float[] Weights { get; } = [.. Enumerable.Repeat(1f, Width)];

    public float[] Bias { get; } = new float[Width];

    private double[] WeightGradients { get; } = new double[Width];

    private double[] BiasGradients { get; } = new double[Width];

    public override IEnumerable<NaiveTensor> Tensors => [new("weight", Weights, WeightGradients), new("bias", Bias, BiasGradients)];

    /// <summary>Values with mean 0 and variance 1, and the standard deviation.</summary>
    protected static (double[] Normal, double Deviation) Normalize(IReadOnlyCollection<double> x)
    {
        double mean = x.Average();
        double deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + Epsilon);
        return ([.. x.Select(value => (value - mean) / deviation)], deviation);
    }

    /// <summary>Returns the gradient of the inputs from the gradient of the normalized values.</summary>
    protected static double[] Backward(double[] normal, double deviation, double[] gradient)
    {
        double mean = gradient.Average();
        double slope = gradient.Zip(normal, (g, n) => g * n).Average();
        return [.. gradient.Zip(normal, (g, n) => (g - mean - (n * slope)) / deviation)];
    }

    protected double Scaled(double normal, int column) => (normal * Weights[column]) + Bias[column];

    /// <summary>
    /// Returns the gradient of a normalized value from the gradient of the scaled value. Adds to the gradients of scale and shift.
    /// </summary>
    protected double Unscaled(double normal, double gradient, int column)
    {
        WeightGradients[column] += gradient * normal;
        BiasGradients[column] += gradient;
        return gradient * Weights[column];
    }
}

/// <summary>Normalizes each value over the batch.</summary>
[NaiveOf(typeof(BatchNormAttribute))]
internal sealed record NaiveBatchNorm(int Width) : NaiveNorm(Width, "BatchNorm")
{
    public float[] RunningMean { get; } = new float[Width];

    public float[] RunningVariance { get; } = [.. Enumerable.Repeat(1f, Width)];

    public override IEnumerable<NaiveTensor> Tensors =>
        base.Tensors.Append(new("running_mean", RunningMean, null)).Append(new("running_var", RunningVariance, null));

    public override double[][] Forward(double[][] x, double[][]? named, bool isTraining)
    {
        double[][] y = [.. x.Select(row => new double[Width])];
        for (int column = 0; column < Width; column++)
        {
            double deviation = Math.Sqrt(RunningVariance[column] + Epsilon);
            double[] values = [.. x.Select(row => row[column])];
            double[] normal = isTraining ? Normalize(values).Normal : [.. values.Select(value => (value - RunningMean[column]) / deviation)];
            for (int row = 0; row < y.Length; row++)
            {
                y[row][column] = Scaled(normal[row], column);
            }
        }

        return y;
    }

    public override (double[][] Dx, double[][]? DNamed) Backward(double[][] x, double[][]? named, double[][] y, double[][] dy)
    {
        double[][] dx = [.. x.Select(row => new double[Width])];
        for (int column = 0; column < Width; column++)
        {
            (double[] normal, double deviation) = Normalize([.. x.Select(row => row[column])]);
            double[] gradient = Backward(normal, deviation, [.. dy.Select((row, i) => Unscaled(normal[i], row[column], column))]);
            for (int row = 0; row < dx.Length; row++)
            {
                dx[row][column] = gradient[row];
            }
        }

        return (dx, null);
    }
}

/// <summary>Normalizes each sample over its values.</summary>
[NaiveOf(typeof(LayerNormAttribute))]
internal sealed record NaiveLayerNorm(int Width) : NaiveNorm(Width, "LayerNorm")
{
    public override double[][] Forward(double[][] x, double[][]? named, bool isTraining) =>
        [.. x.Select(row => Normalize(row).Normal.Select(Scaled).ToArray())];

    public override (double[][] Dx, double[][]? DNamed) Backward(double[][] x, double[][]? named, double[][] y, double[][] dy) =>
        ([.. x.Zip(dy, (row, gradient) =>
        {
            (double[] normal, double deviation) = Normalize(row);
            return Backward(normal, deviation, [.. gradient.Select((g, i) => Unscaled(normal[i], g, i))]);
        })], null);
}

/// <summary>Normalizes groups of channels of each sample.</summary>
[NaiveOf(typeof(GroupNormAttribute))]
internal sealed record NaiveGroupNorm(NaiveShape Shape, int Groups) : NaiveNorm(Shape.Channels, $"GroupNorm({Groups})"), IRandomLayer
{
    /// <summary>The indices of the values of each group, in the order of the positions, and the channel of each.</summary>
    private (int Index, int Channel)[][] Parts { get; } =
    [
        .. Enumerable.Range(0, Shape.Channels).Chunk(Shape.Channels / Groups).Select(channels =>
            Enumerable.Range(0, Shape.Positions).SelectMany(position => channels.Select(channel => (Shape.IndexOf(position, channel), channel))).ToArray()),
    ];

    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random)
    {
        int groups = Enumerable.Range(1, input.Channels).Where(count => input.Channels % count == 0).MinBy(_ => random.Next());
        return input.Size / groups < RandomGraphs.LeastNormed ? null : (new NaiveGroupNorm(input, groups), input);
    }

    public override double[][] Forward(double[][] x, double[][]? named, bool isTraining) => Each(x, (row, _, part) =>
    {
        double[] normal = Normalize([.. part.Select(value => row[value.Index])]).Normal;
        return part.Select((value, i) => Scaled(normal[i], value.Channel));
    });

    public override (double[][] Dx, double[][]? DNamed) Backward(double[][] x, double[][]? named, double[][] y, double[][] dy)
    {
        double[][] dx = Each(x, (row, sample, part) =>
        {
            (double[] normal, double deviation) = Normalize([.. part.Select(value => row[value.Index])]);
            return Backward(normal, deviation, [.. part.Select((value, i) => Unscaled(normal[i], dy[sample][value.Index], value.Channel))]);
        });
        return (dx, null);
    }

    private double[][] Each(double[][] x, Func<double[], int, (int Index, int Channel)[], IEnumerable<double>> compute) => [.. x.Select((row, sample) =>
    {
        var result = new double[row.Length];
        foreach ((int Index, int Channel)[] part in Parts)
        {
            foreach (((int index, _), double value) in part.Zip(compute(row, sample, part)))
            {
                result[index] = value;
            }
        }

        return result;
    })];
}
