using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Graph;

/// <summary>Collects the operations of a network, layer by layer.</summary>
/// <param name="spec">The network.</param>
/// <param name="storage">The storage of its tensors.</param>
/// <param name="isTraining">Whether there is a backward pass.</param>
internal sealed class GraphBuilder(NetworkSpec spec, StoragePlan storage, bool isTraining)
{
    private readonly List<Operation> _operations = [];
    private readonly List<int> _widths = [spec.Input.Size];
    private readonly List<int> _outputs = [];
    private int _shared;

    public bool IsTraining => isTraining;

    public StoragePlan Storage => storage;

    /// <summary>Chooses which products become straight-line code.</summary>
    public UnrollChoice Unrolling { get; } = new(spec.Unroll);

    /// <summary>The input of the next layer.</summary>
    public int Current { get; private set; }

    /// <summary>A new value with a number of values per sample.</summary>
    public int NewValue(int width)
    {
        _widths.Add(width);
        return _widths.Count - 1;
    }

    /// <summary>Returns the output of a layer; layer -1 is the input.</summary>
    public int OutputOf(int layer) => layer < 0 ? 0 : _outputs[layer];

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

        return new NetworkGraph(_operations.ToEquatableArray(), _widths.ToEquatableArray(), Current, _shared, isTraining);
    }
}

/// <summary>Operations in order, before anything is placed.</summary>
/// <param name="Operations">The operations.</param>
/// <param name="Widths">Number of floats per sample of each value; value 0 is the input.</param>
/// <param name="Output">The value that is the output.</param>
/// <param name="SharedFloats">Memory that all samples share, in training.</param>
/// <param name="IsTraining">Whether there is a backward pass.</param>
internal sealed record NetworkGraph(
    EquatableArray<Operation> Operations, EquatableArray<int> Widths, int Output, int SharedFloats, bool IsTraining);
