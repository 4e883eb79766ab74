namespace FcGen.Generator.Tests.Kernels;

/// <summary>y[c] = max over k of x[c * pieces + k].</summary>
[NaiveOf(typeof(MaxoutAttribute))]
internal sealed record NaiveMaxout(int Pieces) : NaiveRowLayer($"Maxout({Pieces})"), IRandomLayer
{
    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random)
    {
        int pieces = Enumerable.Range(1, input.Channels).Where(count => input.Channels % count == 0).MinBy(_ => random.Next());
        return (input.PerPosition(new NaiveMaxout(pieces)), input with { Channels = input.Channels / pieces });
    }

    public override double[] Forward(double[] x) => [.. x.Chunk(Pieces).Select(group => group.Max())];

    public override double[] Backward(double[] x, double[] y, double[] dy) =>
        [.. x.Chunk(Pieces).SelectMany((group, c) => group.Select((_, k) => k == Array.IndexOf(group, y[c]) ? dy[c] : 0))];
}
