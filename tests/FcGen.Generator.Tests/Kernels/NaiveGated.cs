namespace FcGen.Generator.Tests.Kernels;

/// <summary>y = f(a) sigmoid(b), where a is the first half of the channels and b is the second half.</summary>
internal abstract record NaiveGated(string Source) : NaiveRowLayer(Source)
{
    protected abstract double Function(double a);

    /// <summary>The derivative of the function, from its value.</summary>
    protected abstract double Derivative(double value);

    protected static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveLayer layer, NaiveShape input) =>
        input.Channels % 2 == 0 ? (input.PerPosition(layer), input with { Channels = input.Channels / 2 }) : null;

    public override double[] Forward(double[] x) => [.. Halves(x).Select(pair => Function(pair.A) * Sigmoid(pair.B))];

    public override double[] Backward(double[] x, double[] y, double[] dy) =>
    [
        .. Halves(x).Zip(dy, (pair, d) => d * Sigmoid(pair.B) * Derivative(Function(pair.A))),
        .. Halves(x).Zip(dy, (pair, d) => d * Function(pair.A) * Sigmoid(pair.B) * (1 - Sigmoid(pair.B))),
    ];

    private static IEnumerable<(double A, double B)> Halves(double[] x) => x[..(x.Length / 2)].Zip(x[(x.Length / 2)..]);

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}

/// <summary>y = a sigmoid(b).</summary>
[NaiveOf(typeof(GluAttribute))]
internal sealed record NaiveGlu() : NaiveGated("Glu"), IRandomLayer
{
    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random) => Create(new NaiveGlu(), input);

    protected override double Function(double a) => a;

    protected override double Derivative(double value) => 1;
}

/// <summary>y = tanh(a) sigmoid(b).</summary>
[NaiveOf(typeof(GatedTanhAttribute))]
internal sealed record NaiveGatedTanh() : NaiveGated("GatedTanh"), IRandomLayer
{
    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random) => Create(new NaiveGatedTanh(), input);

    protected override double Function(double a) => Math.Tanh(a);

    protected override double Derivative(double value) => 1 - (value * value);
}
