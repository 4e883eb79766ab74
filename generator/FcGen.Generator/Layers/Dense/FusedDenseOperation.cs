using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Dense;

/// <summary>Straight-line dense layers that follow each other, for one sample, computed by one kernel.</summary>
internal sealed record FusedDenseOperation(EquatableArray<DenseOperation> Parts)
    : Operation(Parts[0].Layer, Parts[0].Source, Parts[Parts.Count - 1].Result)
{
    public override bool BackwardNeedsResult => throw NotForTraining();

    public override string Kind => string.Join(", then ", Parts.Select(part => part.Kind));

    public override void EmitForward(IndentedWriter writer, OperandNames values) =>
        writer.Line($"Kernels.{Kernel(values).Name}(ref parameters, ref {values.Name(Source)}, ref {values.Name(Result)}, ref scratch);");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames values) => throw NotForTraining();

    public override IEnumerable<Kernel> ForwardKernels(OperandNames values) => [Kernel(values)];

    /// <summary>
    /// Fuses the neighbours among operations for one sample that fit one method together. Fused layers do not share their code with others
    /// of their shape, so that a network in which they would take too much of it is left as it is.
    /// </summary>
    public static IEnumerable<Operation> Fuse(IReadOnlyList<Operation> operations)
    {
        List<List<Operation>> runs = Runs(operations);
        return runs.Where(IsFused).Sum(Instructions) > Budget.NetworkInstructions
            ? operations
            : runs.SelectMany(run => IsFused(run) ? [new FusedDenseOperation(run.Cast<DenseOperation>().ToEquatableArray())] : run);
    }

    /// <summary>Cuts operations into straight-line dense layers that follow each other, and others one by one.</summary>
    private static List<List<Operation>> Runs(IReadOnlyList<Operation> operations)
    {
        var runs = new List<List<Operation>>();
        bool isOpen = false;
        foreach (Operation operation in operations)
        {
            bool isUnrolled = operation is DenseOperation { Dense.IsUnrolled: true };
            if (!isUnrolled || !isOpen)
            {
                runs.Add([]);
            }

            runs[runs.Count - 1].Add(operation);
            isOpen = isUnrolled;
        }

        return runs;
    }

    private static bool IsFused(List<Operation> run) => run.Count > 1 && Instructions(run) <= Budget.MethodInstructions;

    private static long Instructions(List<Operation> run) => run.Cast<DenseOperation>().Sum(part => part.Dense.Instructions);

    private FusedKernel Kernel(OperandNames values)
    {
        IEnumerable<FusedLayer> layers = Parts.Select(part => new FusedLayer(
            part.ForwardSample(values),
            part.ForwardOperands(PlaceOf(values, part.Source), PlaceOf(values, part.Result)).ToEquatableArray()));
        return new FusedKernel(
            $"DenseForward_{Parts[0].Dense.Spec.Inputs}x{string.Join("x", Parts.Select(part => part.Dense.Spec.Outputs))}_Layers{Layer}To{Parts[Parts.Count - 1].Layer}",
            Kind,
            layers.ToEquatableArray());
    }

    private string PlaceOf(OperandNames values, int id) =>
        id == Source ? "ref input" : id == Result ? "ref output" : Vec.Ref("scratch", values.Plan(id).Offset);

    private static InvalidOperationException NotForTraining() => new("Layers are fused for a prediction alone.");
}
