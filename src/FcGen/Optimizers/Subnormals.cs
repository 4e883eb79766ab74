using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen;

/// <summary>
/// Replaces subnormal numbers, those closer to zero than 1.2e-38. A running mean whose gradient has vanished
/// (a unit that died) decays into this range and stays there, and arithmetic with such numbers costs over a hundred cycles.
/// </summary>
internal static class Subnormals
{
    /// <summary>The smallest positive number that is not subnormal.</summary>
    public const float SmallestNormal = 1.17549435e-38f;

    /// <summary>
    /// The least mean of squares, 2^-120: 64 times the smallest normal number, so that it can decay once more without becoming subnormal.
    /// It is where every mean of squares stays whose gradient is zero, such as those of padding (with 2^-126 Adam was 9 times as slow).
    /// </summary>
    public const float LeastSquare = 7.52316385e-37f;

    /// <summary>Replaces subnormal numbers by zero; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Flush(Vector512<float> x) =>
        Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(SmallestNormal)), Vector512<float>.Zero, x);

    /// <inheritdoc cref="Flush(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Flush(Vector256<float> x) =>
        Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Abs(x), Vector256.Create(SmallestNormal)), Vector256<float>.Zero, x);

    /// <inheritdoc cref="Flush(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Flush(float x) => MathF.Abs(x) < SmallestNormal ? 0 : x;

    /// <summary>
    /// Replaces numbers below <see cref="LeastSquare"/> by it: what means of squares need, whose roots are divided by. A square that
    /// vanished would leave a denominator many times smaller than the gradient. What becomes of NaN depends on the processor: its gradient
    /// has made the parameter NaN already.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Raise(Vector512<float> x) => Vector512.MaxNative(Vector512.Create(LeastSquare), x);

    /// <inheritdoc cref="Raise(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Raise(Vector256<float> x) => Vector256.MaxNative(Vector256.Create(LeastSquare), x);

    /// <inheritdoc cref="Raise(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Raise(float x) => x < LeastSquare ? LeastSquare : x;
}
