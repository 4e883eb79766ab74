namespace FcGen.Numerics;

/// <summary>
/// Several floats that are processed at once: 16, 8, 4 or one. An update is written once and compiled for each width; the same operations in
/// the same order give the same bits. The method that contains the loop must not be inlined: the JIT stops inlining beyond a budget, and
/// would call each of these operations (30 times as slow).
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Number of floats.</summary>
    static abstract nuint Count { get; }

    /// <summary>Sets all lanes to a value.</summary>
    static abstract TSelf Create(float value);

    /// <summary>Loads the floats at an offset.</summary>
    static abstract TSelf Load(ref float source, nuint offset);

    /// <summary>Stores the floats at an offset.</summary>
    void Store(ref float destination, nuint offset);

    /// <summary>Adds lanes.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Multiplies lanes.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Negates lanes.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>
    /// Computes x y + z, rounded once if the processor has an instruction for it. Otherwise the product is rounded too: exact results would
    /// take a function call for each float (Adam as a whole: 13 times as slow). On one processor, all numbers of lanes round alike, so the
    /// result of a parameter does not depend on its position.
    /// </summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>Computes square roots.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>Computes maxima; NaN if one operand is NaN.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>Computes x / y, with the rounding of a division, for a y of at least 1.2e-38.</summary>
    static abstract TSelf Quotient(TSelf x, TSelf y);

    /// <summary>Replaces subnormal numbers by zero, see <see cref="Subnormals"/>.</summary>
    static abstract TSelf Flush(TSelf value);

    /// <summary>Replaces the states of recurrent layers that are closer to zero than 7.9e-31 by zero, see <see cref="Subnormals"/>.</summary>
    static abstract TSelf FlushState(TSelf value);

    /// <summary>Raises numbers to the smallest mean of squares, 7.5e-37, see <see cref="Subnormals"/>.</summary>
    static abstract TSelf Raise(TSelf value);

    /// <summary>Computes <see cref="VectorMath.Sigmoid(float)"/>.</summary>
    static abstract TSelf Sigmoid(TSelf value);

    /// <summary>Computes <see cref="VectorMath.Tanh(float)"/>.</summary>
    static abstract TSelf Tanh(TSelf value);

    /// <summary>Keeps the lanes of a value where a condition is above 0, and sets the others to 0.</summary>
    static abstract TSelf WherePositive(TSelf condition, TSelf value);
}
