using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>A parameter or buffer of a layer.</summary>
/// <param name="Name">Name within the layer, as in PyTorch.</param>
/// <param name="Dimensions">Shape as in PyTorch, rank 0 to 4.</param>
/// <param name="Fill">The initial values.</param>
/// <param name="Kind">Whether the tensor is trained.</param>
internal sealed record TensorSpec(string Name, EquatableArray<int> Dimensions, Fill Fill, TensorKind Kind = TensorKind.Parameter)
{
    /// <summary>The order of the elements in memory. Default: that of <see cref="Dimensions"/>.</summary>
    public TensorLayout Layout { get; init; } = TensorLayout.RowMajor(Dimensions);

    public bool IsBuffer => Kind == TensorKind.Buffer;

    /// <summary>Number of elements.</summary>
    public int Length => Dimensions.Aggregate(1, (product, dimension) => checked(product * dimension));

    /// <summary>The shape in messages, for example <c>[128, 64]</c>.</summary>
    public string Shape => $"[{string.Join(", ", Dimensions)}]";

    /// <summary>One value for each of a shape, in the order of its memory, with the same initial value everywhere.</summary>
    public static TensorSpec Like(string name, Shape shape, float value, TensorKind kind = TensorKind.Parameter) =>
        new(name, new(shape.Dimensions), Fill.Constant(value), kind) { Layout = shape.MemoryOrder };

    /// <summary>A vector with the same initial value everywhere.</summary>
    public static TensorSpec Vector(string name, int length, float value, TensorKind kind = TensorKind.Parameter) =>
        new(name, new([length]), Fill.Constant(value), kind);

    /// <summary>A single value without dimensions.</summary>
    public static TensorSpec Scalar(string name, float value, TensorKind kind) => new(name, new([]), Fill.Constant(value), kind);
}

/// <summary>Mirror of <c>FcGen.TensorKind</c>.</summary>
internal enum TensorKind
{
    Parameter,
    Buffer,
}

/// <summary>
/// The order of the elements of a tensor in memory. The product of the dimensions is the number of elements, and their row-major order is
/// that of the tensor; a dimension of the tensor may be split into several here, each with a stride.
/// </summary>
/// <param name="Dimensions">The dimensions, outermost first.</param>
/// <param name="Strides">Distance, in floats, between neighbors along each dimension.</param>
internal sealed record TensorLayout(EquatableArray<int> Dimensions, EquatableArray<int> Strides)
{
    /// <summary>Number of floats from the first element to the end of the last row, padding included.</summary>
    public int Floats => Padding.RoundUp(checked((int)Extent));

    /// <summary>An upper bound of <see cref="Floats"/>, before it is known to fit an int.</summary>
    public long Bound => Extent + Padding.Lanes;

    private long Extent => Dimensions.Zip(Strides, (dimension, stride) => (long)dimension * stride).DefaultIfEmpty(1).Max();

    /// <summary>Several of these, as an outer dimension.</summary>
    /// <param name="count">The outer dimension.</param>
    /// <param name="stride">Its distance, in floats.</param>
    /// <param name="unit">Distance, in floats, between what are neighbors here.</param>
    public TensorLayout Repeat(int count, int stride, int unit) =>
        new(Dimensions.Prepend(count).ToEquatableArray(), Strides.Select(inner => Limited(inner, unit)).Prepend(stride).ToEquatableArray());

    /// <summary>A product, or the largest int: a layer that needs more memory is refused.</summary>
    private static int Limited(int a, int b) => (int)Math.Min(int.MaxValue, (long)a * b);

    /// <summary>Elements in the order of the dimensions, without gaps.</summary>
    public static TensorLayout RowMajor(EquatableArray<int> dimensions)
    {
        int[] strides = [.. dimensions];
        int stride = 1;
        for (int i = strides.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride = Limited(stride, dimensions[i]);
        }

        return new(dimensions, strides.ToEquatableArray());
    }
}
