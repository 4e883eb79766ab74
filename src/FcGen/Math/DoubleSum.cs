using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>Sums of floats in double precision, one per lane of 8 lanes.</summary>
internal struct DoubleSum
{
    private Vector256<double> _lower;
    private Vector256<double> _upper;

    /// <summary>Sums of the first four lanes.</summary>
    public readonly Vector256<double> Lower => _lower;

    /// <summary>Sums of the last four lanes.</summary>
    public readonly Vector256<double> Upper => _upper;

    /// <summary>Sum over all lanes.</summary>
    public readonly double Total => Reduction.Sum(_lower + _upper);

    /// <summary>Divides the sums by a number.</summary>
    public readonly DoubleSum Over(double divisor) => new() { _lower = _lower / divisor, _upper = _upper / divisor };

    /// <summary>Rounds the sums to floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector256<float> ToSingle() => Vector256.Narrow(_lower, _upper);

    /// <summary>Adds a value to each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector256<float> values)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(values);
        _lower += lower;
        _upper += upper;
    }

    /// <summary>Adds a square to each lane. The square of a float is exact in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddSquare(Vector256<float> values)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(values);
        _lower += lower * lower;
        _upper += upper * upper;
    }
}
