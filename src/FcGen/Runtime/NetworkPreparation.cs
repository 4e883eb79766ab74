using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FcGen.Runtime;

/// <summary>Compiles the methods of a network before they are needed. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkPreparation
{
    /// <summary>The largest of <see cref="Batches"/>.</summary>
    private const int Rows = 9;

    /// <summary>Batches that together use every tile of rows: kernels take 6 and 3, 4, 2, and 1 rows at a time.</summary>
    private static readonly int[] Batches = [1, 2, 4, Rows];

    private const Preparation All = Preparation.Forward | Preparation.Batch | Preparation.Training;

    /// <summary>Runs what a user is going to run, on a network that is not used otherwise.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="what">The calls to prepare.</param>
    /// <param name="hasClasses">Whether the network can classify: its output is a vector.</param>
    /// <param name="hasTraining">Whether the network can be trained. Otherwise there is nothing to prepare for training.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="what"/> has an undefined flag.</exception>
    public static void Run<TNetwork>(TNetwork network, Preparation what, bool hasClasses = true, bool hasTraining = true)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        if ((what & ~All) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(what), what, $"Prepare takes members of {nameof(Preparation)} ({All}), but got {what}.");
        }

        var inputs = new float[Rows * TNetwork.InputSize];
        var outputs = new float[Rows * TNetwork.OutputSize];
        Span<float> input = inputs.AsSpan(0, TNetwork.InputSize);
        network.Forward(input, outputs.AsSpan(0, TNetwork.OutputSize));
        if (hasClasses)
        {
            network.Classify(input);
        }

        if ((what & Preparation.Batch) != 0)
        {
            foreach (int samples in Batches)
            {
                network.ForwardBatch(inputs.AsSpan(0, samples * TNetwork.InputSize), outputs.AsSpan(0, samples * TNetwork.OutputSize));
            }
        }

        if (hasTraining && (what & Preparation.Training) != 0)
        {
            Train(network, inputs, outputs);
        }

        if (what != Preparation.Forward && RuntimeFeature.IsDynamicCodeSupported)
        {
            // One thread alone does not call these.
            CompileMethods(typeof(Parallelism));
            CompileMethods(typeof(ThreadTeam));
        }
    }

    private static void Train<TNetwork>(TNetwork network, float[] inputs, float[] outputs)
        where TNetwork : class, INetwork<TNetwork>
    {
        TrainingWorkspace workspace = TNetwork.CreateWorkspace(Rows);
        workspace.MaxDegreeOfParallelism = 1;
        var parameterGradients = new float[TNetwork.ParametersLength];
        var inputGradients = new float[inputs.Length];
        foreach (int samples in Batches.Where(samples => samples >= workspace.LeastSamples))
        {
            ReadOnlySpan<float> batch = inputs.AsSpan(0, samples * TNetwork.InputSize);
            Span<float> results = outputs.AsSpan(0, samples * TNetwork.OutputSize);
            network.ForwardTraining(batch, results, workspace);
            network.Backward(batch, results, workspace, parameterGradients, inputGradients.AsSpan(0, batch.Length));
        }
    }

    private static void CompileMethods(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods)] Type type)
    {
        foreach (MethodInfo method in type.GetMethods(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            if (!method.IsAbstract && !method.ContainsGenericParameters)
            {
                // The code of an interface implementation is linked to its entry point only when the entry point is requested.
                _ = method.MethodHandle.GetFunctionPointer();
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
            }
        }
    }
}
