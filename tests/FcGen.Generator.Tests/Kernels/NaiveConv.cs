namespace FcGen.Generator.Tests.Kernels;

/// <summary>One dimension of a convolution.</summary>
internal readonly record struct NaiveTaps(int Size, int Taps, int Stride, int Before, int After, int Dilation)
{
    public static readonly NaiveTaps Single = new(1, 1, 1, 0, 0, 1);

    private int Room => Size + Before + After - (Dilation * (Taps - 1));

    public bool Fits => Room >= 1;

    public int Outputs => ((Room - 1) / Stride) + 1;

    /// <summary>The input of an output and a tap; null in the padding.</summary>
    public int? InputOf(int output, int tap)
    {
        int at = (output * Stride) + (tap * Dilation) - Before;
        return at >= 0 && at < Size ? at : null;
    }

    /// <summary>Random taps; with <paramref name="isSame"/> with an output for each stride, and with <paramref name="isCausal"/> none reads ahead.</summary>
    public static NaiveTaps Create(int size, bool isSame, bool isCausal, Random random)
    {
        (int taps, int stride, int dilation, int padding) = (random.Next(1, 4), Math.Max(1, random.Next(-1, 4)), random.Next(1, 3), random.Next(3));
        int reach = dilation * (taps - 1);
        int zeros = Math.Max(0, (((size + stride - 1) / stride * stride) - stride) + reach + 1 - size);
        return isSame ? new NaiveTaps(size, taps, stride, zeros / 2, zeros - (zeros / 2), dilation)
            : isCausal ? new NaiveTaps(size, taps, stride, reach, 0, dilation)
            : new NaiveTaps(size, taps, stride, padding, padding, dilation);
    }
}

/// <summary>y[o, p, q] = b[o] + the sum of W[o, i, k, l] x[i, p * stride + k * dilation - padding, q * stride + l * dilation - padding].</summary>
internal abstract record NaiveConv(string Source, NaiveShape Input, NaiveShape Output, NaiveTaps Rows, NaiveTaps Columns, int Groups, bool HasBias)
    : NaiveRowLayer(Source)
{
    private int GroupInputs => Input.Channels / Groups;

    private float[] Weights { get; } = new float[Output.Channels * (Input.Channels / Groups) * Rows.Taps * Columns.Taps];

    private float[] Bias { get; } = new float[Output.Channels];

    private double[] WeightGradients { get; } = new double[Output.Channels * (Input.Channels / Groups) * Rows.Taps * Columns.Taps];

    private double[] BiasGradients { get; } = new double[Output.Channels];

    public override IEnumerable<NaiveTensor> Tensors => HasBias
        ? [new("weight", Weights, WeightGradients), new("bias", Bias, BiasGradients)]
        : [new("weight", Weights, WeightGradients)];

    /// <summary>Random groups, half of them depthwise.</summary>
    protected static (int Groups, int Outputs) CreateGroups(int inputs, Random random)
    {
        int groups = random.Next(3) == 0
            ? inputs
            : Enumerable.Range(1, inputs).Where(count => inputs % count == 0).MinBy(_ => random.Next());
        return (groups, groups * (random.Next(2) == 0 ? 1 : random.Next(1, 5)));
    }

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
            BiasGradients[o] += Enumerable.Range(0, Output.Positions).Sum(p => dy[Output.IndexOf(p, o)]);
        }

        return dx;
    }

    /// <summary>Every product of the sums: the indices of its weight, its input and its output.</summary>
    public void ForEach(Action<int, int, int> product)
    {
        for (int weight = 0; weight < Weights.Length; weight++)
        {
            int column = weight % Columns.Taps;
            int row = weight / Columns.Taps % Rows.Taps;
            int i = weight / (Columns.Taps * Rows.Taps) % GroupInputs;
            int o = weight / (Columns.Taps * Rows.Taps * GroupInputs);
            int channel = (o / (Output.Channels / Groups) * GroupInputs) + i;
            for (int p = 0; p < Output.Positions; p++)
            {
                if (Rows.InputOf(p / Output.Width, row) is { } y && Columns.InputOf(p % Output.Width, column) is { } x)
                {
                    product(weight, Input.IndexOf((y * Input.Width) + x, channel), Output.IndexOf(p, o));
                }
            }
        }
    }

    protected static string Options(bool isSame, bool isCausal, int groups, bool hasBias) =>
        $"{(isSame ? "Same = true, " : string.Empty)}{(isCausal ? "Causal = true, " : string.Empty)}Groups = {groups}, Bias = {(hasBias ? "true" : "false")})";
}

/// <summary>A convolution of a signal or a sequence.</summary>
[NaiveOf(typeof(Conv1dAttribute))]
internal sealed record NaiveConv1d(string Source, NaiveShape Input, NaiveShape Output, NaiveTaps Columns, int Groups, bool HasBias)
    : NaiveConv(Source, Input, Output, NaiveTaps.Single, Columns, Groups, HasBias), IRandomLayer
{
    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random)
    {
        (bool isSame, bool isCausal, bool hasBias) = random.Next(4) switch
        {
            0 => (true, false, true),
            1 => (false, true, true),
            _ => (false, false, random.Next(4) > 0),
        };
        var taps = NaiveTaps.Create(input.Width, isSame, isCausal, random);
        if (input.Kind is not (NaiveKind.Signal or NaiveKind.Sequence) || !taps.Fits)
        {
            return null;
        }

        (int groups, int outputs) = CreateGroups(input.Channels, random);
        NaiveShape output = input with { Channels = outputs, Width = taps.Outputs };
        string padding = isSame || isCausal ? string.Empty : $"Padding = {taps.Before}, ";
        string source = $"Conv1d({outputs}, {taps.Taps}, Stride = {taps.Stride}, {padding}Dilation = {taps.Dilation}, {Options(isSame, isCausal, groups, hasBias)}";
        return (new NaiveConv1d(source, input, output, taps, groups, hasBias), output);
    }
}

/// <summary>A convolution of an image.</summary>
[NaiveOf(typeof(Conv2dAttribute))]
internal sealed record NaiveConv2d(string Source, NaiveShape Input, NaiveShape Output, NaiveTaps Rows, NaiveTaps Columns, int Groups, bool HasBias)
    : NaiveConv(Source, Input, Output, Rows, Columns, Groups, HasBias), IRandomLayer
{
    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random)
    {
        bool isSame = random.Next(3) == 0;
        bool hasBias = random.Next(4) > 0;
        var rows = NaiveTaps.Create(input.Height, isSame, isCausal: false, random);
        var columns = NaiveTaps.Create(input.Width, isSame, isCausal: false, random);
        if (input.Kind != NaiveKind.Image || !rows.Fits || !columns.Fits)
        {
            return null;
        }

        (int groups, int outputs) = CreateGroups(input.Channels, random);
        NaiveShape output = input with { Channels = outputs, Height = rows.Outputs, Width = columns.Outputs };
        string padding = isSame ? string.Empty : $"PaddingHeight = {rows.Before}, PaddingWidth = {columns.Before}, ";
        string source = $"Conv2d({input.Channels}, {outputs}, {rows.Taps}, {columns.Taps}, StrideHeight = {rows.Stride}, StrideWidth = {columns.Stride}, {padding}"
            + $"DilationHeight = {rows.Dilation}, DilationWidth = {columns.Dilation}, {Options(isSame, isCausal: false, groups, hasBias)}";
        return (new NaiveConv2d(source, input, output, rows, columns, groups, hasBias), output);
    }
}
