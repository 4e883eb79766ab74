using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Planning;

/// <summary>Adjacent operations for one sample, computed by one kernel.</summary>
/// <param name="Parts">The operations.</param>
/// <param name="Kernel">The kernel of all of them.</param>
internal sealed record FusedOperation(EquatableArray<Operation> Parts, FusedKernel Kernel)
    : Operation(Parts[0].Layer, InputsOf(Parts), Parts[Parts.Count - 1].Output)
{
    public override string Kind => string.Join(", then ", Parts.Select(part => part.Kind));

    public override void EmitForward(IndentedWriter writer, OperandNames names) =>
        writer.Line($"{Kernel.Target}(ref {names.State()}, ref {names.Name(Source)}, ref {names.Name(Output)}, ref scratch);");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) =>
        throw new InvalidOperationException("Operations are fused for a prediction alone.");

    public override IEnumerable<Kernel> ForwardKernels(bool isSample) => [Kernel];

    /// <summary>
    /// Fuses adjacent operations for one sample that fit in one method. Fused operations do not share code with others of the same shape, so a
    /// network whose code would become too large is not changed.
    /// </summary>
    /// <param name="schedule">The operations.</param>
    /// <param name="limit">The multiply-adds of 256 bits that a network may have as straight-line code.</param>
    public static IEnumerable<Operation> Fuse(Schedule schedule, int limit)
    {
        List<List<Operation>> runs = Runs(schedule);
        return runs.Where(IsFused).SelectMany(run => run).Where(part => part.Fusible!.Kernel.IsUnrolled).Sum(Instructions) > limit
            ? schedule.Operations
            : runs.SelectMany(run => IsFused(run) ? [new FusedOperation(run.ToEquatableArray(), KernelOf(run, schedule))] : run);
    }

    /// <summary>Divides operations into runs of adjacent ones that can be fused, and others one by one.</summary>
    private static List<List<Operation>> Runs(Schedule schedule)
    {
        var runs = new List<List<Operation>>();
        bool isOpen = false;
        foreach (Operation operation in schedule.Operations)
        {
            if (!isOpen || !CanJoin(operation, runs[runs.Count - 1][0]))
            {
                runs.Add([]);
            }

            runs[runs.Count - 1].Add(operation);
            isOpen = CanJoin(operation, runs[runs.Count - 1][0]);
        }

        return runs;

        // A kernel of several operations can refer to its own source and to values in scratch memory.
        bool CanJoin(Operation operation, Operation first) =>
            operation.Fusible is not null
            && operation.Others.All(other => other == first.Source || schedule.Values[other].Place == Graph.Place.Scratch);
    }

    /// <summary>The source of the first operation, and all other inputs from outside.</summary>
    private static EquatableArray<int> InputsOf(IReadOnlyList<Operation> parts) => parts.SelectMany(part => part.Others)
        .Except(parts.SelectMany(part => part.Written))
        .Where(other => other != parts[0].Source)
        .Distinct()
        .Prepend(parts[0].Source)
        .ToEquatableArray();

    private static bool IsFused(List<Operation> run) => run.Count > 1 && run.Sum(Instructions) <= Budget.MethodInstructions;

    private static long Instructions(Operation part) => part.Fusible!.Instructions;

    private static FusedKernel KernelOf(List<Operation> run, Schedule schedule)
    {
        Operation first = run[0];
        Operation last = run[run.Count - 1];
        var names = new OperandNames(schedule, isTraining: false, isSample: true);
        EquatableArray<FusedLayer> layers = run
            .Select(part => new FusedLayer(part.Fusible!.Kernel, part.Fusible.Operands(names, PlaceOf).ToEquatableArray()))
            .ToEquatableArray();
        return FusedKernel.Create(string.Join(", then ", run.Select(part => part.Kind)), layers, names.UsedOffsets.ToEquatableArray());

        string PlaceOf(int id) => id == first.Source ? "ref input" : id == last.Output ? "ref output" : Vec.Ref("scratch", schedule.Values[id].Offset);
    }
}
