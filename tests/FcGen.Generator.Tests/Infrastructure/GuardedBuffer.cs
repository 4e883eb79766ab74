using System.Runtime.InteropServices;

namespace FcGen.Generator.Tests.Infrastructure;

/// <summary>
/// A span of floats between guard values. The guards are NaN, so that a read outside the span changes the result. Disposing fails if a guard
/// was overwritten.
/// </summary>
internal sealed class GuardedBuffer : IDisposable
{
    private const int Guard = 64;
    private const uint Mark = 0x7FC0_FC6Eu;

    private readonly float[] _memory;

    public GuardedBuffer(int length)
    {
        _memory = new float[length + (2 * Guard)];
        MemoryMarshal.Cast<float, uint>(_memory.AsSpan()).Fill(Mark);
        Span.Clear();
    }

    public Span<float> Span => _memory.AsSpan(Guard, _memory.Length - (2 * Guard));

    public void Dispose()
    {
        Span<uint> bits = MemoryMarshal.Cast<float, uint>(_memory.AsSpan());
        Assert.True(
            bits[..Guard].IndexOfAnyExcept(Mark) < 0 && bits[^Guard..].IndexOfAnyExcept(Mark) < 0, "Memory outside a span was written.");
    }
}
