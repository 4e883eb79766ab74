using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers;
using FcGen.Generator.Model;

namespace FcGen.Generator.Planning;

/// <summary>Collects the operations of one schedule, layer by layer, and then gives every value its place.</summary>
internal sealed class ScheduleBuilder
{
    private readonly NetworkSpec _spec;
    private readonly Dictionary<int, DensePlan> _dense;
    private readonly List<Operation> _operations = [];
    private readonly List<int> _widths = [];

    public ScheduleBuilder(NetworkSpec spec, IEnumerable<DensePlan> dense, bool isTraining)
    {
        _spec = spec;
        _dense = dense.ToDictionary(plan => plan.Layer);
        IsTraining = isTraining;
        NewValue(spec.Input.Size);
    }

    public bool IsTraining { get; }

    /// <summary>Id of the value that the next layer works on.</summary>
    public int Current => Last?.Result ?? 0;

    public Operation? Last => _operations.Count == 0 ? null : _operations[_operations.Count - 1];

    public DensePlan Dense(int layer) => _dense[layer];

    public int NewValue(int width)
    {
        _widths.Add(width);
        return _widths.Count - 1;
    }

    /// <summary>The current value itself, unless that is the user's input, which is never written, or is needed to go backward.</summary>
    public int InPlaceOrNew(int width) =>
        Last is null || (IsTraining && Last.BackwardNeedsResult) ? NewValue(width) : Current;

    public void Add(Operation operation) => _operations.Add(operation);

    public void ReplaceLast(Operation operation) => _operations[_operations.Count - 1] = operation;

    public Schedule Build()
    {
        foreach (LayerSpec layer in _spec.Layers)
        {
            layer.Plan(this);
        }

        // A dense kernel that reads the input and writes the output would go wrong when the user passes one span as both.
        bool writesWhileReading = _operations.Count > 0 && !IsTraining && _operations[0] is DenseOperation first && first.Result == Current;
        if (Current == 0 || writesWhileReading)
        {
            Add(new CopyOperation(_spec.Layers.Count - 1, Current, NewValue(_widths[Current])));
        }

        return IsTraining ? PlaceForTraining() : PlaceForInference();
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
                _operations.FindLastIndex(operation => operation.Source == id || operation.Result == id)));
        }

        (IReadOnlyList<int> offsets, int total) = BufferAllocator.Assign(buffers);
        var values = Enumerable.Range(0, _widths.Count).Select(id =>
            id == 0 ? Value(id, Place.Input, _widths[id], 0)
            : id == output ? Value(id, Place.Output, _widths[id], 0)
            : Value(id, Place.Scratch, Padding.RoundUp(_widths[id]), offsets[owners.IndexOf(id)]));
        return new Schedule(_operations.ToEquatableArray(), values.ToEquatableArray(), output, total);
    }

    /// <summary>
    /// In training every value lives until the backward pass, and every gradient until its end: gradients of parameters come last.
    /// </summary>
    private Schedule PlaceForTraining()
    {
        int output = Current;
        int[] slots = GradientSlots(out List<int> sizes);
        (IReadOnlyList<int> gradientOffsets, int gradientTotal) = BufferAllocator.Assign([.. sizes.Select(size => (size, 0, 0))]);
        var kept = InnerValues(output).Append(output).Select(id => (Id: id, Buffer: (Stride(id), 0, 0))).ToList();
        (IReadOnlyList<int> offsets, int total) = BufferAllocator.Assign([.. kept.Select(value => value.Buffer)]);
        var values = Enumerable.Range(0, _widths.Count).Select(id =>
        {
            int gradient = slots[id] < 0 ? -1 : total + gradientOffsets[slots[id]];
            return id == 0
                ? Value(id, Place.Input, _widths[id], 0, gradient)
                : Value(id, Place.Scratch, Stride(id), offsets[kept.FindIndex(value => value.Id == id)], gradient);
        });
        return new Schedule(_operations.ToEquatableArray(), values.ToEquatableArray(), output, total + gradientTotal);

        // The output has the rows of the user's span, so that one kernel serves inference and training.
        int Stride(int id) => id == output ? _widths[id] : Padding.RoundUp(_widths[id]);
    }

    /// <summary>Which gradient buffer each value uses, and their sizes; -1 for values without a gradient.</summary>
    private int[] GradientSlots(out List<int> sizes)
    {
        int[] slots = [.. Enumerable.Repeat(-1, _widths.Count)];
        slots[Current] = 0;
        sizes = [Padding.RoundUp(_widths[Current])];
        foreach (Operation operation in Enumerable.Reverse(_operations))
        {
            if (slots[operation.Source] >= 0)
            {
                continue;
            }

            if (operation.GradientInPlace)
            {
                slots[operation.Source] = slots[operation.Result];
            }
            else if (operation.Source != 0)
            {
                slots[operation.Source] = sizes.Count;
                sizes.Add(Padding.RoundUp(_widths[operation.Source]));
            }
        }

        return slots;
    }

    private IEnumerable<int> InnerValues(int output) => Enumerable.Range(1, _widths.Count - 1).Where(id => id != output);

    private ValuePlan Value(int id, Place place, int stride, int offset, int gradientOffset = -1) =>
        new(id, _widths[id], stride, place, offset, gradientOffset);
}
