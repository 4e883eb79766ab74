using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FcGen.Tests.Networks;

/// <summary>
/// Predictions have the same bits on every machine that fuses multiplications and additions: x64 with 128, 256 and 512 bits, and Arm64. Machines without
/// such an instruction have others, and machines without accelerated vectors others again.
/// </summary>
public sealed class ForwardBitsTests
{
    private const int Samples = 13;

    [Theory]
    [InlineData(typeof(EveryLayer), "3ba9a422ee2d9cd4", "0b68b610d1e7dd46", "7a7f70703b9c1b29")]
    [InlineData(typeof(EveryActivation), "4938a5f1f138abe3", "99f15f8eb662516f", "b17dcaebafd28af1")]
    [InlineData(typeof(Wide), "8fc8ae19afe2f145", "ed4c2467f1144579", "e970363a18d6c825")]
    [InlineData(typeof(SquareDeep), "1ec920a9cc3833e4", "a67e186a4624c104", "6516a616204974cd")]
    [InlineData(typeof(OddAndLarge), "2e3d62303fa1c3e9", "3c6ec55e0db02f5a", "f777bb4f238b15d9")]
    [InlineData(typeof(NarrowAndWide), "61ed84a06cc5bed7", "4fd2f64d6788eafb", "a9e5c2c552b74965")]
    [InlineData(typeof(WideSquare), "5c735de5df6f1074", "219f8d3b81855c22", "8b1fe22e5c6c5a7d")]
    [InlineData(typeof(ActivationsAndLarge), "162633b286f97c2b", "f47c90f5cf0d1262", "487cc766222ab625")]
    [InlineData(typeof(Residual), "c06fb255d45dfbf7", "89cd868cfb054056", "cfa4f658bab888f5")]
    [InlineData(typeof(SquareConcat), "fce2cd7469929df8", "8505abb851287b37", "4d9f595428d071ad")]
    [InlineData(typeof(FoldedNorm), "3a9a33d6250b74af", "c003f097da53e3e3", "f2c533448f110f11")]
    [InlineData(typeof(DeepResidual), "38264c3d65fa8b5b", "d943c1b852a2ef93", "51a2708457e3ea65")]
    [InlineData(typeof(LargeSequence), "09a9d7298ab527ad", "2e01ad665d92595d", "6e10c2c37058c5d1")]
    [InlineData(typeof(LargeSignal), "4c646a106ee870c5", "648b03a148ec4259", "61e4e13b95f866b9")]
    [InlineData(typeof(LargeConvolution), "3d773bcfca9af9f5", "e434d2f692ab9d49", "9dfc5735b180b1f5")]
    [InlineData(typeof(SharedImage), "f34fe748c17f8685", "1c2923cc8f0e31e5", "116ebf40f93ed455")]
    [InlineData(typeof(LargeImage), "956dc708eac9ec4d", "627d9c46daf833c7", "800c8b196d89a81d")]
    [InlineData(typeof(LargeRecurrent), "2ebbfcc14deb442e", "19a47e77b816fa79", "68d811994c254f7d")]
    [InlineData(typeof(LargeGated), "f8042ba9318f300d", "110c1b9e9e63303b", "d9fafcd11984e181")]
    [InlineData(typeof(ThreeProbabilities), "afd0fb7938175d9b", "48812607ace6ad53", "898a768e8d659a09")]
    public void A_prediction_has_the_stored_bits(Type network, string fused, string unfused, string portable)
    {
        string expected = !Vector128.IsHardwareAccelerated ? portable : Fma.IsSupported || AdvSimd.IsSupported ? fused : unfused;
        MethodInfo hash = typeof(ForwardBitsTests).GetMethod(nameof(Hash), BindingFlags.NonPublic | BindingFlags.Static)!;
        Assert.Equal(expected, hash.MakeGenericMethod(network).CreateDelegate<Func<string>>()());
    }

    private static string Hash<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(seed: 3);
        float[] inputs = [.. Enumerable.Range(0, Samples * TNetwork.InputSize).Select(i => (i * 37 % 101 / 50f) - 1)];
        float[] outputs = new float[2 * Samples * TNetwork.OutputSize];
        for (int i = 0; i < Samples; i++)
        {
            network.Forward(inputs.AsSpan(i * TNetwork.InputSize, TNetwork.InputSize), outputs.AsSpan(i * TNetwork.OutputSize, TNetwork.OutputSize));
        }

        network.ForwardBatch(inputs, outputs.AsSpan(Samples * TNetwork.OutputSize));
        return Fnv(MemoryMarshal.AsBytes(outputs.AsSpan())).ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>FNV-1a (<see href="http://www.isthe.com/chongo/tech/comp/fnv/"/>). The hashes of .NET need OpenSSL, which an emulator may not have.</summary>
    private static ulong Fnv(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte value in bytes)
        {
            hash = unchecked((hash ^ value) * 1099511628211);
        }

        return hash;
    }
}
