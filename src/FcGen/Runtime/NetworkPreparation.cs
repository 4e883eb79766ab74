using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using FcGen.Layers;

namespace FcGen.Runtime;

/// <summary>Compiles methods before they are first called. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkPreparation
{
    /// <summary>
    /// Makes the JIT compile every method that a type declares, and the library methods that every network calls. Does nothing if code is
    /// compiled ahead of time.
    /// </summary>
    public static void Compile(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods)] Type type)
    {
        if (RuntimeFeature.IsDynamicCodeSupported)
        {
            CompileMethods(type);
            CompileMethods(typeof(NetworkGuard));
            CompileMethods(typeof(TrainingWorkspace));
            CompileMethods(typeof(Derivation));
            CompileMethods(typeof(PartOfVector));
            CompileMethods(typeof(Dropout));
            CompileMethods(typeof(Parallelism));
            CompileMethods(typeof(ThreadTeam));
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
