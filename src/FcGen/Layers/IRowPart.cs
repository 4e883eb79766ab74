using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// How a loop over the columns of a row touches memory: in whole vectors, and for what is left of a row in a part of one. Written once,
/// the step of a loop is compiled for both.
/// </summary>
internal interface IRowPart
{
    /// <summary>Loads the floats from an index on; lanes past <paramref name="count"/> are <paramref name="fill"/>.</summary>
    static abstract Vector256<float> Load(ref float source, int at, int count, float fill = 0f);

    /// <summary>Stores the lanes before <paramref name="count"/>.</summary>
    static abstract void Store(Vector256<float> value, ref float destination, int at, int count);
}

/// <summary>All 8 lanes.</summary>
internal readonly struct WholeVector : IRowPart
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ref float source, int at, int count, float fill = 0f) => Vector256.LoadUnsafe(ref source, (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, ref float destination, int at, int count) => value.StoreUnsafe(ref destination, (nuint)at);
}

/// <summary>The first 1 to 7 lanes. Not inlined: it happens once a row, and would crowd the loop over the others.</summary>
internal readonly struct PartOfVector : IRowPart
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector256<float> Load(ref float source, int at, int count, float fill = 0f) => Tail.Load256(ref source, (nuint)at, count, fill);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Store(Vector256<float> value, ref float destination, int at, int count) => Tail.Store(value, ref destination, (nuint)at, count);
}
