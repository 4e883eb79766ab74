namespace FcGen.Numerics;

/// <summary>
/// Some floats that are worked on at once: 16, 8 or one. An update is written once for all of them and compiled for each; the same
/// operations in the same order give the same bits. The method that holds the loop must not be inlined: the JIT stops inlining past a
/// budget, and would call each of these operations (30 times as slow).
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Number of floats.</summary>
    static abstract nuint Count { get; }

    /// <summary>All of them the same.</summary>
    static abstract TSelf Create(float value);

    /// <summary>Loads the floats that begin at an offset.</summary>
    static abstract TSelf Load(ref float source, nuint offset);

    /// <summary>Stores them.</summary>
    void Store(ref float destination, nuint offset);

    /// <summary>The sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>The product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>The negative.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>x y + z, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>The square root.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>The larger of two; NaN if one is NaN.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>x / y, rounded as a division rounds, for a y of at least 1.2e-38.</summary>
    static abstract TSelf Quotient(TSelf x, TSelf y);

    /// <summary>Replaces subnormal numbers by zero, see <see cref="Subnormals"/>.</summary>
    static abstract TSelf Flush(TSelf value);

    /// <summary>Replaces numbers below the least mean of squares, 7.5e-37, by it, see <see cref="Subnormals"/>.</summary>
    static abstract TSelf Raise(TSelf value);
}
