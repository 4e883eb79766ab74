namespace FcGen;

/// <summary>The positions of the elements of a tensor in a packed span.</summary>
internal readonly struct StridedElements
{
    private readonly int _offset;
    private readonly int _length;

    // The dimensions in memory, outermost first, without those of size 1, and merged if one stride covers both. Only the first _rank count.
    private readonly int[] _dimensions;
    private readonly int[] _strides;
    private readonly int _rank;

    /// <summary>Initializes the positions.</summary>
    /// <param name="offset">Index of the first element in the packed span.</param>
    /// <param name="length">Number of elements.</param>
    /// <param name="dimensions">Dimensions in memory, outermost first; none for a single number.</param>
    /// <param name="strides">Distance between neighbors along each of <paramref name="dimensions"/>.</param>
    public StridedElements(int offset, int length, ReadOnlySpan<int> dimensions, ReadOnlySpan<int> strides)
    {
        // Arrays only: the first network of a process compiles this, and lists of tuples took 3 of 16 ms (AMD EPYC).
        _offset = offset;
        _length = length;
        _dimensions = dimensions.Length == 0 ? [1] : dimensions.ToArray();
        _strides = dimensions.Length == 0 ? [1] : strides.ToArray();
        _rank = 1;
        for (int i = 1; i < dimensions.Length; i++)
        {
            int last = _rank - 1;
            if (_dimensions[last] == 1 || _strides[last] == (long)dimensions[i] * strides[i])
            {
                _dimensions[last] *= dimensions[i];
                _strides[last] = strides[i];
            }
            else if (dimensions[i] > 1)
            {
                _dimensions[_rank] = dimensions[i];
                _strides[_rank] = strides[i];
                _rank++;
            }
        }
    }

    /// <summary>Returns the stride of one dimension that consists of several in memory; 0 if its elements are not equally spaced.</summary>
    public static int CommonStride(ReadOnlySpan<int> dimensions, ReadOnlySpan<int> strides)
    {
        var elements = new StridedElements(0, 0, dimensions, strides);
        return elements._rank == 1 ? elements._strides[0] : 0;
    }

    /// <summary>Copies elements from a packed span, starting at index <paramref name="first"/> in PyTorch's layout.</summary>
    public void Unpack(ReadOnlySpan<float> packed, int first, Span<float> destination)
    {
        while (destination.Length > 0)
        {
            (int rows, int columns) = BlockAt(first, destination.Length);
            for (int column = 0; column < columns;)
            {
                RunAt(first + column, columns - column, out int place, out int stride, out int count);
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
    public void Pack(ReadOnlySpan<float> values, Span<float> packed, int first)
    {
        while (values.Length > 0)
        {
            (int rows, int columns) = BlockAt(first, values.Length);
            for (int column = 0; column < columns;)
            {
                RunAt(first + column, columns - column, out int place, out int stride, out int count);
                Scatter(values[column..], columns, packed[place..], stride, rows, count);
                column += count;
            }

            first += rows * columns;
            values = values[(rows * columns)..];
        }
    }

    /// <summary>Returns the index in the packed span of the element at an index in PyTorch's layout.</summary>
    public int PlaceOf(int element)
    {
        RunAt(element, 1, out int place, out _, out _);
        return place;
    }

    /// <summary>Finds a run of equally spaced elements.</summary>
    /// <param name="first">Index of the first element in PyTorch's layout.</param>
    /// <param name="most">Maximum number of elements.</param>
    /// <param name="place">Index of the first element in the packed span.</param>
    /// <param name="stride">Distance between neighbors.</param>
    /// <param name="count">Number of elements in the run.</param>
    public void RunAt(int first, int most, out int place, out int stride, out int count)
    {
        int inner = _rank - 1;
        int rest = first / _dimensions[inner];
        int column = first - (rest * _dimensions[inner]);
        stride = _strides[inner];
        place = _offset + (column * stride);
        count = Math.Min(_dimensions[inner] - column, most);
        for (int i = inner - 1; i >= 0; i--)
        {
            int outer = rest / _dimensions[i];
            place += (rest - (outer * _dimensions[i])) * _strides[i];
            rest = outer;
        }
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
        if (_rank == 1)
        {
            return (1, most);
        }

        int columns = _length / _dimensions[0];
        int left = columns - (first % columns);
        return _strides[0] == 1 && left == columns && most >= columns
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
}
