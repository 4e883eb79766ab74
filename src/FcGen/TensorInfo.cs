using FcGen.Messages;

namespace FcGen;

/// <summary>
/// Name, shape and place of one tensor of a network. Shapes are PyTorch's; <see cref="Offset"/> and <see cref="Strides"/> tell where
/// its elements lie in <see cref="INetwork{TSelf}.Parameters"/> and in every span of the same layout, such as gradients, or, if it is
/// a <see cref="TensorKind.Buffer"/>, in <see cref="INetwork{TSelf}.Buffers"/>.
/// </summary>
public sealed class TensorInfo
{
    private readonly int[] _shape;
    private readonly int[] _strides;

    /// <summary>Describes a tensor.</summary>
    /// <param name="name">Name, for example <c>0.weight</c>.</param>
    /// <param name="kind">Trained or not.</param>
    /// <param name="shape">At most two dimensions, outermost first; none for a single number.</param>
    /// <param name="offset">Index of the first element in the packed span.</param>
    /// <param name="strides">Distance, in elements, between neighbours along each dimension.</param>
    /// <exception cref="ArgumentException"><paramref name="shape"/> has more than two dimensions, or <paramref name="strides"/> has another number of them.</exception>
    public TensorInfo(string name, TensorKind kind, ReadOnlySpan<int> shape, int offset, ReadOnlySpan<int> strides)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (shape.Length > 2 || strides.Length != shape.Length)
        {
            throw new ArgumentException(
                $"Tensor {MessageText.Name(name)} needs at most two dimensions and as many strides, but got {shape.Length} and {strides.Length}.", nameof(shape));
        }

        Name = name;
        Kind = kind;
        Offset = offset;
        _shape = shape.ToArray();
        _strides = strides.ToArray();
        Shape = Array.AsReadOnly(_shape);
        Strides = Array.AsReadOnly(_strides);
        Length = 1;
        foreach (int dimension in shape)
        {
            Length = checked(Length * dimension);
        }
    }

    /// <summary>Name, for example <c>0.weight</c>.</summary>
    public string Name { get; }

    /// <summary>Trained or not.</summary>
    public TensorKind Kind { get; }

    /// <summary>Dimensions, outermost first: <c>[outputs, inputs]</c> for the weights of a dense layer, none for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>Index of the first element in the packed span.</summary>
    public int Offset { get; }

    /// <summary>Distance, in elements, between neighbours along each dimension.</summary>
    public IReadOnlyList<int> Strides { get; }

    /// <summary>Copies the tensor out of a packed span into PyTorch's layout.</summary>
    /// <param name="packed">A span in the layout of <see cref="INetwork{TSelf}.Parameters"/> or, for a buffer, of <see cref="INetwork{TSelf}.Buffers"/>.</param>
    /// <param name="destination">Receives <see cref="Length"/> values; disjoint from the tensor in <paramref name="packed"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length, or overlaps the tensor.</exception>
    public void Unpack(ReadOnlySpan<float> packed, Span<float> destination)
    {
        CheckLength(destination.Length, nameof(destination));
        CheckDisjoint(packed, destination, nameof(destination));
        UnpackPart(packed, 0, destination);
    }

    /// <summary>Copies values in PyTorch's layout to the tensor's place in a packed span.</summary>
    /// <param name="values"><see cref="Length"/> values; disjoint from the tensor in <paramref name="packed"/>.</param>
    /// <param name="packed">A span in the layout of <see cref="INetwork{TSelf}.Parameters"/> or, for a buffer, of <see cref="INetwork{TSelf}.Buffers"/>.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="values"/> has another length, overlaps the tensor, or has a value that the tensor cannot have: a <c>running_var</c>
    /// below 0 or NaN, a <c>num_batches_tracked</c> that is no whole number of at least 0. Nothing has been copied.
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
    public override string ToString() => $"{Name} [{string.Join(", ", _shape)}]";

    /// <summary>Finds a tensor by its name.</summary>
    /// <param name="tensors">The tensors of a network.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">No tensor has that name.</exception>
    public static TensorInfo Find(IReadOnlyList<TensorInfo> tensors, string name)
    {
        // By index: the enumerator of an interface would be an allocation.
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

    /// <summary>Copies elements out of a packed span, from the one at <paramref name="first"/> in PyTorch's layout on.</summary>
    internal void UnpackPart(ReadOnlySpan<float> packed, int first, Span<float> destination)
    {
        var (_, columns, rowStride, columnStride) = AsMatrix();
        var (row, column) = Math.DivRem(first, columns);
        for (int next = 0; next < destination.Length; row++, column = 0)
        {
            for (; column < columns && next < destination.Length; column++)
            {
                destination[next++] = packed[Offset + (row * rowStride) + (column * columnStride)];
            }
        }
    }

    /// <summary>Copies elements to their places in a packed span, from the one at <paramref name="first"/> in PyTorch's layout on.</summary>
    internal void PackPart(ReadOnlySpan<float> values, Span<float> packed, int first)
    {
        var (_, columns, rowStride, columnStride) = AsMatrix();
        var (row, column) = Math.DivRem(first, columns);
        for (int next = 0; next < values.Length; row++, column = 0)
        {
            for (; column < columns && next < values.Length; column++)
            {
                packed[Offset + (row * rowStride) + (column * columnStride)] = values[next++];
            }
        }
    }

    /// <summary>Says which of some elements the tensor cannot have, and why; null if there is none.</summary>
    /// <param name="values">Elements in PyTorch's layout.</param>
    /// <param name="first">Index of the first of them.</param>
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

    internal (int Rows, int Columns, int RowStride, int ColumnStride) AsMatrix() => _shape.Length switch
    {
        0 => (1, 1, 0, 1),
        1 => (1, _shape[0], 0, _strides[0]),
        _ => (_shape[0], _shape[1], _strides[0], _strides[1]),
    };

    /// <summary>Checks that a span shares nothing with the tensor. Other tensors of the network may be copied from and to.</summary>
    private void CheckDisjoint(ReadOnlySpan<float> packed, ReadOnlySpan<float> values, string parameter)
    {
        var (rows, columns, rowStride, columnStride) = AsMatrix();
        int last = Offset + ((rows - 1) * rowStride) + ((columns - 1) * columnStride);
        if (values.Overlaps(packed[Offset..(last + 1)]))
        {
            throw new ArgumentException($"'{parameter}' ({values.Length} values) overlaps the memory of tensor '{Name}'.", parameter);
        }
    }

    private void CheckLength(int actual, string parameter)
    {
        if (actual != Length)
        {
            throw new ArgumentException(
                $"Tensor {MessageText.Name(Name)} [{string.Join(", ", _shape)}] has {Length} values, but the span given has {actual}.", parameter);
        }
    }
}
