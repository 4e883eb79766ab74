using FcGen.Messages;

namespace FcGen;

/// <summary>
/// Name, shape and position of one tensor of a network. Shapes equal PyTorch's. <see cref="Offset"/> and <see cref="Strides"/> locate its
/// elements in <see cref="INetwork{TSelf}.Parameters"/> and in every span of the same layout, such as gradients. For a
/// <see cref="TensorKind.Buffer"/> they refer to <see cref="INetwork{TSelf}.Buffers"/>.
/// </summary>
public sealed class TensorInfo
{
    private const int MaxRank = 4;

    private readonly int[] _shape;

    private readonly StridedElements _elements;

    /// <summary>Initializes a tensor with one stride per dimension.</summary>
    /// <param name="name">Name, for example <c>0.weight</c>.</param>
    /// <param name="kind">Parameter or buffer.</param>
    /// <param name="shape">At most four dimensions, outermost first; none for a single number.</param>
    /// <param name="offset">Index of the first element in the packed span.</param>
    /// <param name="strides">Distance, in elements, between neighbors along each dimension.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="shape"/> has more than four dimensions or one below 1, <paramref name="strides"/> has another length or a value
    /// below 1, or the last element would be at index 2147483647 or above.
    /// </exception>
    public TensorInfo(string name, TensorKind kind, ReadOnlySpan<int> shape, int offset, ReadOnlySpan<int> strides)
        : this(name, kind, shape, offset, shape, strides, strides.ToArray())
    {
    }

    /// <summary>
    /// Initializes a tensor whose dimensions may consist of several dimensions in memory. After a flattened image of 3 channels and 4
    /// positions, weights of shape <c>[10, 12]</c> can have the dimensions <c>[10, 3, 4]</c> in memory, with the strides
    /// <c>[1, 16, 64]</c>.
    /// </summary>
    /// <param name="name">Name, for example <c>0.weight</c>.</param>
    /// <param name="kind">Parameter or buffer.</param>
    /// <param name="shape">At most four dimensions, outermost first; none for a single number.</param>
    /// <param name="offset">Index of the first element in the packed span.</param>
    /// <param name="dimensions">
    /// The dimensions in memory, in the order of <paramref name="shape"/>: each dimension of the shape is the product of one or several
    /// consecutive ones.
    /// </param>
    /// <param name="strides">Distance, in elements, between neighbors along each of <paramref name="dimensions"/>.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="shape"/> has more than four dimensions, <paramref name="dimensions"/> do not make up the shape, a dimension or stride
    /// is below 1, the numbers of dimensions and strides differ, or the last element would be at index 2147483647 or above.
    /// </exception>
    public TensorInfo(
        string name, TensorKind kind, ReadOnlySpan<int> shape, int offset, ReadOnlySpan<int> dimensions, ReadOnlySpan<int> strides)
        : this(name, kind, shape, offset, dimensions, strides, null)
    {
    }

    // The strides of the shape are computed from those in memory if they are null.
    private TensorInfo(
        string name, TensorKind kind, ReadOnlySpan<int> shape, int offset, ReadOnlySpan<int> dimensions, ReadOnlySpan<int> strides,
        int[]? shapeStrides)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (offset == int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"The offset must be below {int.MaxValue}.");
        }

        if (shape.Length > MaxRank || strides.Length != dimensions.Length)
        {
            throw BadRank(name, shape, dimensions, strides);
        }

        long last = offset;
        long length = 1;
        for (int i = 0; i < dimensions.Length; i++)
        {
            if (dimensions[i] < 1 || strides[i] < 1)
            {
                throw BelowOne(name, dimensions, strides);
            }

            last += (dimensions[i] - 1L) * strides[i];
            length *= dimensions[i];
            if (last >= int.MaxValue || length > int.MaxValue)
            {
                throw TooLarge(name, dimensions, strides, offset);
            }
        }

        Name = name;
        Kind = kind;
        Offset = offset;
        Length = (int)length;
        End = (int)last + 1;
        _shape = shape.ToArray();
        Shape = Array.AsReadOnly(_shape);
        Strides = Array.AsReadOnly(shapeStrides ?? StridesOf(name, shape, dimensions, strides));
        _elements = new StridedElements(offset, (int)length, dimensions, strides);
    }

    /// <summary>Name, for example <c>0.weight</c>.</summary>
    public string Name { get; }

    /// <summary>Parameter or buffer.</summary>
    public TensorKind Kind { get; }

    /// <summary>Dimensions, outermost first: <c>[outputs, inputs]</c> for the weights of a dense layer, none for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>Index of the first element in the packed span.</summary>
    public int Offset { get; }

    /// <summary>
    /// Distance, in elements, between neighbors along each dimension of <see cref="Shape"/>. It is 0 for a dimension whose elements are not
    /// equally spaced, for example the inputs of a dense layer after a flattened image. <see cref="Unpack"/> and <see cref="Pack"/> copy
    /// any tensor.
    /// </summary>
    public IReadOnlyList<int> Strides { get; }

    /// <summary>Index after the last element in the packed span.</summary>
    internal int End { get; }

    /// <summary>The shape in brackets.</summary>
    internal string ShapeText => Text(_shape);

    /// <summary>Copies the tensor from a packed span to PyTorch's layout.</summary>
    /// <param name="packed">A span in the layout of <see cref="INetwork{TSelf}.Parameters"/> or, for a buffer, of <see cref="INetwork{TSelf}.Buffers"/>.</param>
    /// <param name="destination">Receives <see cref="Length"/> values; disjoint from the tensor in <paramref name="packed"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length, or overlaps the tensor.</exception>
    public void Unpack(ReadOnlySpan<float> packed, Span<float> destination)
    {
        CheckLength(destination.Length, nameof(destination));
        CheckDisjoint(packed, destination, nameof(destination));
        UnpackPart(packed, 0, destination);
    }

    /// <summary>Copies values in PyTorch's layout to the position of the tensor in a packed span.</summary>
    /// <param name="values"><see cref="Length"/> values; disjoint from the tensor in <paramref name="packed"/>.</param>
    /// <param name="packed">A span in the layout of <see cref="INetwork{TSelf}.Parameters"/> or, for a buffer, of <see cref="INetwork{TSelf}.Buffers"/>.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="values"/> has another length, overlaps the tensor, or has a value that is invalid for the tensor: a
    /// <c>running_var</c> below 0 or NaN, or a <c>num_batches_tracked</c> that is not a whole number of at least 0. Nothing is copied.
    /// </exception>
    public void Pack(ReadOnlySpan<float> values, Span<float> packed)
    {
        CheckLength(values.Length, nameof(values));
        CheckDisjoint(packed, values, nameof(values));
        if (FindInvalid(values, 0) is { } invalid)
        {
            throw new ArgumentException(invalid, nameof(values));
        }

        PackPart(values, packed, 0);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {ShapeText}";

    /// <summary>Finds a tensor by its name.</summary>
    /// <param name="tensors">The tensors of a network.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">No tensor has that name.</exception>
    public static TensorInfo Find(IReadOnlyList<TensorInfo> tensors, string name)
    {
        // By index: the enumerator of an interface would be allocated.
        for (int i = 0; i < tensors.Count; i++)
        {
            if (tensors[i].Name == name)
            {
                return tensors[i];
            }
        }

        throw new ArgumentException(
            $"The network has no tensor {MessageText.Name(name)}; it has {string.Join(", ", tensors.Select(t => MessageText.Name(t.Name)))}.", nameof(name));
    }

    /// <summary>Copies elements from a packed span, starting at index <paramref name="first"/> in PyTorch's layout.</summary>
    internal void UnpackPart(ReadOnlySpan<float> packed, int first, Span<float> destination) => _elements.Unpack(packed, first, destination);

    /// <summary>
    /// Copies elements to their positions in a packed span, starting at index <paramref name="first"/> in PyTorch's layout.
    /// </summary>
    internal void PackPart(ReadOnlySpan<float> values, Span<float> packed, int first) => _elements.Pack(values, packed, first);

    /// <inheritdoc cref="StridedElements.RunAt"/>
    internal void RunAt(int first, int most, out int place, out int stride, out int count) =>
        _elements.RunAt(first, most, out place, out stride, out count);

    /// <summary>Returns the index in the packed span of the element at an index in PyTorch's layout.</summary>
    internal int PlaceOf(int element) => _elements.PlaceOf(element);

    /// <summary>Describes the first element that is invalid for the tensor; returns null if there is none.</summary>
    /// <param name="values">Elements in PyTorch's layout.</param>
    /// <param name="first">Index of the first element.</param>
    internal string? FindInvalid(ReadOnlySpan<float> values, int first)
    {
        if (Kind != TensorKind.Buffer)
        {
            return null;
        }

        bool isVariance = Name.EndsWith(".running_var", StringComparison.Ordinal);
        bool isCount = Name.EndsWith(".num_batches_tracked", StringComparison.Ordinal);
        for (int i = 0; i < values.Length; i++)
        {
            if (isVariance && !(values[i] >= 0))
            {
                return $"{MessageText.Name(Name)}[{first + i}] is {values[i]}, but a variance is at least 0";
            }

            if (isCount && !(values[i] >= 0 && float.IsInteger(values[i])))
            {
                return $"{MessageText.Name(Name)} is {values[i]}, but a number of batches is a whole number of at least 0";
            }
        }

        return null;
    }

    /// <summary>Checks that a span does not overlap the tensor. It may overlap other tensors of the network.</summary>
    private void CheckDisjoint(ReadOnlySpan<float> packed, ReadOnlySpan<float> values, string parameter)
    {
        if (values.Overlaps(packed[Offset..End]))
        {
            throw new ArgumentException($"'{parameter}' ({values.Length} values) overlaps the memory of tensor '{Name}'.", parameter);
        }
    }

    private void CheckLength(int actual, string parameter)
    {
        if (actual != Length)
        {
            throw new ArgumentException(
                $"Tensor {MessageText.Name(Name)} {ShapeText} has {Length} values, but the span has {actual}.", parameter);
        }
    }

    /// <summary>Finds the stride of each dimension of a shape.</summary>
    private static int[] StridesOf(string name, ReadOnlySpan<int> shape, ReadOnlySpan<int> dimensions, ReadOnlySpan<int> strides)
    {
        var result = new int[shape.Length];
        int first = 0;
        bool fits = true;
        for (int i = 0; i < shape.Length && fits; i++)
        {
            long product = 1;
            int next = first;
            while (next < dimensions.Length && (next == first || product < shape[i]))
            {
                product *= dimensions[next++];
            }

            fits = next > first && product == shape[i];
            result[i] = StridedElements.CommonStride(dimensions[first..next], strides[first..next]);
            first = next;
        }

        for (; first < dimensions.Length; first++)
        {
            fits &= dimensions[first] == 1;
        }

        return fits ? result : throw OtherShape(name, shape, dimensions);
    }

    // Exceptions have methods of their own, which are compiled only when they are needed: messages are most of the code of a constructor.
    private static ArgumentException BadRank(string name, ReadOnlySpan<int> shape, ReadOnlySpan<int> dimensions, ReadOnlySpan<int> strides) => new(
        $"Tensor {MessageText.Name(name)} needs at most {MaxRank} dimensions and as many strides, but got the shape {Text(shape)} "
        + $"with the dimensions {Text(dimensions)} and strides {Text(strides)} in memory.", nameof(shape));

    private static ArgumentException BelowOne(string name, ReadOnlySpan<int> dimensions, ReadOnlySpan<int> strides) => new(
        $"Tensor {MessageText.Name(name)} needs dimensions and strides of at least 1, but got the dimensions {Text(dimensions)} "
        + $"with the strides {Text(strides)}.", nameof(strides));

    private static ArgumentException TooLarge(string name, ReadOnlySpan<int> dimensions, ReadOnlySpan<int> strides, int offset) => new(
        $"Tensor {MessageText.Name(name)} ends beyond index {int.MaxValue - 1}: its dimensions are {Text(dimensions)}, its "
        + $"strides {Text(strides)}, its offset {offset}.", nameof(strides));

    private static ArgumentException OtherShape(string name, ReadOnlySpan<int> shape, ReadOnlySpan<int> dimensions) => new(
        $"The dimensions in memory of tensor {MessageText.Name(name)}, {Text(dimensions)}, do not make up its shape {Text(shape)}.",
        nameof(dimensions));

    private static string Text(ReadOnlySpan<int> values) => $"[{string.Join(", ", values.ToArray())}]";
}
