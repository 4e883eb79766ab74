using System.Runtime.CompilerServices;
using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Snapshots;

/// <summary>The kernels for 256 bits of tiny dense layers, in both families.</summary>
public sealed class KernelTests
{
    [Fact]
    public void Unrolled() => VerifyKernels("[Network(Unroll = Unroll.Full)] [Input(3)] [Dense(3, 5), ReLU]");

    /// <summary>Two layers in one method. Up to the kernels for batches.</summary>
    [Fact]
    public void Fused() => VerifyKernels("[Network] [Input(2)] [Dense(2, 3), ReLU, Dense(3, 1)]", end: "        // Y [rows, 3]");

    /// <summary>Up to the kernels for batches, which are the same in both families.</summary>
    [Fact]
    public void Tiled() => VerifyKernels("[Network(Unroll = Unroll.Tiled)] [Input(9)] [Dense(9, 24), ReLU, Dense(1)]", end: "        // Y [rows, 24]");

    private static void VerifyKernels(string network, string? end = null, [CallerMemberName] string method = "")
    {
        string text = GeneratorHarness.Run($"using FcGen; {network} public sealed partial class Net;").Files["Net.Kernels256.g.cs"];
        Snapshot.Verify(end is null ? text : text[..text.IndexOf(end, StringComparison.Ordinal)], "Net.Kernels256.g", method);
    }
}
