using FcGen.Generator.Graph;
using FcGen.Generator.Kernels;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Turns a plan into source files: the members of the network, and its kernels for each vector width.</summary>
internal static class NetworkEmitter
{
    public static IEnumerable<GeneratedFile> Emit(NetworkPlan plan)
    {
        IReadOnlyList<Kernel> kernels = CollectKernels(plan);
        yield return GeneratedFile.Create(
            plan.Spec.Type,
            string.Empty,
            writer => PlanDocumentation.Emit(writer, plan),
            $" : global::FcGen.INetwork<{plan.Spec.Type.FullName}>",
            writer =>
            {
                MembersEmitter.Emit(writer, plan);
                InferenceEmitter.Emit(writer, plan);
                HiddenEmitter.Emit(writer, plan);
                TrainingEmitter.Emit(writer, plan);
                SerializationEmitter.Emit(writer, plan);
                PreparationEmitter.Emit(writer, plan);
                if (kernels.Count > 0)
                {
                    writer.Line();
                    KernelEmitter.EmitDispatch(writer, kernels);
                }
            });

        if (kernels.Count > 0)
        {
            yield return KernelEmitter.EmitKernels(plan.Spec.Type, kernels, VectorWidth.Bits256);
            yield return KernelEmitter.EmitKernels(plan.Spec.Type, kernels, VectorWidth.Bits512);
        }
    }

    /// <summary>All kernels without duplicates, in order of first use. Layers of the same shape share kernels.</summary>
    private static IReadOnlyList<Kernel> CollectKernels(NetworkPlan plan)
    {
        return [.. plan.Sample.SelectMany(operation => operation.ForwardKernels(isSample: true))
            .Concat(plan.Inference.Operations.SelectMany(operation => operation.ForwardKernels(isSample: false)))
            .Concat(plan.Hidden.SelectMany(hidden => hidden.Plan.Inference.Operations).SelectMany(operation => operation.ForwardKernels(isSample: false)))
            .Concat(plan.Training is null ? [] : TrainingKernels(plan.Training))
            .Distinct()];
    }

    private static IEnumerable<Kernel> TrainingKernels(Schedule training)
    {
        bool[] passes = TrainingPassEmitter.HasSamplePasses(training) ? [true, false] : [false];
        return passes.SelectMany(isSample => training.Operations.SelectMany(operation => operation.ForwardKernels(isSample)))
            .Concat(passes.SelectMany(isSample => training.Operations.Reverse().SelectMany(operation => operation.BackwardKernels(isSample))));
    }
}
