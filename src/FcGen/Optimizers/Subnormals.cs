using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen;

/// <summary>
/// Replaces subnormal numbers, those closer to zero than 1.2e-38, by zero; NaN stays NaN. A running mean whose gradient has vanished
/// (a unit that died) decays into this range and stays there, and arithmetic with such numbers costs over a hundred cycles.
/// </summary>
internal static class Subnormals
{
    /// <summary>The smallest positive number that is not subnormal.</summary>
    public const float SmallestNormal = 1.17549435e-38f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Flush(Vector512<float> x) =>
        Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(SmallestNormal)), Vector512<float>.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Flush(Vector256<float> x) =>
        Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Abs(x), Vector256.Create(SmallestNormal)), Vector256<float>.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Flush(float x) => MathF.Abs(x) < SmallestNormal ? 0 : x;

    /// <summary>The same for numbers that are not negative: one instruction less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FlushNotNegative(Vector512<float> x) =>
        Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(SmallestNormal)), Vector512<float>.Zero, x);

    /// <inheritdoc cref="FlushNotNegative(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FlushNotNegative(Vector256<float> x) =>
        Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(SmallestNormal)), Vector256<float>.Zero, x);
}
