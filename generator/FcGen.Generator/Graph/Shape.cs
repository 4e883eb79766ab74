using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>
/// Shape of one sample: positions x channels. In the user's spans and in PyTorch, the floats of a signal or an image are channel after
/// channel, and those of a sequence position after position.
/// </summary>
/// <param name="Kind">The kind of the shape.</param>
/// <param name="Channels">Number of channels: the size of a vector, the features of a sequence.</param>
/// <param name="Height">Rows of an image; 1 for others.</param>
/// <param name="Width">Columns of an image, steps of a sequence, length of a signal; 1 for a vector.</param>
internal readonly record struct Shape(ShapeKind Kind, int Channels, int Height = 1, int Width = 1)
{
    /// <summary>The output shape of a layer with an error. It is not compared with other shapes, so that one error is reported once.</summary>
    public static readonly Shape Unknown;

    /// <summary>
    /// The positions of values whose memory is position after position although their order is channel after channel; 0 if the memory is in
    /// the order of the values. A vector has positions here if it is a flattened image.
    /// </summary>
    public int ArrangedPositions { get; private init; }

    public bool IsKnown => Kind != ShapeKind.Unknown;

    public bool IsVector => Kind == ShapeKind.Vector;

    public static Shape Vector(int size) => new(ShapeKind.Vector, size);

    public static Shape Signal(int channels, int length) => new(ShapeKind.Signal, channels, 1, length);

    public static Shape Image(int channels, int height, int width) => new(ShapeKind.Image, channels, height, width);

    public static Shape Sequence(int steps, int features) => new(ShapeKind.Sequence, features, 1, steps);

    public int Positions => Height * Width;

    /// <summary>The number of values. The parser has checked that it fits in an int.</summary>
    public int Size => Positions * Channels;

    /// <summary>The dimensions in the order of the values, outermost first, as in PyTorch.</summary>
    public int[] Dimensions => Kind switch
    {
        ShapeKind.Unknown => [],
        ShapeKind.Vector => [Channels],
        ShapeKind.Signal => [Channels, Width],
        ShapeKind.Image => [Channels, Height, Width],
        _ => [Width, Channels],
    };

    /// <summary>The same shape with a row in memory for each position. With one position or one channel, both orders are the same.</summary>
    public Shape Arranged => Kind is ShapeKind.Signal or ShapeKind.Image && Positions > 1 && Channels > 1
        ? this with { ArrangedPositions = Positions }
        : this;

    /// <summary>The same shape with memory in the order of the values.</summary>
    public Shape Ordered => this with { ArrangedPositions = 0 };

    /// <summary>All values as a vector, in the same memory.</summary>
    public Shape Flattened => Vector(Size) with { ArrangedPositions = ArrangedPositions };

    /// <summary>Positions and channels exchanged: a signal becomes a sequence in the same memory, and the reverse.</summary>
    public Shape Transposed => Kind == ShapeKind.Signal ? Sequence(Width, Channels) : Signal(Channels, Width).Arranged;

    /// <summary>The same kind with other channels.</summary>
    public Shape WithChannels(int channels) => (this with { Channels = channels, ArrangedPositions = 0 }).Arranged;

    /// <summary>The same kind and channels with other positions, position after position.</summary>
    public Shape WithPositions(int height, int width) => (this with { Height = height, Width = width, ArrangedPositions = 0 }).Arranged;

    /// <summary>One step of a sequence, or one position of a signal; a vector is one itself.</summary>
    public Shape OfStep => Kind is ShapeKind.Sequence or ShapeKind.Signal ? this with { Width = 1, ArrangedPositions = 0 } : this;

    /// <summary>A bound of the floats that the values of one sample occupy, computed before they are known to fit an int.</summary>
    public long MemoryBound => (long)Positions * Padding.RoundUp(Channels);

    /// <summary>The dimensions and strides of the values in memory without gaps.</summary>
    public TensorLayout MemoryOrder
    {
        get
        {
            int channels = Size / Math.Max(1, ArrangedPositions);
            return ArrangedPositions == 0 ? TensorLayout.RowMajor(new(Dimensions))
                : Kind == ShapeKind.Image ? new(new(Dimensions), new([1, Width * channels, channels]))
                : new(new([channels, ArrangedPositions]), new([1, channels]));
        }
    }

    /// <summary>Whether both have the same kind and dimensions, in any order of memory.</summary>
    public bool HasSameValues(Shape other) => Ordered == other.Ordered;

    /// <summary>The dimensions, for example <c>3 x 28 x 28</c>.</summary>
    public override string ToString() => string.Join(" x ", Dimensions);

    /// <summary>The shape in a sentence, for example <c>a sequence of 10 x 6</c>.</summary>
    public string Describe() => Kind switch
    {
        ShapeKind.Vector => Channels == 1 ? "1 value" : $"{this} values",
        ShapeKind.Signal => $"a signal of {this}",
        ShapeKind.Image => $"an image of {this}",
        _ => $"a sequence of {this}",
    };
}

/// <summary>The kind of a shape.</summary>
internal enum ShapeKind
{
    /// <summary>Not known because of an error.</summary>
    Unknown,

    /// <summary>A number of values.</summary>
    Vector,

    /// <summary>Channels x length.</summary>
    Signal,

    /// <summary>Channels x height x width.</summary>
    Image,

    /// <summary>Steps x features.</summary>
    Sequence,
}
