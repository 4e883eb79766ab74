using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// The last, partly filled vector of a row: loads and stores that never access memory beyond it. Counts are constants in generated code, so
/// that each call becomes a handful of moves.
/// </summary>
[CLSCompliant(false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Tail
{
    /// <summary>Returns the length of the last vector of a row, 1 to 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int LengthOfLast256(int width) => ((width - 1) % Vector256<float>.Count) + 1;

    /// <summary>Returns a mask with all bits set in the first <paramref name="count"/> lanes, and none in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Mask(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();

    /// <summary>Sets all lanes after the first <paramref name="count"/> to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Keep(Vector128<float> value, int count) =>
        value & Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle();

    /// <inheritdoc cref="Keep(Vector128{float}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Keep(Vector256<float> value, int count) => value & Mask(count);

    /// <inheritdoc cref="Keep(Vector128{float}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Keep(Vector512<float> value, int count) =>
        value & Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    /// <summary>Loads <paramref name="count"/> floats (0 to 4; more counts as 4); the other lanes are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load128(ref float source, nuint offset, int count)
    {
        ref float first = ref Unsafe.Add(ref source, offset);
        return count >= 4 ? Vector128.LoadUnsafe(ref first) : LoadHalf(ref first, count, 0f);
    }

    /// <summary>Loads <paramref name="count"/> floats (0 to 8; more counts as 8); the other lanes are <paramref name="fill"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load256(ref float source, nuint offset, int count, float fill = 0f)
    {
        ref float first = ref Unsafe.Add(ref source, offset);
        return count switch
        {
            >= 8 => Vector256.LoadUnsafe(ref first),
            >= 4 => Vector256.Create(Vector128.LoadUnsafe(ref first), LoadHalf(ref Unsafe.Add(ref first, 4), count - 4, fill)),
            _ => Vector256.Create(LoadHalf(ref first, count, fill), Vector128.Create(fill)),
        };
    }

    /// <summary>Loads <paramref name="count"/> floats (0 to 16; more counts as 16); the other lanes are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load512(ref float source, nuint offset, int count)
    {
        ref float first = ref Unsafe.Add(ref source, offset);
        return count switch
        {
            >= 16 => Vector512.LoadUnsafe(ref first),
            >= 8 => Vector512.Create(Vector256.LoadUnsafe(ref first), Load256(ref first, 8, count - 8)),
            _ => Vector512.Create(Load256(ref first, 0, count), Vector256<float>.Zero),
        };
    }

    /// <summary>Stores the first <paramref name="count"/> lanes (0 to 4).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> value, ref float destination, nuint offset, int count)
    {
        ref float first = ref Unsafe.Add(ref destination, offset);
        if (count == 4)
        {
            value.StoreUnsafe(ref first);
            return;
        }

        if (count >= 2)
        {
            // As one double: a Vector64 would be copied through the stack.
            Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref first), value.AsDouble().ToScalar());
        }

        if (count is 1 or 3)
        {
            Unsafe.Add(ref first, count - 1) = value.GetElement(count - 1);
        }
    }

    /// <summary>Stores the first <paramref name="count"/> lanes (0 to 8).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, ref float destination, nuint offset, int count)
    {
        if (count == 8)
        {
            value.StoreUnsafe(ref destination, offset);
        }
        else if (count > 4)
        {
            value.GetLower().StoreUnsafe(ref destination, offset);
            Store(value.GetUpper(), ref destination, offset + 4, count - 4);
        }
        else
        {
            Store(value.GetLower(), ref destination, offset, count);
        }
    }

    /// <summary>Stores the first <paramref name="count"/> lanes (0 to 16).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, ref float destination, nuint offset, int count)
    {
        if (count == 16)
        {
            value.StoreUnsafe(ref destination, offset);
        }
        else if (count > 8)
        {
            value.GetLower().StoreUnsafe(ref destination, offset);
            Store(value.GetUpper(), ref destination, offset + 8, count - 8);
        }
        else
        {
            Store(value.GetLower(), ref destination, offset, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LoadHalf(ref float first, int count, float fill) => count switch
    {
        4 => Vector128.LoadUnsafe(ref first),
        3 => Vector128.Create(Two(ref first), Vector128.Create(Unsafe.Add(ref first, 2), fill, fill, fill).AsDouble().ToScalar()).AsSingle(),
        2 => Vector128.Create(Two(ref first), Vector128.Create(fill).AsDouble().ToScalar()).AsSingle(),
        1 => Vector128.Create(first, fill, fill, fill),
        _ => Vector128.Create(fill),
    };

    /// <summary>Loads two floats as one double. Without hardware for it, a Vector64 takes the JIT milliseconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Two(ref float first) => Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref first));
}
