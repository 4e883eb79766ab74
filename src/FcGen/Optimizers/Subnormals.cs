using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen;

/// <summary>
/// Replaces subnormal numbers, which are closer to zero than 1.2e-38. The running mean of a vanished gradient (a dead unit) decays into
/// this range and stays there. Arithmetic with such numbers costs over a hundred cycles.
/// </summary>
internal static class Subnormals
{
    /// <summary>The smallest positive number that is not subnormal.</summary>
    public const float SmallestNormal = 1.17549435e-38f;

    /// <summary>
    /// Smallest mean of squares, 2^-120: 64 times the smallest normal number, so that another decay does not make it subnormal. Means whose
    /// gradient is zero, such as padding, stay at this value. With 2^-126 Adam was 9 times as slow.
    /// </summary>
    public const float LeastSquare = 7.52316385e-37f;

    /// <summary>
    /// The smallest state of a recurrent layer, 2^-100. What a layer remembers of an input shrinks by a factor in each step until it is subnormal, and the
    /// factor keeps it there. Smaller values become zero, so that products with weights are not subnormal either.
    /// </summary>
    public const float LeastState = 7.88860905e-31f;

    /// <summary>Replaces numbers that are closer to zero than a bound by zero: subnormal numbers if it is not given. NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Flush(Vector512<float> x, float least = SmallestNormal) =>
        Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(least)), Vector512<float>.Zero, x);

    /// <inheritdoc cref="Flush(Vector512{float}, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Flush(Vector256<float> x, float least = SmallestNormal) =>
        Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Abs(x), Vector256.Create(least)), Vector256<float>.Zero, x);

    /// <inheritdoc cref="Flush(Vector512{float}, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Flush(Vector128<float> x, float least = SmallestNormal) =>
        Vector128.ConditionalSelect(Vector128.LessThan(Vector128.Abs(x), Vector128.Create(least)), Vector128<float>.Zero, x);

    /// <inheritdoc cref="Flush(Vector512{float}, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Flush(float x, float least = SmallestNormal) => MathF.Abs(x) < least ? 0 : x;

    /// <summary>
    /// Raises numbers below <see cref="LeastSquare"/> to it, for means of squares whose roots are denominators. A square that vanished
    /// would leave a denominator many times smaller than the gradient. The result for NaN depends on the processor, but a NaN gradient has
    /// already made the parameter NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Raise(Vector512<float> x) => Vector512.MaxNative(Vector512.Create(LeastSquare), x);

    /// <inheritdoc cref="Raise(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Raise(Vector256<float> x) => Vector256.MaxNative(Vector256.Create(LeastSquare), x);

    /// <inheritdoc cref="Raise(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Raise(Vector128<float> x) => Vector128.MaxNative(Vector128.Create(LeastSquare), x);

    /// <inheritdoc cref="Raise(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Raise(float x) => x < LeastSquare ? LeastSquare : x;
}
