using FcGen.Generator.Emission;
using FcGen.Generator.Emission.Kernels;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Layers;

/// <summary>Straight-line dense layers that follow each other, for one sample, computed by one kernel.</summary>
internal sealed record FusedDenseOperation(EquatableArray<DenseOperation> Parts)
    : Operation(Parts[0].Layer, Parts[0].Source, Parts[Parts.Count - 1].Result)
{
    public override bool BackwardNeedsResult => throw NotForTraining();

    public override string Kind => string.Join(", then ", Parts.Select(part => part.Kind));

    public override void EmitForward(IndentedWriter writer, ValueMap values) =>
        writer.Line($"Kernels.{Kernel(values).Name}(ref parameters, ref {values.Name(Source)}, ref {values.Name(Result)}, ref scratch);");

    public override void EmitSourceGradient(IndentedWriter writer, ValueMap values) => throw NotForTraining();

    public override IEnumerable<Kernel> ForwardKernels(ValueMap values) => [Kernel(values)];

    /// <summary>Fuses the neighbours among operations for one sample that fit one method together.</summary>
    public static IEnumerable<Operation> Fuse(IEnumerable<Operation> operations)
    {
        var run = new List<DenseOperation>();
        foreach (Operation operation in operations)
        {
            if (operation is DenseOperation { Dense.IsUnrolled: true } dense)
            {
                run.Add(dense);
                continue;
            }

            foreach (Operation fused in Close(run))
            {
                yield return fused;
            }

            run.Clear();
            yield return operation;
        }

        foreach (Operation fused in Close(run))
        {
            yield return fused;
        }
    }

    private static IEnumerable<Operation> Close(IReadOnlyList<DenseOperation> run) =>
        run.Count > 1 && run.Sum(part => part.Dense.Instructions) <= UnrollBudget.MethodInstructions
            ? [new FusedDenseOperation(run.ToEquatableArray())]
            : run;

    private FusedKernel Kernel(ValueMap values)
    {
        IEnumerable<FusedLayer> layers = Parts.Select(part => new FusedLayer(
            part.ForwardSample(values),
            part.ForwardOperands(PlaceOf(values, part.Source), PlaceOf(values, part.Result)).ToEquatableArray()));
        return new FusedKernel(
            $"DenseForward_{Parts[0].Dense.Spec.Inputs}x{string.Join("x", Parts.Select(part => part.Dense.Spec.Outputs))}_Layers{Layer}To{Parts[Parts.Count - 1].Layer}",
            Kind,
            layers.ToEquatableArray());
    }

    private string PlaceOf(ValueMap values, int id) =>
        id == Source ? "ref input" : id == Result ? "ref output" : Vec.Ref("scratch", values.Plan(id).Offset);

    private static InvalidOperationException NotForTraining() => new("Layers are fused for a prediction alone.");
}
