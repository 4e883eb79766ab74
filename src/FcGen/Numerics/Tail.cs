using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// The last, partly filled vector of a row: loads and stores that never touch memory past it. Counts are constants in generated
/// code, so that each call becomes a handful of moves. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Tail
{
    /// <summary>Sets all lanes but the first <paramref name="count"/> to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Keep(Vector256<float> value, int count) =>
        value & Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();

    /// <inheritdoc cref="Keep(Vector256{float}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Keep(Vector512<float> value, int count) =>
        value & Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    /// <inheritdoc cref="Keep(Vector256{float}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Keep(Vector128<float> value, int count) =>
        value & Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle();

    /// <summary>Loads <paramref name="count"/> floats (1 to 8); the other lanes are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load256(ref float source, nuint offset, int count)
    {
        ref float first = ref Unsafe.Add(ref source, offset);
        return count switch
        {
            8 => Vector256.LoadUnsafe(ref first),
            > 4 => Vector256.Create(Vector128.LoadUnsafe(ref first), Load128(ref Unsafe.Add(ref first, 4), count - 4)),
            _ => Vector256.Create(Load128(ref first, count), Vector128<float>.Zero),
        };
    }

    /// <summary>Loads <paramref name="count"/> floats (1 to 16); the other lanes are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load512(ref float source, nuint offset, int count)
    {
        ref float first = ref Unsafe.Add(ref source, offset);
        return count switch
        {
            16 => Vector512.LoadUnsafe(ref first),
            > 8 => Vector512.Create(Vector256.LoadUnsafe(ref first), Load256(ref first, 8, count - 8)),
            _ => Vector512.Create(Load256(ref first, 0, count), Vector256<float>.Zero),
        };
    }

    /// <summary>Stores the first <paramref name="count"/> lanes (1 to 4).</summary>
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
            value.GetLower().StoreUnsafe(ref first);
        }

        if (count != 2)
        {
            Unsafe.Add(ref first, count - 1) = value.GetElement(count - 1);
        }
    }

    /// <summary>Stores the first <paramref name="count"/> lanes (1 to 8).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, ref float destination, nuint offset, int count)
    {
        if (count <= 4)
        {
            Store(value.GetLower(), ref destination, offset, count);
            return;
        }

        value.GetLower().StoreUnsafe(ref destination, offset);
        Store(value.GetUpper(), ref destination, offset + 4, count - 4);
    }

    /// <summary>Stores the first <paramref name="count"/> lanes (1 to 16).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, ref float destination, nuint offset, int count)
    {
        if (count <= 8)
        {
            Store(value.GetLower(), ref destination, offset, count);
            return;
        }

        value.GetLower().StoreUnsafe(ref destination, offset);
        Store(value.GetUpper(), ref destination, offset + 8, count - 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Load128(ref float first, int count) => count switch
    {
        4 => Vector128.LoadUnsafe(ref first),
        3 => Vector128.Create(Vector64.LoadUnsafe(ref first), Vector64.CreateScalar(Unsafe.Add(ref first, 2))),
        2 => Vector128.Create(Vector64.LoadUnsafe(ref first), Vector64<float>.Zero),
        _ => Vector128.CreateScalar(first),
    };
}
