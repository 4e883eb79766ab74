namespace FcGen.Generator.Tests.Analyzers;

/// <summary>Locals, fields and properties that can have only one value.</summary>
public sealed class KnownLengthVariableTests
{
    [Theory]
    [InlineData("var x = new float[63]; Probe.Take(x);")]
    [InlineData("float[] x = new float[63]; x[0] = 1; x.AsSpan().Fill(2); Array.Clear(x); x[^1]++; Probe.Take(x);")]
    [InlineData("float[] x = new float[63]; foreach (ref float y in x.AsSpan()) { y = 1; } Probe.Take(x);")]
    [InlineData("float[] x = new float[63]; ref float first = ref x[0]; first = 1; Probe.Take(x);")]
    [InlineData("float[] x = new float[63]; fixed (float* first = x) { *first = 1; } Probe.Take(x);")]
    [InlineData("float[] x = new float[63]; x?.CopyTo(unknown, 0); _ = x!.Length + nameof(x).Length; Probe.Take(x);")]
    [InlineData("float[] x = new float[63]; Action look = () => Probe.Take(x); look();")]
    [InlineData("float[] x = new float[63]; Local(); void Local() { Probe.Take(x); }")]
    [InlineData("float[] x = new float[63]; float[] Local() => x; Local(); Probe.Take(x);")]
    [InlineData("float[] x = new float[63]; { float[] y = x; y = unknown; } Probe.Take(x);")]
    [InlineData("float[] x = new float[63]; { float[] y = new float[1]; } void F() { float[] y = new float[2]; } Probe.Take(x);")]
    [InlineData("float[] @class = new float[63]; Probe.Take(@class);")]
    [InlineData("float[] x; x = new float[63]; Probe.Take(x);")]
    [InlineData("float[] x; if (flag) { x = new float[63]; Probe.Take(x); }")]
    [InlineData("Span<float> x = new float[63]; x[0] = 1; x.Clear(); x.Fill(3); Probe.Take(x);")]
    [InlineData("Span<float> x = span.Slice(n, 63); Probe.Take(x);")]
    [InlineData("scoped Span<float> x = stackalloc float[63]; Probe.TakeSpan(x);")]
    [InlineData("ReadOnlySpan<float> x; x = new float[63]; Probe.Take(x);")]
    [InlineData("var x = new float[63]; var y = x; var z = y.AsSpan(); Probe.Take(z);")]
    [InlineData("Memory<float> x = new float[63]; Probe.Take(x.Span);")]
    [InlineData("object x = new float[63]; Probe.Take((float[])x);")]
    [InlineData("IEnumerable<float> x = new float[63]; Probe.Take(x.ToArray());")]
    [InlineData("for (Span<float> x = new float[63]; ;) { Probe.Take(x); }")]
    [InlineData("while (flag) { var x = new float[63]; Probe.Take(x); }")]
    [InlineData("again: var x = new float[63]; Probe.Take(x); if (flag) { goto again; }")]
    [InlineData("try { float[] x = new float[63]; Probe.Take(x); } catch { }")]
    [InlineData("float[] x = new float[63], y = unknown; y = x; Probe.Take(x);")]
    public void A_local_that_is_assigned_once(string code) => KnownLengthCheck.AssertKnown(KnownLengthCheck.Length(code), 63, "63");

    [Theory]
    [InlineData("var x = new float[63]; Probe.Take(x); ")]
    [InlineData("float[] x; x = new float[63]; void Local() => Probe.Take(x);")]
    [InlineData("Action<int> f = n => { var x = new float[63]; Probe.Take(x); };")]
    [InlineData("float[] x = new float[63]; Probe.Take(x); class Other { float[] x = Probe.Make(); void Set() => x = Probe.Make(); }")]
    public void A_local_of_top_level_statements(string file) => KnownLengthCheck.AssertKnown(KnownLengthCheck.LengthInFile(file), 63, "63");

    [Theory]
    [InlineData("float[] x = new float[63]; Probe.Take(x); void Local() => x = Probe.Make(); Local();")]
    [InlineData("float[] x = new float[63]; if (args.Length > 0) { x = Probe.Make(); } Probe.Take(x);")]
    [InlineData("Probe.Change(ref x); Probe.Take(x); partial class Program { static float[] x = new float[63]; }")]
    public void A_variable_of_top_level_statements_that_changes(string file) => Assert.Null(KnownLengthCheck.LengthInFile(file));

    [Theory]
    [InlineData("static readonly float[] X = new float[63];", "X")]
    [InlineData("static readonly float[] X = new float[63];", "Host.X")]
    [InlineData("readonly float[] _x = new float[63];", "_x")]
    [InlineData("readonly float[] _x = new float[63];", "this._x")]
    [InlineData("readonly float[] _x = new float[63];", "new Host()._x")]
    [InlineData("readonly float[] _x = new float[63]; void Use() { _x[0] = 1; this._x.AsSpan().Clear(); var y = _x; }", "_x")]
    [InlineData("readonly float[] _x = new float[63]; public Host() { _x[0] = 1; } public Host(int a) : this() { }", "_x")]
    [InlineData("readonly Memory<float> _x = new float[63];", "_x.Span")]
    [InlineData("static readonly float[] A = new float[63]; static readonly float[] B = A;", "B")]
    [InlineData("static readonly float[] A = new float[63]; readonly float[] _b = A;", "_b")]
    [InlineData("readonly float[] _y = new float[1], _x = new float[63];", "_x")]
    [InlineData("static float[] X { get; } = new float[63];", "X")]
    [InlineData("float[] X { get; } = new float[63];", "X")]
    [InlineData("float[] X { get; } = new float[63]; public Host() { X[3] = 2; }", "X")]
    [InlineData("static float[] X => new float[63];", "X")]
    [InlineData("static ReadOnlySpan<float> X => new float[63];", "X")]
    [InlineData("float[] X { get => new float[63]; }", "X")]
    [InlineData("Span<float> X => _all.AsSpan(5, 63); float[] _all = Probe.Make();", "X")]
    [InlineData("struct S { public Span<float> X => new float[63]; public static readonly float[] Y = new float[63]; }", "default(S).X")]
    [InlineData("struct S { public Span<float> X => new float[63]; public static readonly float[] Y = new float[63]; }", "S.Y")]
    [InlineData("class Of<T> { public static readonly T[] X = new T[63]; }", "Of<float>.X")]
    [InlineData("interface IData { static readonly float[] X = new float[63]; static float[] Y => new float[63]; }", "IData.X")]
    [InlineData("interface IData { static readonly float[] X = new float[63]; static float[] Y => new float[63]; }", "IData.Y")]
    [InlineData("record R(int N) { public float[] X { get; } = new float[63]; }", "(new R(1) with { N = 2 }).X")]
    [InlineData("static float[] X { get; set; } = new float[63];", "X[^63..]")]
    [InlineData("readonly float[] _x; public Host() { _x = new float[63]; }", "_x")]
    [InlineData("readonly float[] _x; public Host(int n) { if (n < 0) { throw new ArgumentException(); } this._x = new float[63]; }", "_x")]
    [InlineData("readonly float[] _x; public Host() { _x = new float[63]; _x[0] = 1; Probe.Take(_x); return; }", "_x")]
    [InlineData("float[] X { get; } public Host() { X = new float[63]; }", "X")]
    [InlineData("static readonly float[] X; static Host() { X = new float[63]; } public Host() { } public Host(int n) { }", "X")]
    [InlineData("record R { public readonly float[] X; public R() { X = new float[63]; } }", "(new R() with { }).X")]
    public void A_member_with_one_value(string members, string code) => KnownLengthCheck.AssertKnown(KnownLengthCheck.Length(code, members), 63, "63");

    [Theory]
    [InlineData("static ReadOnlySpan<float> X => [1, 2, 3];")]
    [InlineData("static readonly float[] X = [1, 2, 3];")]
    [InlineData("readonly float[] X = { 1, 2, 3 };")]
    [InlineData("float[] X { get; } = [1, 2, 3];")]
    public void A_member_with_listed_elements(string members) => KnownLengthCheck.AssertKnown(KnownLengthCheck.Length("X", members), 3, null);

    [Fact]
    public void An_inline_array_in_a_field_that_changes() => KnownLengthCheck.AssertKnown(KnownLengthCheck.Length("_row", "Row _row;"), 63, null);

    [Theory]
    [InlineData("new Of63().X")]
    [InlineData("Of63.Y")]
    [InlineData("Of63.Z")]
    public void A_member_in_another_tree(string code) => KnownLengthCheck.AssertKnown(KnownLengthCheck.Length(code), 63, "63");
}
