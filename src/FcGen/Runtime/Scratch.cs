using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FcGen.Runtime;

/// <summary>Short-lived memory of a call. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scratch
{
    /// <summary>Room to move the start of scratch to a 64-byte boundary.</summary>
    private const int AlignmentFloats = 16;

    /// <summary>Floats that a pass may take from the stack: 64 KiB of the 1 MiB or more that a thread has by default.</summary>
    private const int StackFloats = 16384;

    /// <summary>
    /// Floats (24 KiB, a block of a batch) that a pass takes from the stack without asking how much of it is left: to ask takes 8 ns,
    /// half as long as 4-16-3 needs for a batch of one sample.
    /// </summary>
    private const int UncheckedFloats = 6144;

    /// <summary>
    /// Floats that a pass takes from the stack if the runtime says that there is enough of it, which means 128 KiB on a 64-bit machine
    /// and 64 KiB on a 32-bit one.
    /// </summary>
    private static int CheckedFloats => nint.Size == 8 ? StackFloats : StackFloats / 2;

    [ThreadStatic]
    private static AlignedBuffer _threadBuffer;

    [ThreadStatic]
    private static AlignedBuffer _threadPanel;

    /// <summary>The first float on a 64-byte boundary in memory that does not move; there must be 15 floats of room before the boundary is passed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float Align(ref float first)
    {
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref first);
        return ref Unsafe.AddByteOffset(ref first, -address & 63);
    }

    /// <summary>
    /// Runs a pass with scratch on the stack or, if that should not or cannot give as much, in the buffer of the thread: a thread may have
    /// a small stack, or have used most of it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TPass>(ref float parameters, ref float input, ref float output, int samples)
        where TPass : struct, IPass
    {
        if (TPass.ScratchFloats <= UncheckedFloats
            || (TPass.ScratchFloats <= CheckedFloats && RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            RunOnStack<TPass>(ref parameters, ref input, ref output, samples);
        }
        else
        {
            TPass.Run(ref parameters, ref input, ref output, ref OfThread(TPass.ScratchFloats), samples);
        }
    }

    /// <summary>
    /// Runs a pass with scratch on the stack. Generated code cannot do that itself: without leave for unsafe code the compiler
    /// clears what it takes from the stack, which for a batch of 32 costs a small network a third of its speed.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void RunOnStack<TPass>(ref float parameters, ref float input, ref float output, int samples)
        where TPass : struct, IPass
    {
        float* memory = stackalloc float[TPass.ScratchFloats + AlignmentFloats];
        TPass.Run(ref parameters, ref input, ref output, ref Align(ref *memory), samples);
    }

    /// <summary>A buffer of the current thread, for calls that need more than a stack should give. It grows when a call needs more, and is kept.</summary>
    public static ref float OfThread(int length) => ref Grown(ref _threadBuffer, length);

    /// <summary>A second buffer of the current thread, for weights that a kernel copies while the first one holds values.</summary>
    public static ref float PanelOfThread(int length) => ref Grown(ref _threadPanel, length);

    private static ref float Grown(ref AlignedBuffer buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new AlignedBuffer(length);
        }

        return ref buffer.Reference;
    }
}
