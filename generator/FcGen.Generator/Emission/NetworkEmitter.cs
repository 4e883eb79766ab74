using FcGen.Generator.Graph;
using FcGen.Generator.Kernels;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Turns a plan into the source file with the members of the network.</summary>
internal static class NetworkEmitter
{
    public static GeneratedFile Emit(NetworkPlan plan) => GeneratedFile.Create(
        plan.Spec.Type,
        writer => PlanDocumentation.Emit(writer, plan),
        $" : global::FcGen.INetwork<{plan.Spec.Type.FullName}>{StreamEmitter.Interface(plan)}",
        writer =>
        {
            MembersEmitter.Emit(writer, plan);
            InferenceEmitter.Emit(writer, plan);
            HiddenEmitter.Emit(writer, plan);
            StreamEmitter.Emit(writer, plan);
            TrainingEmitter.Emit(writer, plan);
            SerializationEmitter.Emit(writer, plan);
            PreparationEmitter.Emit(writer, plan);
        });

    /// <summary>All kernels that the network calls without duplicates, in order of first use. Layers of the same shape share kernels.</summary>
    public static IReadOnlyList<Kernel> Kernels(NetworkPlan plan)
    {
        return [.. plan.Sample.SelectMany(operation => operation.ForwardKernels(isSample: true))
            .Concat(plan.Inference.Operations.SelectMany(operation => operation.ForwardKernels(isSample: false)))
            .Concat(plan.Hidden.SelectMany(hidden => hidden.Plan.Inference.Operations).SelectMany(operation => operation.ForwardKernels(isSample: false)))
            .Concat(plan.Stream is null ? [] : StreamKernels(plan.Stream))
            .Concat(plan.Training is null ? [] : TrainingKernels(plan.Training))
            .Distinct()];
    }

    private static IEnumerable<Kernel> StreamKernels(StreamPlan stream) =>
        (stream.Body?.Operations.SelectMany(operation => operation.ForwardKernels(isSample: false)) ?? [])
            .Concat(stream.Head?.Sample.SelectMany(operation => operation.ForwardKernels(isSample: true)) ?? []);

    private static IEnumerable<Kernel> TrainingKernels(Schedule training)
    {
        bool[] passes = TrainingPassEmitter.HasSamplePasses(training) ? [true, false] : [false];
        return passes.SelectMany(isSample => training.Operations.SelectMany(operation => operation.ForwardKernels(isSample)))
            .Concat(passes.SelectMany(isSample => training.Operations.Reverse().SelectMany(operation => operation.BackwardKernels(isSample))));
    }
}
