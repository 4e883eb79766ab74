using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Planning;

/// <summary>
/// Turns a graph into a schedule: joins operations, lets results replace their sources in place, and gives each value its memory.
/// </summary>
internal sealed class SchedulePlanner
{
    private readonly NetworkGraph _graph;
    private readonly List<Operation> _operations;
    private readonly List<Layout> _layouts;
    private int _output;

    private SchedulePlanner(NetworkGraph graph, int lastLayer)
    {
        _graph = graph;
        (_operations, _layouts, _output) = ReplaceInPlace(Absorb(graph), graph);
        if (_output == 0 || (!graph.IsTraining && WritesOutputBeforeInputIsRead()))
        {
            _layouts.Add(_layouts[_output]);
            _operations.Add(new CopyOperation(lastLayer, new([_output]), _layouts.Count - 1));
            _output = _layouts.Count - 1;
        }
    }

    public static Schedule Plan(NetworkGraph graph, int lastLayer)
    {
        var planner = new SchedulePlanner(graph, lastLayer);
        Schedule schedule = graph.IsTraining ? planner.PlaceForTraining() : planner.PlaceForInference();
        var placement = new Placement(schedule, graph.IsTraining);
        return schedule with { Operations = schedule.Operations.Select(operation => operation.Place(placement)).ToEquatableArray() };
    }

    /// <summary>Joins each operation with the one before, if the previous one can absorb it and nothing else reads the output.</summary>
    private static List<Operation> Absorb(NetworkGraph graph)
    {
        var operations = new List<Operation>();
        foreach (Operation operation in graph.Operations)
        {
            Operation? before = operations.Count == 0 ? null : operations[operations.Count - 1];
            bool isSoleReader = before is not null && operation.Source == before.Output && Readers(graph.Operations, before.Output) == 1;
            if (isSoleReader && before!.TryAbsorb(operation) is { } joined)
            {
                operations[operations.Count - 1] = joined;
            }
            else
            {
                operations.Add(operation);
            }
        }

        return operations;
    }

    private static int Readers(IEnumerable<Operation> operations, int value) =>
        operations.Sum(operation => operation.Inputs.Count(input => input == value));

    /// <summary>Renumbers values. A result that replaces its source in the same memory gets the number of the source.</summary>
    private static (List<Operation> Operations, List<Layout> Layouts, int Output) ReplaceInPlace(List<Operation> operations, NetworkGraph graph)
    {
        var numbers = new Dictionary<int, int> { [0] = 0 };
        var layouts = new List<Layout> { graph.Layouts[0] };
        var producers = new Dictionary<int, Operation>();
        foreach (Operation operation in operations)
        {
            int? replacement = CanReplace(operation) ? operation.Replacement : null;
            foreach (int value in operation.Written)
            {
                if (value == replacement)
                {
                    numbers.Add(value, numbers[operation.Source]);
                    continue;
                }

                numbers.Add(value, layouts.Count);
                layouts.Add(graph.Layouts[value]);
            }

            producers.Add(operation.Output, operation);
        }

        return ([.. operations.Select(operation => operation.Renumber(value => numbers[value]))], layouts, numbers[graph.Output]);

        // The input of the network is never written. A value that others or the backward pass read is not overwritten either.
        bool CanReplace(Operation operation) =>
            operation.Replacement is { } written
            && producers.TryGetValue(operation.Source, out Operation producer)
            && graph.Layouts[written] == graph.Layouts[operation.Source]
            && Readers(operations, operation.Source) == 1
            && !(graph.IsTraining && (operation.BackwardReadsSource || producer.BackwardReadsOutput));
    }

    /// <summary>
    /// Whether the result would be wrong if the user passed one span as input and output, which is possible only if both have one size.
    /// </summary>
    private bool WritesOutputBeforeInputIsRead()
    {
        if (_layouts[_output].Size != _layouts[0].Size)
        {
            return false;
        }

        int start = _operations.FindIndex(operation => operation.Output == _output);
        return (_operations[start].Reads(0) && _operations[start].Replacement is null)
            || _operations.Skip(start + 1).Any(operation => operation.Reads(0));
    }

    private Schedule PlaceForInference()
    {
        int[] inner = [.. InnerValues()];
        (IReadOnlyList<int> offsets, int total) = BufferAllocator.Assign([.. inner.Select(id =>
        {
            (int first, int last) = Lifetime(id);
            return (_layouts[id].Floats, first, last);
        })]);
        var values = Enumerable.Range(0, _layouts.Count).Select(id =>
            id == 0 ? Value(id, Place.Input, Gapless(id), 0)
            : id == _output ? Value(id, Place.Output, Gapless(id), 0)
            : Value(id, Place.Scratch, _layouts[id], offsets[Array.IndexOf(inner, id)]));
        return new Schedule(_operations.ToEquatableArray(), values.ToEquatableArray(), _output, total, _graph.SharedFloats);
    }

    /// <summary>The first and the last operation that use a value.</summary>
    private (int First, int Last) Lifetime(int id)
    {
        int first = _operations.FindIndex(operation => operation.Written.Contains(id));
        int last = _operations.FindLastIndex(operation => operation.Reads(id) || operation.Written.Contains(id));
        return first >= 0 && !_operations.Take(first).Any(operation => operation.Reads(id))
            ? (first, last)
            : throw new InvalidOperationException($"Value {id} is read, but no operation before has written it.");
    }

    /// <summary>
    /// In training every value lives until the backward pass, and every gradient until its end: gradients of parameters come last.
    /// </summary>
    private Schedule PlaceForTraining()
    {
        var slots = GradientSlots.Assign(_operations, _layouts, _output);
        (IReadOnlyList<int> gradientOffsets, int gradientTotal) = BufferAllocator.Assign([.. slots.Sizes.Select(size => (size, 0, 0))]);
        int[] kept = [.. InnerValues().Append(_output)];
        foreach (int id in kept)
        {
            Lifetime(id);
        }

        (IReadOnlyList<int> offsets, int total) = BufferAllocator.Assign([.. kept.Select(id => (RowsOf(id).Floats, 0, 0))]);
        var values = Enumerable.Range(0, _layouts.Count).Select(id =>
        {
            ValuePlan value = id == 0
                ? Value(id, Place.Input, Gapless(id), 0)
                : Value(id, Place.Scratch, RowsOf(id), offsets[Array.IndexOf(kept, id)]);
            return value with { GradientOffset = OffsetOf(slots.Gradients[id]), ContributionOffset = OffsetOf(slots.Contributions[id]) };
        });
        return new Schedule(_operations.ToEquatableArray(), values.ToEquatableArray(), _output, total + gradientTotal, _graph.SharedFloats);

        // The output has the rows of the user's span, so that inference and training use the same kernel.
        Layout RowsOf(int id) => id == _output ? Gapless(id) : _layouts[id];

        int OffsetOf(int slot) => slot < 0 ? -1 : total + gradientOffsets[slot];
    }

    private IEnumerable<int> InnerValues() => Enumerable.Range(1, _layouts.Count - 1).Where(id => id != _output);

    private Layout Gapless(int id) => Layout.Gapless(_layouts[id].Positions, _layouts[id].Channels);

    private ValuePlan Value(int id, Place place, Layout layout, int offset) => new(id, layout, _layouts[id], place, offset);
}
