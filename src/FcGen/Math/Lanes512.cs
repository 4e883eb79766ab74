using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FcGen.Numerics;

/// <summary>16 floats.</summary>
internal readonly struct Lanes512(Vector512<float> lanes) : ILanes<Lanes512>
{
    private readonly Vector512<float> _lanes = lanes;

    /// <inheritdoc/>
    public static nuint Count => (nuint)Vector512<float>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Create(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref float source, nuint offset) => new(Vector512.LoadUnsafe(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination, nuint offset) => _lanes.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 left, Lanes512 right) => new(left._lanes + right._lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 left, Lanes512 right) => new(left._lanes * right._lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 value) => new(-value._lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 x, Lanes512 y, Lanes512 z) =>
        new(Vector512.FusedMultiplyAdd(x._lanes, y._lanes, z._lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Sqrt(Lanes512 value) => new(Vector512.Sqrt(value._lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Max(Lanes512 left, Lanes512 right) => new(Vector512.Max(left._lanes, right._lanes));

    /// <inheritdoc/>
    /// <remarks>
    /// Computes x / y from a refined estimate of 1 / y and the remainder: square roots already keep the divider busy (Adam as a whole:
    /// 1.12).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Quotient(Lanes512 x, Lanes512 y) => new(Quotient(x._lanes, y._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quotient(Vector512<float> x, Vector512<float> y)
    {
        if (!Avx512F.IsSupported)
        {
            return x / y;
        }

        Vector512<float> estimate = Avx512F.Reciprocal14(y);
        Vector512<float> reciprocal = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(-y, estimate, Vector512<float>.One), estimate, estimate);
        Vector512<float> quotient = x * reciprocal;
        Vector512<float> refined = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(-quotient, y, x), reciprocal, quotient);

        // An infinite y makes the remainder NaN; the estimate, zero, is exact then.
        return Vector512.ConditionalSelect(Vector512.Equals(y, Vector512.Create(float.PositiveInfinity)), x * estimate, refined);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Flush(Lanes512 value) => new(Subnormals.Flush(value._lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 FlushState(Lanes512 value) => new(Subnormals.Flush(value._lanes, Subnormals.LeastState));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Raise(Lanes512 value) => new(Subnormals.Raise(value._lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Sigmoid(Lanes512 value) => new(VectorMath.Sigmoid(value._lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Tanh(Lanes512 value) => new(VectorMath.Tanh(value._lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 WherePositive(Lanes512 condition, Lanes512 value) =>
        new(Vector512.GreaterThan(condition._lanes, Vector512<float>.Zero) & value._lanes);
}
