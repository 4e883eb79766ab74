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

    // The dimensions in memory, outermost first, without those of size 1, and merged if one stride covers both.
    private readonly int[] _dimensions;
    private readonly int[] _distances;

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
        : this(name, kind, shape, offset, shape, strides)
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
        Strides = Array.AsReadOnly(StridesOf(name, shape, dimensions, strides));
        (_dimensions, _distances) = Merge(dimensions, strides);
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
    internal void UnpackPart(ReadOnlySpan<float> packed, int first, Span<float> destination)
    {
        while (destination.Length > 0)
        {
            (int rows, int columns) = BlockAt(first, destination.Length);
            for (int column = 0; column < columns;)
            {
                (int place, int stride, int count) = RunAt(first + column, columns - column);
                Gather(packed[place..], stride, rows, destination[column..], columns, count);
                column += count;
            }

            first += rows * columns;
            destination = destination[(rows * columns)..];
        }
    }

    /// <summary>
    /// Copies elements to their positions in a packed span, starting at index <paramref name="first"/> in PyTorch's layout.
    /// </summary>
    internal void PackPart(ReadOnlySpan<float> values, Span<float> packed, int first)
    {
        while (values.Length > 0)
        {
            (int rows, int columns) = BlockAt(first, values.Length);
            for (int column = 0; column < columns;)
            {
                (int place, int stride, int count) = RunAt(first + column, columns - column);
                Scatter(values[column..], columns, packed[place..], stride, rows, count);
                column += count;
            }

            first += rows * columns;
            values = values[(rows * columns)..];
        }
    }

    /// <summary>Returns the index in the packed span of the element at an index in PyTorch's layout.</summary>
    internal int PlaceOf(int element) => RunAt(element, 1).Place;

    /// <summary>
    /// Returns a run of equally spaced elements: the index of the first in the packed span, their stride, and their count.
    /// </summary>
    /// <param name="first">Index of the first element in PyTorch's layout.</param>
    /// <param name="most">Maximum number of elements.</param>
    internal (int Place, int Stride, int Count) RunAt(int first, int most)
    {
        int inner = _dimensions.Length - 1;
        (int rest, int column) = Math.DivRem(first, _dimensions[inner]);
        int place = Offset + (column * _distances[inner]);
        for (int i = inner - 1; i >= 0; i--)
        {
            (rest, int index) = Math.DivRem(rest, _dimensions[i]);
            place += index * _distances[i];
        }

        return (place, _distances[inner], Math.Min(_dimensions[inner] - column, most));
    }

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

    /// <summary>
    /// Returns a block of elements to copy together: the rest of an output (an index of the outermost dimension), or several outputs if
    /// these are neighbors in memory. Copying such outputs one by one would touch a cache line per element.
    /// </summary>
    /// <param name="first">Index of the first element in PyTorch's layout.</param>
    /// <param name="most">Maximum number of elements.</param>
    private (int Rows, int Columns) BlockAt(int first, int most)
    {
        const int FloatsPerCacheLine = 16;
        if (_dimensions.Length == 1)
        {
            return (1, most);
        }

        int columns = Length / _dimensions[0];
        int left = columns - (first % columns);
        return _distances[0] == 1 && left == columns && most >= columns
            ? (Math.Min(most / columns, FloatsPerCacheLine), columns)
            : (1, Math.Min(left, most));
    }

    /// <summary>Copies <paramref name="count"/> elements of each row. Elements of several rows are neighbors in the packed span.</summary>
    private static void Gather(ReadOnlySpan<float> packed, int stride, int rows, Span<float> destination, int columns, int count)
    {
        if (stride == 1 && rows == 1)
        {
            packed[..count].CopyTo(destination);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> neighbors = packed.Slice(i * stride, rows);
            for (int row = 0; row < neighbors.Length; row++)
            {
                destination[(row * columns) + i] = neighbors[row];
            }
        }
    }

    /// <inheritdoc cref="Gather"/>
    private static void Scatter(ReadOnlySpan<float> values, int columns, Span<float> packed, int stride, int rows, int count)
    {
        if (stride == 1 && rows == 1)
        {
            values[..count].CopyTo(packed);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            Span<float> neighbors = packed.Slice(i * stride, rows);
            for (int row = 0; row < neighbors.Length; row++)
            {
                neighbors[row] = values[(row * columns) + i];
            }
        }
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
            (int[] merged, int[] distances) = Merge(dimensions[first..next], strides[first..next]);
            result[i] = merged.Length == 1 ? distances[0] : 0;
            first = next;
        }

        for (; first < dimensions.Length; first++)
        {
            fits &= dimensions[first] == 1;
        }

        return fits ? result : throw OtherShape(name, shape, dimensions);
    }

    /// <summary>
    /// Removes dimensions of size 1, and merges two dimensions if one stride covers both. At least one dimension is left.
    /// </summary>
    private static (int[] Dimensions, int[] Strides) Merge(ReadOnlySpan<int> dimensions, ReadOnlySpan<int> strides)
    {
        // Arrays only: the first network would have to compile lists of tuples, which took 3 of 16 ms (AMD EPYC).
        int[] merged = dimensions.Length == 0 ? [1] : dimensions.ToArray();
        int[] distances = dimensions.Length == 0 ? [1] : strides.ToArray();
        int count = dimensions.Length == 0 ? 1 : 0;
        for (int i = 0; i < dimensions.Length; i++)
        {
            if (count > 0 && (merged[count - 1] == 1 || distances[count - 1] == (long)dimensions[i] * strides[i]))
            {
                merged[count - 1] *= dimensions[i];
                distances[count - 1] = strides[i];
            }
            else if (count == 0 || dimensions[i] > 1)
            {
                (merged[count], distances[count]) = (dimensions[i], strides[i]);
                count++;
            }
        }

        return (Head(merged, count), Head(distances, count));
    }

    private static int[] Head(int[] values, int count)
    {
        var head = new int[count];
        Array.Copy(values, head, count);
        return head;
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
