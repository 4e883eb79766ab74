namespace FcGen.Generator.Tests.Kernels;

/// <summary>y[o, p] = b[o] + the sum of W[o, i, k] x[i, p * stride + k * dilation - padding].</summary>
[NaiveOf(typeof(Conv1dAttribute))]
internal sealed record NaiveConv1d(NaiveShape Input, NaiveShape Output, int Kernel, int Stride, int Padding, int Dilation, int Groups, bool HasBias)
    : NaiveRowLayer(SourceOf(Output.Channels, Kernel, Stride, Padding, Dilation, Groups, HasBias)), IRandomLayer
{
    private int GroupInputs => Input.Channels / Groups;

    private float[] Weights { get; } = new float[Output.Channels * (Input.Channels / Groups) * Kernel];

    private float[] Bias { get; } = new float[Output.Channels];

    private double[] WeightGradients { get; } = new double[Output.Channels * (Input.Channels / Groups) * Kernel];

    private double[] BiasGradients { get; } = new double[Output.Channels];

    public override IEnumerable<NaiveTensor> Tensors => HasBias
        ? [new("weight", Weights, WeightGradients), new("bias", Bias, BiasGradients)]
        : [new("weight", Weights, WeightGradients)];

    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random)
    {
        (int kernel, int stride, int padding, int dilation) = (random.Next(1, 4), random.Next(1, 4), random.Next(3), random.Next(1, 3));
        int room = input.Width + (2 * padding) - (dilation * (kernel - 1));
        if (input.Kind is not (NaiveKind.Signal or NaiveKind.Sequence) || room < 1)
        {
            return null;
        }

        int groups = Enumerable.Range(1, input.Channels).Where(count => input.Channels % count == 0).MinBy(_ => random.Next());
        NaiveShape output = input with { Channels = groups * random.Next(1, 5), Width = ((room - 1) / stride) + 1 };
        return (new NaiveConv1d(input, output, kernel, stride, padding, dilation, groups, random.Next(4) > 0), output);
    }

    public override double[] Forward(double[] x)
    {
        var y = new double[Output.Size];
        for (int o = 0; o < Output.Channels; o++)
        {
            for (int p = 0; p < Output.Width; p++)
            {
                y[Output.IndexOf(p, o)] = HasBias ? Bias[o] : 0;
            }
        }

        ForEach((weight, input, output) => y[output] += Weights[weight] * x[input]);
        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        var dx = new double[Input.Size];
        ForEach((weight, input, output) =>
        {
            WeightGradients[weight] += dy[output] * x[input];
            dx[input] += dy[output] * Weights[weight];
        });
        for (int o = 0; o < Output.Channels; o++)
        {
            BiasGradients[o] += Enumerable.Range(0, Output.Width).Sum(p => dy[Output.IndexOf(p, o)]);
        }

        return dx;
    }

    /// <summary>Every product of the sums: the indices of its weight, its input and its output.</summary>
    private void ForEach(Action<int, int, int> product)
    {
        for (int o = 0; o < Output.Channels; o++)
        {
            for (int i = 0; i < GroupInputs; i++)
            {
                for (int k = 0; k < Kernel; k++)
                {
                    for (int p = 0; p < Output.Width; p++)
                    {
                        int at = (p * Stride) + (k * Dilation) - Padding;
                        if (at >= 0 && at < Input.Width)
                        {
                            int channel = (o / (Output.Channels / Groups) * GroupInputs) + i;
                            product((((o * GroupInputs) + i) * Kernel) + k, Input.IndexOf(at, channel), Output.IndexOf(p, o));
                        }
                    }
                }
            }
        }
    }

    private static string SourceOf(int outputs, int kernel, int stride, int padding, int dilation, int groups, bool hasBias) =>
        $"Conv1d({outputs}, {kernel}, Stride = {stride}, Padding = {padding}, Dilation = {dilation}, Groups = {groups}, Bias = {(hasBias ? "true" : "false")})";
}
