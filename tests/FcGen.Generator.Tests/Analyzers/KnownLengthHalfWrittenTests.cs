namespace FcGen.Generator.Tests.Analyzers;

/// <summary>Code is analyzed while it is being typed. Nothing may throw.</summary>
public sealed class KnownLengthHalfWrittenTests
{
    private const string Rich = """
        partial class Rich
        {
            static readonly float[] A = new float[InputSize], B = A;
            readonly float[] _c = { 1, 2 }, _d;
            float[] E { get; } = [1, .. A];
            static ReadOnlySpan<float> F => [1, 2];
            Rich() { _d = new float[9]; }
            unsafe void Run(float[] u, bool flag, int n)
            {
                Span<float> s = stackalloc float[63], t = flag ? stackalloc[] { 1f } : u[^7..^3];
                float[] x; x = u.AsSpan(n, length: 63).Slice(1..).ToArray(); (x, n) = (u, 1);
                Row row = default; Memory<float> m = new(u, 1, 2);
                Probe.Take(row[..5]); Probe.Take(m[1..].Span); Probe.Take((float[])A.Clone()); Probe.Change(ref x);
                Probe.Take(n switch { 1 => E, _ => _c ?? _d }); Action f = () => { x = null!; Probe.Take(MemoryMarshal.CreateSpan(ref u[0], 3)); };
                Probe.TakeMany(1, 2); Probe.Take(new ReadOnlySpan<float>(in u[0])); Probe.Take(GC.AllocateArray<float>(pinned: true, length: 4));
                for (var y = x[..3]; ; y = y[1..]) { Probe.Take(y); }
            }
        }
        """;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_beginning_of_a_source(int quarter)
    {
        for (int length = quarter; length <= Rich.Length; length += 4)
        {
            KnownLengthCheck.AskEverywhere(Rich[..length]);
        }
    }

    [Fact]
    public void A_source_with_any_word_missing()
    {
        string[] words = Rich.Split(' ');
        for (int i = 0; i < words.Length; i++)
        {
            KnownLengthCheck.AskEverywhere(string.Join(' ', words.Where((_, place) => place != i)));
        }
    }

    [Theory]
    [InlineData("var x = x; Probe.Take(x);")]
    [InlineData("var x = x[..63]; Probe.Take(x);")]
    [InlineData("float[] x = x[1..], y = x; Probe.Take(y);")]
    [InlineData("Span<float> a = b, b = a; Probe.Take(a);")]
    [InlineData("Probe.Take(new float[]);")]
    [InlineData("Probe.Take(new float[-1]);")]
    [InlineData("Probe.Take(new float[1 / 0]);")]
    [InlineData("Probe.Take(new float[3] { 1 });")]
    [InlineData("Probe.Take(new float[63, 2]);")]
    [InlineData("Probe.Take(stackalloc float[]);")]
    [InlineData("Probe.Take(stackalloc float[-1]);")]
    [InlineData("Probe.Take(stackalloc float[2, 3]);")]
    [InlineData("Probe.Take(stackalloc float[3] { 1 });")]
    [InlineData("Probe.Take(stackalloc Unknown[\"a\"]);")]
    [InlineData("Probe.Take(new float[\"63\"]);")]
    [InlineData("Probe.Take(new float[63.0]);")]
    [InlineData("Probe.Take(unknown[..]);")]
    [InlineData("Probe.Take([.. ]);")]
    [InlineData("Probe.Take([.. x]);")]
    [InlineData("Probe.Take(x.AsSpan(,));")]
    [InlineData("Probe.Take(Array.Empty<>());")]
    [InlineData("Probe.Take(new Span<>(new float[3]));")]
    [InlineData("Probe.Take(new());")]
    [InlineData("Probe.Take(,);")]
    [InlineData("float[] x = new float[63]; x = ; Probe.Take(x);")]
    [InlineData("float[] x = new float[63]; float[] x = new float[64]; Probe.Take(x);")]
    [InlineData("static float[] X => X; Probe.Take(X);")]
    [InlineData("Probe.Take(P.X); class P { static readonly float[] X = X; static readonly float[] X = new float[2]; float[] X => ; }")]
    [InlineData("Probe.Take(new P().X); partial class P { partial float[] X { get; } = new float[3]; P() { X = ; } P() { } }")]
    [InlineData("[InlineArray(-1)] struct S { float f; } [InlineArray(\"a\")] struct U { } [InlineArray] struct V { } Probe.Take(new S()); Probe.Take(new U()[..]); Probe.Take(new V());")]
    public void Code_with_errors(string source) => KnownLengthCheck.AskEverywhere(source);
}
