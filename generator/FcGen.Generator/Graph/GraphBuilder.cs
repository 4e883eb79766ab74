using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>Collects the operations of a network, layer by layer.</summary>
/// <param name="spec">The network.</param>
/// <param name="storage">The storage of its tensors.</param>
/// <param name="isTraining">Whether there is a backward pass.</param>
/// <param name="stream">The state of a network that runs step by step; null for whole samples.</param>
/// <param name="carried">The state that a sample in training may begin with; null if the network does not run step by step.</param>
internal sealed class GraphBuilder(NetworkSpec spec, StoragePlan storage, bool isTraining, StreamMemory? stream = null, StreamMemory? carried = null)
{
    private readonly List<Operation> _operations = [];
    private readonly List<Layout> _layouts = [LayoutOf(spec.Input)];
    private readonly List<int> _outputs = [];
    private int _shared;

    public bool IsTraining => isTraining;

    public StoragePlan Storage => storage;

    /// <summary>The state of a network that runs step by step: samples are steps. Null for whole samples.</summary>
    public StreamMemory? Stream => stream;

    /// <summary>The state that a sample in training may begin with, reserved in the same order as that of a stream; null without.</summary>
    public StreamMemory? Carried => carried;

    /// <summary>Chooses which products become straight-line code.</summary>
    public UnrollChoice Unrolling { get; } = new(spec.Unroll, SampleProduct.Total(spec.Layers), spec.UnrollLimit);

    /// <summary>The index of the first layer. It is above 0 for the end of a network that runs step by step.</summary>
    private int FirstLayer => spec.Layers.Count == 0 ? 0 : spec.Layers[0].Index;

    /// <summary>The input of the next layer.</summary>
    public int Current { get; private set; }

    /// <summary>A new value with a row of channels for each position.</summary>
    public int NewValue(int positions, int channels)
    {
        _layouts.Add(Layout.Padded(positions, channels));
        return _layouts.Count - 1;
    }

    /// <summary>A new value for a shape.</summary>
    public int NewValue(Shape shape)
    {
        _layouts.Add(LayoutOf(shape));
        return _layouts.Count - 1;
    }

    /// <summary>A new value with the rows of another.</summary>
    public int NewLike(int value) => NewValue(_layouts[value].Positions, _layouts[value].Channels);

    /// <summary>A new value with the rows of another, which has some rows per sample, and more of them.</summary>
    public int NewEnlarged(int value, int positions, int more)
    {
        _layouts.Add(_layouts[value].As(positions) with { Positions = more });
        return _layouts.Count - 1;
    }

    /// <summary>Number of rows of a value per sample.</summary>
    public int PositionsOf(int value) => _layouts[value].Positions;

    /// <summary>Returns the output of a layer; the one before the first is the input.</summary>
    public int OutputOf(int layer) => layer < FirstLayer ? 0 : _outputs[layer - FirstLayer];

    /// <summary>Lets operations use a value as another number of rows per sample: its rows will have no gaps.</summary>
    public int View(int value, int positions)
    {
        if (_layouts[value].Positions != positions)
        {
            Close(value);
        }

        return value;
    }

    /// <summary>Makes a value the input of the next layer.</summary>
    public void Use(int value) => Current = value;

    /// <summary>Returns a value in the memory order of a shape: the value itself, or a transposed copy.</summary>
    /// <param name="layer">Index of the layer that needs the order.</param>
    /// <param name="value">The value.</param>
    /// <param name="from">The shape of the value.</param>
    /// <param name="to">The shape with the order.</param>
    public int Arrange(int layer, int value, Shape from, Shape to)
    {
        if (from.ArrangedPositions == to.ArrangedPositions)
        {
            return value;
        }

        bool isArranged = to.ArrangedPositions > 0;
        int positions = Math.Max(from.ArrangedPositions, to.ArrangedPositions);
        var operation = new ArrangeOperation(layer, new([View(value, isArranged ? 1 : positions)]), NewValue(to), positions, isArranged);
        _operations.Add(operation);
        return operation.Output;
    }

    /// <summary>Offset of memory in the workspace that all samples share.</summary>
    public int NewShared(int floats)
    {
        _shared += floats;
        return _shared - floats;
    }

    /// <summary>Adds an operation, whose output becomes the current value.</summary>
    public void Add(Operation operation)
    {
        _operations.Add(operation);
        Current = operation.Output;
    }

    /// <summary>The operations of all layers.</summary>
    public NetworkGraph Build()
    {
        foreach (LayerSpec layer in spec.Layers)
        {
            layer.Build(this);
            _outputs.Add(Current);
        }

        Current = Arrange(spec.Layers.Count - 1, Current, spec.Output, spec.Output.Ordered);
        CloseNeighbors();
        return new NetworkGraph(_operations.ToEquatableArray(), _layouts.ToEquatableArray(), Current, _shared, isTraining);
    }

    /// <summary>The rows of the values of a shape: one for each position if the memory is position after position.</summary>
    private static Layout LayoutOf(Shape shape)
    {
        int positions = shape.Kind == ShapeKind.Sequence ? shape.Positions : Math.Max(1, shape.ArrangedPositions);
        return Layout.Padded(positions, shape.Size / positions);
    }

    /// <summary>Lets the rows of a value have no gaps.</summary>
    public void Close(int value) => _layouts[value] = Layout.Gapless(_layouts[value].Positions, _layouts[value].Channels);

    /// <summary>Closes the gaps of values that may share memory, or whose gradients may, with a value without gaps.</summary>
    private void CloseNeighbors()
    {
        bool isDone;
        do
        {
            isDone = true;
            foreach (Operation operation in _operations)
            {
                Layout source = _layouts[operation.Source];
                foreach (int value in SharesMemory(operation).Where(value => _layouts[value].Size == source.Size && !IsSame(_layouts[value], source)))
                {
                    Close(value);
                    Close(operation.Source);
                    isDone = false;
                }
            }
        }
        while (!isDone);

        static bool IsSame(Layout one, Layout other) => one == other || (one.IsGapless && other.IsGapless);

        static IEnumerable<int> SharesMemory(Operation operation) =>
            new[] { operation.Replacement, operation.GradientInPlace ? operation.Output : null }.OfType<int>();
    }
}

/// <summary>Operations in order, before anything is placed.</summary>
/// <param name="Operations">The operations.</param>
/// <param name="Layouts">The rows of each value in the network's memory; value 0 is the input.</param>
/// <param name="Output">The value that is the output.</param>
/// <param name="SharedFloats">Memory that all samples share, in training.</param>
/// <param name="IsTraining">Whether there is a backward pass.</param>
internal sealed record NetworkGraph(
    EquatableArray<Operation> Operations, EquatableArray<Layout> Layouts, int Output, int SharedFloats, bool IsTraining);
