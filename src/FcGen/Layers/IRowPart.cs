using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// Memory access of a loop over the columns of a row: whole vectors, or a partial vector for the remainder. The body of a loop is written
/// once and compiled for both.
/// </summary>
internal interface IRowPart
{
    /// <summary>Loads the floats from an index on; lanes past <paramref name="count"/> are <paramref name="fill"/>.</summary>
    static abstract Vector256<float> Load(ref float source, int at, int count, float fill = 0f);

    /// <summary>Stores the lanes before <paramref name="count"/>.</summary>
    static abstract void Store(Vector256<float> value, ref float destination, int at, int count);
}

/// <summary>Accesses all 8 lanes.</summary>
internal readonly struct WholeVector : IRowPart
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ref float source, int at, int count, float fill = 0f) => Vector256.LoadUnsafe(ref source, (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, ref float destination, int at, int count) => value.StoreUnsafe(ref destination, (nuint)at);
}

/// <summary>Accesses the first 1 to 7 lanes. Not inlined: it is called once per row, and would bloat the main loop.</summary>
internal readonly struct PartOfVector : IRowPart
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector256<float> Load(ref float source, int at, int count, float fill = 0f) => Tail.Load256(ref source, (nuint)at, count, fill);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Store(Vector256<float> value, ref float destination, int at, int count) => Tail.Store(value, ref destination, (nuint)at, count);
}
