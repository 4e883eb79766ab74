using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Dense;

namespace FcGen.Generator.Graph;

/// <summary>Collects the operations of one schedule, layer by layer, and then gives every value its place.</summary>
internal sealed class ScheduleBuilder
{
    private readonly NetworkSpec _spec;
    private readonly List<Operation> _operations = [];
    private readonly List<int> _widths = [];
    private readonly List<int> _outputs = [];
    private int _shared;

    public ScheduleBuilder(NetworkSpec spec, StoragePlan storage, bool isTraining)
    {
        _spec = spec;
        Storage = storage;
        IsTraining = isTraining;
        NewValue(spec.Input.Size);
    }

    public bool IsTraining { get; }

    public StoragePlan Storage { get; }

    private Operation? Last => _operations.Count == 0 ? null : _operations[_operations.Count - 1];

    /// <summary>Whether the current value is the output of a layer that is named by the one being planned or a later one.</summary>
    private bool IsHeld => _spec.Layers.Skip(_outputs.Count).Any(layer => layer.NamedLayer is { } named && named < _outputs.Count && OutputOf(named) == Current);

    /// <summary>Id of the value that the next layer works on.</summary>
    public int Current => Last?.Result ?? 0;

    /// <summary>The last operation, if what it gives may still be changed: if no layer names it.</summary>
    public Operation? Open => IsHeld ? null : Last;

    public DensePlan Dense(int layer) => Storage.Dense.First(plan => plan.Layer == layer);

    public int NewValue(int width)
    {
        _widths.Add(width);
        return _widths.Count - 1;
    }

    /// <summary>
    /// The current value itself, unless that is the user's input, which is never written, or others read it, or it is needed to go backward.
    /// </summary>
    /// <param name="width">Width of the result.</param>
    /// <param name="keepsSource">Whether the backward step reads the source.</param>
    public int InPlaceOrNew(int width, bool keepsSource = false) =>
        Open is null || (IsTraining && (keepsSource || Open.BackwardNeedsResult)) ? NewValue(width) : Current;

    /// <summary>Id of the value that a layer gave; layer -1 stands for the input.</summary>
    public int OutputOf(int layer) => layer < 0 ? 0 : _outputs[layer];

    /// <summary>Offset of room in the workspace that all samples share.</summary>
    public int NewShared(int floats)
    {
        _shared += floats;
        return _shared - floats;
    }

    public void Add(Operation operation) => _operations.Add(operation);

    public void ReplaceLast(Operation operation) => _operations[_operations.Count - 1] = operation;

    public Schedule Build()
    {
        foreach (LayerSpec layer in _spec.Layers)
        {
            layer.Plan(this);
            _outputs.Add(Current);
        }

        if (Current == 0 || (!IsTraining && WritesOutputBeforeInputIsRead()))
        {
            Add(new CopyOperation(_spec.Layers.Count - 1, Current, NewValue(_widths[Current])));
        }

        return IsTraining ? PlaceForTraining() : PlaceForInference();
    }

    /// <summary>Whether the result would be wrong if the user passed one span as input and output.</summary>
    private bool WritesOutputBeforeInputIsRead()
    {
        int start = _operations.FindIndex(operation => operation.Result == Current);
        return (_operations[start].Reads(0) && !_operations[start].WorksInPlace) || _operations.Skip(start + 1).Any(operation => operation.Reads(0));
    }

    private Schedule PlaceForInference()
    {
        int output = Current;
        var buffers = new List<(int Size, int First, int Last)>();
        var owners = new List<int>();
        foreach (int id in InnerValues(output))
        {
            owners.Add(id);
            buffers.Add((
                Padding.RoundUp(_widths[id]),
                _operations.FindIndex(operation => operation.Result == id),
                _operations.FindLastIndex(operation => operation.Reads(id) || operation.Result == id)));
        }

        (IReadOnlyList<int> offsets, int total) = BufferAllocator.Assign(buffers);
        var values = Enumerable.Range(0, _widths.Count).Select(id =>
            id == 0 ? Value(id, Place.Input, _widths[id], 0)
            : id == output ? Value(id, Place.Output, _widths[id], 0)
            : Value(id, Place.Scratch, Padding.RoundUp(_widths[id]), offsets[owners.IndexOf(id)]));
        return new Schedule(_operations.ToEquatableArray(), values.ToEquatableArray(), output, total, _shared);
    }

    /// <summary>
    /// In training every value lives until the backward pass, and every gradient until its end: gradients of parameters come last.
    /// </summary>
    private Schedule PlaceForTraining()
    {
        int output = Current;
        var slots = GradientSlots.Assign(_operations, _widths, output);
        (IReadOnlyList<int> gradientOffsets, int gradientTotal) = BufferAllocator.Assign([.. slots.Sizes.Select(size => (size, 0, 0))]);
        var kept = InnerValues(output).Append(output).Select(id => (Id: id, Buffer: (Stride(id), 0, 0))).ToList();
        (IReadOnlyList<int> offsets, int total) = BufferAllocator.Assign([.. kept.Select(value => value.Buffer)]);
        var values = Enumerable.Range(0, _widths.Count).Select(id =>
        {
            ValuePlan value = id == 0
                ? Value(id, Place.Input, _widths[id], 0)
                : Value(id, Place.Scratch, Stride(id), offsets[kept.FindIndex(value => value.Id == id)]);
            return value with { GradientOffset = OffsetOf(slots.Gradients[id]), ContributionOffset = OffsetOf(slots.Contributions[id]) };
        });
        return new Schedule(_operations.ToEquatableArray(), values.ToEquatableArray(), output, total + gradientTotal, _shared);

        // The output has the rows of the user's span, so that one kernel serves inference and training.
        int Stride(int id) => id == output ? _widths[id] : Padding.RoundUp(_widths[id]);

        int OffsetOf(int slot) => slot < 0 ? -1 : total + gradientOffsets[slot];
    }

    private IEnumerable<int> InnerValues(int output) => Enumerable.Range(1, _widths.Count - 1).Where(id => id != output);

    private ValuePlan Value(int id, Place place, int stride, int offset) => new(id, _widths[id], stride, place, offset);
}
