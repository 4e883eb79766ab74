using System.Globalization;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>
/// A transposed convolution: every product of the convolution from its output to its input, in the other direction.
/// </summary>
[NaiveOf(typeof(ConvTranspose1dAttribute), typeof(ConvTranspose2dAttribute))]
internal sealed record NaiveConvTranspose(string Source, NaiveConv2d Convolution, float[] Weights, bool HasBias) : NaiveRowLayer(Source), IRandomLayer
{
    private NaiveShape Output => Convolution.Input;

    private float[] Bias { get; } = new float[Convolution.Input.Channels];

    private double[] WeightGradients { get; } = new double[Weights.Length];

    private double[] BiasGradients { get; } = new double[Convolution.Input.Channels];

    public override IEnumerable<NaiveTensor> Tensors => HasBias
        ? [new("weight", Weights, WeightGradients), new("bias", Bias, BiasGradients)]
        : [new("weight", Weights, WeightGradients)];

    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random)
    {
        bool isImage = input.Kind == NaiveKind.Image;
        (NaiveTaps Taps, int Extra)? rows = isImage ? CreateTaps(input.Height, random) : (NaiveTaps.Single, 0);
        (NaiveTaps Taps, int Extra)? columns = CreateTaps(input.Width, random);
        if (input.IsVector || input.Positions > 100 || rows is not { } y || columns is not { } x)
        {
            return null;
        }

        int groups = Enumerable.Range(1, input.Channels).Where(count => input.Channels % count == 0).MinBy(_ => random.Next());
        NaiveShape output = input with { Channels = groups * random.Next(1, 4), Height = y.Taps.Size, Width = x.Taps.Size };
        bool hasBias = random.Next(4) > 0;
        string options = isImage
            ? Options("Height", y) + Options("Width", x)
            : Options(string.Empty, x);
        string taps = isImage ? $"{input.Channels}, {output.Channels}, {y.Taps.Taps}, {x.Taps.Taps}" : $"{output.Channels}, {x.Taps.Taps}";
        string source = string.Create(
            CultureInfo.InvariantCulture,
            $"ConvTranspose{(isImage ? 2 : 1)}d({taps}, {options}Groups = {groups}, Bias = {(hasBias ? "true" : "false")})");
        var convolution = new NaiveConv2d(source, output, input, y.Taps, x.Taps, groups, HasBias: false);
        return (new NaiveConvTranspose(source, convolution, convolution.Tensors.First().Values, hasBias), output);
    }

    /// <summary>The taps of a convolution to positions, and the positions at the end that it may drop.</summary>
    private static (NaiveTaps Taps, int Extra)? CreateTaps(int size, Random random)
    {
        (int taps, int stride, int dilation, int padding) = (random.Next(1, 4), random.Next(1, 4), random.Next(1, 3), random.Next(3));
        int extra = random.Next(Math.Max(stride, dilation));
        int outputs = ((size - 1) * stride) - (2 * padding) + (dilation * (taps - 1)) + 1 + extra;
        return outputs < 1 ? null : (new NaiveTaps(outputs, taps, stride, padding, padding, dilation), extra);
    }

    private static string Options(string name, (NaiveTaps Taps, int Extra) dimension) =>
        $"Stride{name} = {dimension.Taps.Stride}, Padding{name} = {dimension.Taps.Before}, Dilation{name} = {dimension.Taps.Dilation}, OutputPadding{name} = {dimension.Extra}, ";

    public override double[] Forward(double[] x)
    {
        var y = new double[Output.Size];
        for (int o = 0; o < Output.Channels; o++)
        {
            for (int p = 0; p < Output.Positions; p++)
            {
                y[Output.IndexOf(p, o)] = HasBias ? Bias[o] : 0;
            }
        }

        Convolution.ForEach((weight, to, from) => y[to] += Weights[weight] * x[from]);
        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        var dx = new double[x.Length];
        Convolution.ForEach((weight, to, from) =>
        {
            WeightGradients[weight] += dy[to] * x[from];
            dx[from] += dy[to] * Weights[weight];
        });
        for (int o = 0; o < Output.Channels; o++)
        {
            BiasGradients[o] += Enumerable.Range(0, Output.Positions).Sum(p => dy[Output.IndexOf(p, o)]);
        }

        return dx;
    }
}
