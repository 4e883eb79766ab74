using System.ComponentModel;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FcGen.Numerics;

/// <summary>Properties of the processor besides its vector widths.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Processor
{
    private const int Zen5Family = 0x1A;

    /// <summary>
    /// Whether 512-bit vectors run as two halves, and a first-level cache holds 32 KiB: AMD processors before Zen 5. Weights that come from the
    /// second-level cache then arrive faster with 256 bits: one sample of 64-128-10 is 1.15 to 1.19 times as fast (Zen 4).
    /// </summary>
    public static bool HalvesWideVectors { get; } = IsAmd() && Family() < Zen5Family;

    /// <summary>
    /// Whether optimizers use 512-bit vectors. AMD processors divide 256 bits as fast as other processors estimate and refine a quotient of
    /// 512 bits. With 256 bits and a division, a step of Adam on one sample of 784-128-10 is 1.28 times as fast (Zen 4).
    /// </summary>
    internal static readonly bool UpdatesOn512Bits = Vector512.IsHardwareAccelerated && !IsAmd();

    private static bool IsAmd()
    {
        // The name of the vendor is in ebx, edx and ecx, four characters each.
        const int Auth = 0x68747541;
        return X86Base.IsSupported && X86Base.CpuId(0, 0).Ebx == Auth;
    }

    /// <summary>The family of an x64 processor: the sum of two fields, the second for families from 15.</summary>
    private static int Family()
    {
        int signature = X86Base.CpuId(1, 0).Eax;
        return ((signature >> 8) & 0xF) + ((signature >> 20) & 0xFF);
    }
}
