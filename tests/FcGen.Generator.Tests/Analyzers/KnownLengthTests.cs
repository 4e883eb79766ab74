using FcGen.Generator.Analyzers.Lengths;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>Expressions that contain their length.</summary>
public sealed class KnownLengthTests
{
    [Theory]
    [InlineData("new float[63]", 63, "63")]
    [InlineData("(new float[(63)])", 63, "63")]
    [InlineData("new float[63]!", 63, "63")]
    [InlineData("new float[InputSize]", 63, "InputSize")]
    [InlineData("new float[2 * Net.InputSize]", 126, "2 * Net.InputSize")]
    [InlineData("new float[checked((int)63L)]", 63, "(int)63L")]
    [InlineData("new float[unchecked((byte)(256 + 63))]", 63, "(byte)(256 + 63)")]
    [InlineData("new float[63u]", 63, "63u")]
    [InlineData("new float[63UL]", 63, "63UL")]
    [InlineData("new float['?']", 63, "'?'")]
    [InlineData("const int Size = 63; Probe.Take(new float[Size]);", 63, "Size")]
    [InlineData("new float[0]", 0, "0")]
    [InlineData("new float[3] { 1, 2, 3 }", 3, null)]
    [InlineData("new float[] { 1, 2, 3 }", 3, null)]
    [InlineData("new[] { 1f, 2, 3 }", 3, null)]
    [InlineData("float[] x = { 1, 2, 3 }; Probe.Take(x);", 3, null)]
    [InlineData("checked(new float[63])", 63, "63")]
    [InlineData("GC.AllocateUninitializedArray<float>(63)", 63, "63")]
    [InlineData("GC.AllocateArray<float>(63)", 63, "63")]
    [InlineData("GC.AllocateArray<float>(pinned: true, length: 63)", 63, "63")]
    [InlineData("Probe.TakeArray(new float[63]);", 63, "63")]
    [InlineData("Probe.TakeSpan(new float[63]);", 63, "63")]
    public void Arrays(string code, int count, string? size) => AssertKnown(code, count, size);

    [Theory]
    [InlineData("stackalloc float[63]", 63, "63")]
    [InlineData("(stackalloc float[InputSize])", 63, "InputSize")]
    [InlineData("Probe.TakeSpan(stackalloc float[63]);", 63, "63")]
    [InlineData("stackalloc float[3] { 1, 2, 3 }", 3, null)]
    [InlineData("stackalloc float[] { 1, 2, 3 }", 3, null)]
    [InlineData("stackalloc[] { 1f, 2, 3 }", 3, null)]
    [InlineData("Span<float> x = stackalloc float[63]; Probe.Take(x);", 63, "63")]
    [InlineData("ReadOnlySpan<float> x = stackalloc[] { 1f, 2 }; Probe.Take(x);", 2, null)]
    [InlineData("var x = stackalloc float[63]; Probe.Take(new Span<float>(x, 62));", 62, "62")]
    [InlineData("Span<float> x = flag ? stackalloc float[63] : new float[63]; Probe.Take(x);", 63, null)]
    [InlineData("Span<float> x = flag ? stackalloc float[63] : stackalloc float[63]; Probe.Take(x);", 63, null)]
    [InlineData("flag ? new float[63] : GC.AllocateArray<float>(63)", 63, null)]
    [InlineData("n switch { 0 => new float[63], 1 => unknown[..63], _ => new float[InputSize] }", 63, null)]
    [InlineData("unknown[..63] ?? new float[63]", 63, null)]
    public void Stack_memory_and_choices(string code, int count, string? size) => AssertKnown(code, count, size);

    [Theory]
    [InlineData("[1, 2, 3]", 3)]
    [InlineData("[]", 0)]
    [InlineData("Probe.TakeArray([1, 2, 3]);", 3)]
    [InlineData("[1, .. new float[62]]", 63)]
    [InlineData("float[] x = [1, 2]; ReadOnlySpan<float> y = [.. x, .. x, 5]; Probe.Take(y);", 5)]
    [InlineData("[.. (ReadOnlySpan<float>)[1, 2]]", 2)]
    [InlineData("Probe.TakeMany(1, 2, 3);", 3)]
    [InlineData("Probe.TakeMany();", 0)]
    [InlineData("default", 0)]
    [InlineData("default(Span<float>)", 0)]
    [InlineData("null", 0)]
    [InlineData("(float[]?)null", 0)]
    [InlineData("Probe.TakeArray(null);", 0)]
    [InlineData("Span<float>.Empty", 0)]
    [InlineData("ReadOnlySpan<float>.Empty", 0)]
    [InlineData("Memory<float>.Empty.Span", 0)]
    [InlineData("Array.Empty<float>()", 0)]
    [InlineData("new Span<float>()", 0)]
    [InlineData("new()", 0)]
    public void Elements_that_are_listed(string code, int count) => AssertKnown(code, count, null);

    [Theory]
    [InlineData("new float[63].AsSpan()", 63, "63")]
    [InlineData("new float[63].AsSpan(0)", 63, "63")]
    [InlineData("new float[63].AsSpan(1)", 62, null)]
    [InlineData("new float[63].AsSpan(1..)", 62, null)]
    [InlineData("new float[63].AsSpan(..^1)", 62, null)]
    [InlineData("new float[63].AsSpan(..)", 63, "63")]
    [InlineData("new float[63].AsSpan((Index)3)", 60, null)]
    [InlineData("unknown.AsSpan(^63)", 63, "63")]
    [InlineData("unknown.AsSpan(..63)", 63, "63")]
    [InlineData("unknown.AsSpan(5, 63)", 63, "63")]
    [InlineData("unknown.AsSpan(n * 63, 63)", 63, "63")]
    [InlineData("unknown.AsSpan(length: 63, start: n)", 63, "63")]
    [InlineData("MemoryExtensions.AsSpan(unknown, n, 63)", 63, "63")]
    [InlineData("MemoryExtensions.AsSpan(array: unknown, length: 63, start: 0)", 63, "63")]
    [InlineData("new ArraySegment<float>(unknown).AsSpan(1, 63)", 63, "63")]
    [InlineData("unknown.AsMemory(5, 63).Span", 63, "63")]
    [InlineData("new float[63].AsMemory().Span", 63, "63")]
    [InlineData("new float[63].AsMemory(3..).Span", 60, null)]
    [InlineData("memory.Slice(n, 63).Span", 63, "63")]
    [InlineData("memory[..63].Span", 63, "63")]
    [InlineData("memory.Span[^63..]", 63, "63")]
    [InlineData("span.Slice(n, 63)", 63, "63")]
    [InlineData("readOnly.Slice(1, InputSize)", 63, "InputSize")]
    [InlineData("span.Slice(1, 63).Slice(3)", 60, null)]
    [InlineData("span[..63][..]", 63, "63")]
    public void Parts_by_methods(string code, int count, string? size) => AssertKnown(code, count, size);

    [Theory]
    [InlineData("unknown[..63]", 63, "63")]
    [InlineData("unknown[0..63]", 63, "63")]
    [InlineData("unknown[5..68]", 63, null)]
    [InlineData("unknown[^63..]", 63, "63")]
    [InlineData("unknown[^63..^0]", 63, "63")]
    [InlineData("unknown[^70..^7]", 63, null)]
    [InlineData("span[..63]", 63, "63")]
    [InlineData("span[^InputSize..]", 63, "InputSize")]
    [InlineData("readOnly[5..68]", 63, null)]
    [InlineData("(new float[64])[1..]", 63, null)]
    [InlineData("(new float[64])[..^1]", 63, null)]
    [InlineData("(new float[64])[1..^0]", 63, null)]
    [InlineData("(new float[70])[^64..63]", 57, null)]
    [InlineData("(new float[63])[..]", 63, "63")]
    [InlineData("unknown[..(63)]", 63, "63")]
    [InlineData("(unknown)[..63]!", 63, "63")]
    [InlineData("unknown[5..5]", 0, null)]
    public void Parts_by_ranges(string code, int count, string? size) => AssertKnown(code, count, size);

    [Theory]
    [InlineData("new Span<float>(new float[63])", 63, "63")]
    [InlineData("Span<float> x = new(new float[63]); Probe.Take(x);", 63, "63")]
    [InlineData("new ReadOnlySpan<float>(unknown, n, 63)", 63, "63")]
    [InlineData("new Memory<float>(unknown, 1, 63).Span", 63, "63")]
    [InlineData("new ReadOnlySpan<float>(array: unknown, length: 63, start: 1)", 63, "63")]
    [InlineData("float x = 0; Probe.Take(new Span<float>(ref x));", 1, null)]
    [InlineData("float x = 0; Probe.Take(new ReadOnlySpan<float>(in x));", 1, null)]
    [InlineData("MemoryMarshal.CreateSpan(ref unknown[0], 63)", 63, "63")]
    [InlineData("MemoryMarshal.CreateReadOnlySpan(ref unknown[0], 63)", 63, "63")]
    [InlineData("new float[63].ToArray()", 63, "63")]
    [InlineData("span[..63].ToArray()", 63, "63")]
    [InlineData("memory[..63].ToArray()", 63, "63")]
    [InlineData("Enumerable.ToArray(new float[63])", 63, "63")]
    [InlineData("(float[])new float[63].Clone()", 63, "63")]
    [InlineData("(ReadOnlySpan<float>)new float[63]", 63, "63")]
    [InlineData("(Span<float>)(float[])(object)new float[63]", 63, "63")]
    [InlineData("((Memory<float>)new float[63]).Span", 63, "63")]
    [InlineData("((ReadOnlyMemory<float>)(Memory<float>)new float[63]).Span", 63, "63")]
    [InlineData("(ReadOnlySpan<float>)(Span<float>)new float[63]", 63, "63")]
    [InlineData("float[] x; Probe.Take(x = new float[63]);", 63, "63")]
    public void Copies_and_conversions(string code, int count, string? size) => AssertKnown(code, count, size);

    [Theory]
    [InlineData("var x = new Row(); Probe.Take(x);", 63)]
    [InlineData("Row x = default; Probe.TakeSpan(x);", 63)]
    [InlineData("Row x = default; x = new Row(); Probe.TakeSpan((Span<float>)x);", 63)]
    [InlineData("var x = new Row(); Probe.Take(x[..]);", 63)]
    [InlineData("var x = new Row(); Probe.Take(x[1..]);", 62)]
    [InlineData("var x = new Row(); Probe.Take(x[5..15]);", 10)]
    [InlineData("var x = new InlineArray8<float>(); Probe.Take(x);", 8)]
    [InlineData("var x = new Row[3]; Probe.Take(x[n]);", 63)]
    public void Inline_arrays(string code, int count) => AssertKnown(code, count, null);

    [Fact]
    public void An_inline_array_is_cut_by_a_constant() => AssertKnown("var x = new Row(); Probe.Take(x[..62]);", 62, "62");

    [Theory]
    [InlineData("new float[63]", int.MaxValue)]
    [InlineData("unknown[..63]", int.MaxValue)]
    [InlineData("(new float[70])[..63]", 70)]
    [InlineData("new float[70].AsSpan(5, 63)", 65)]
    [InlineData("new float[70].AsSpan(n, 63)", 70)]
    [InlineData("new float[70].AsSpan()[^63..]", 70)]
    [InlineData("new float[70].AsSpan(0, 63).ToArray()", 70)]
    public void A_size_can_grow_as_far_as_what_it_is_cut_from(string code, int limit) =>
        Assert.Equal(limit, KnownLengthCheck.Length(code)!.Limit);

    [Fact]
    public void Cancellation_is_respected()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new LengthReader(source.Token).Read(null));
    }

    private static void AssertKnown(string code, int count, string? size) =>
        KnownLengthCheck.AssertKnown(KnownLengthCheck.Length(code), count, size);
}
