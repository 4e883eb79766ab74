using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>Loads and stores the first 0 to 8 lanes of a vector without touching memory beyond them.</summary>
internal static class PartialVector
{
    private const int HalfCount = 4;

    /// <summary>All bits set in the first <paramref name="count"/> lanes, none in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> IsBelow(int count) =>
        Vector256.LessThan(Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7), Vector256.Create(count)).AsSingle();

    /// <summary>Loads <paramref name="count"/> floats, at most 8, into the first lanes; the others are <paramref name="fill"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ref float source, nuint offset, int count, float fill)
    {
        if (count >= Vector256<float>.Count)
        {
            return Vector256.LoadUnsafe(ref source, offset);
        }

        return count >= HalfCount
            ? Vector256.Create(Vector128.LoadUnsafe(ref source, offset), LoadHalf(ref source, offset + HalfCount, count - HalfCount, fill))
            : Vector256.Create(LoadHalf(ref source, offset, count, fill), Vector128.Create(fill));
    }

    /// <summary>Stores the first <paramref name="count"/> lanes, at most 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, ref float destination, nuint offset, int count)
    {
        if (count >= Vector256<float>.Count)
        {
            value.StoreUnsafe(ref destination, offset);
        }
        else if (count >= HalfCount)
        {
            value.GetLower().StoreUnsafe(ref destination, offset);
            StoreHalf(value.GetUpper(), ref destination, offset + HalfCount, count - HalfCount);
        }
        else
        {
            StoreHalf(value.GetLower(), ref destination, offset, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LoadHalf(ref float source, nuint offset, int count, float fill) => Vector128.Create(
        count > 0 ? Unsafe.Add(ref source, offset) : fill,
        count > 1 ? Unsafe.Add(ref source, offset + 1) : fill,
        count > 2 ? Unsafe.Add(ref source, offset + 2) : fill,
        fill);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalf(Vector128<float> value, ref float destination, nuint offset, int count)
    {
        if (count > 0)
        {
            Unsafe.Add(ref destination, offset) = value.GetElement(0);
        }

        if (count > 1)
        {
            Unsafe.Add(ref destination, offset + 1) = value.GetElement(1);
        }

        if (count > 2)
        {
            Unsafe.Add(ref destination, offset + 2) = value.GetElement(2);
        }
    }
}
