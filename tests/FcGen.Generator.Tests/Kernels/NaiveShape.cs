namespace FcGen.Generator.Tests.Kernels;

/// <summary>The shape of a value of a network under test, and how it is declared as the input.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Channels">Number of channels.</param>
/// <param name="Height">Rows of an image; otherwise 1.</param>
/// <param name="Width">Columns of an image, steps or positions; 1 for a vector.</param>
internal readonly record struct NaiveShape(NaiveKind Kind, int Channels, int Height = 1, int Width = 1)
{
    public int Positions => Height * Width;

    public int Size => Channels * Positions;

    public bool IsVector => Kind == NaiveKind.Vector;

    /// <summary>Whether the values of a sample are channel after channel.</summary>
    public bool IsChannelsFirst => Kind is NaiveKind.Signal or NaiveKind.Image;

    public string Source => Kind switch
    {
        NaiveKind.Vector => $"Input({Channels})",
        NaiveKind.Signal => $"Input({Channels}, {Width})",
        NaiveKind.Image => $"Input({Channels}, {Height}, {Width})",
        _ => $"Sequence({Width}, {Channels})",
    };

    public static NaiveShape Vector(int size) => new(NaiveKind.Vector, size);

    public NaiveShape Flat => Vector(Size);

    public NaiveShape Transposed => this with { Kind = Kind == NaiveKind.Signal ? NaiveKind.Sequence : NaiveKind.Signal };

    /// <summary>The index of a value among those of a sample.</summary>
    public int IndexOf(int position, int channel) => IsChannelsFirst ? (channel * Positions) + position : (position * Channels) + channel;

    /// <summary>A layer that works on rows, on the channels of each position.</summary>
    public NaiveLayer PerPosition(NaiveLayer layer) => IsVector ? layer : new NaivePerPosition(layer, Positions, IsChannelsFirst);
}

internal enum NaiveKind
{
    Vector,
    Signal,
    Image,
    Sequence,
}

/// <summary>A layer on vectors, applied to the channels of each position.</summary>
internal sealed record NaivePerPosition(NaiveLayer Layer, int Positions, bool IsChannelsFirst) : NaiveLayer(Layer.Source)
{
    public override int? Named => Layer.Named;

    public override IEnumerable<NaiveTensor> Tensors => Layer.Tensors;

    public override double[][] Forward(double[][] x, double[][]? named, bool isTraining) =>
        Samples(Layer.Forward(Rows(x), named is null ? null : Rows(named), isTraining));

    public override (double[][] Dx, double[][]? DNamed) Backward(double[][] x, double[][]? named, double[][] y, double[][] dy)
    {
        (double[][] dx, double[][]? dNamed) = Layer.Backward(Rows(x), named is null ? null : Rows(named), Rows(y), Rows(dy));
        return (Samples(dx), dNamed is null ? null : Samples(dNamed));
    }

    /// <summary>The channels of every position of every sample.</summary>
    private double[][] Rows(double[][] samples) => [.. samples.SelectMany(sample =>
    {
        int channels = sample.Length / Positions;
        return Enumerable.Range(0, Positions).Select(position =>
            Enumerable.Range(0, channels).Select(channel => sample[Index(position, channel, channels)]).ToArray());
    })];

    private double[][] Samples(double[][] rows) => [.. rows.Chunk(Positions).Select(sample =>
    {
        int channels = sample[0].Length;
        var values = new double[Positions * channels];
        for (int position = 0; position < Positions; position++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                values[Index(position, channel, channels)] = sample[position][channel];
            }
        }

        return values;
    })];

    private int Index(int position, int channel, int channels) => IsChannelsFirst ? (channel * Positions) + position : (position * channels) + channel;
}

/// <summary>All values as a vector, in their order.</summary>
[NaiveOf(typeof(FlattenAttribute))]
internal sealed record NaiveFlatten() : NaiveRowLayer("Flatten"), IRandomLayer
{
    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random) => (new NaiveFlatten(), input.Flat);

    public override double[] Forward(double[] x) => x;

    public override double[] Backward(double[] x, double[] y, double[] dy) => dy;
}

/// <summary>The transposed matrix of a sample.</summary>
[NaiveOf(typeof(TransposeAttribute))]
internal sealed record NaiveTranspose(int Rows, int Columns) : NaiveRowLayer("Transpose"), IRandomLayer
{
    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random) => input.Kind switch
    {
        NaiveKind.Signal => (new NaiveTranspose(input.Channels, input.Width), input.Transposed),
        NaiveKind.Sequence => (new NaiveTranspose(input.Width, input.Channels), input.Transposed),
        _ => null,
    };

    public override double[] Forward(double[] x) => Transpose(x, Rows, Columns);

    public override double[] Backward(double[] x, double[] y, double[] dy) => Transpose(dy, Columns, Rows);

    private static double[] Transpose(double[] x, int rows, int columns) =>
        [.. Enumerable.Range(0, columns).SelectMany(column => Enumerable.Range(0, rows).Select(row => x[(row * columns) + column]))];
}
