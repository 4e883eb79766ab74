using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FcGen.Runtime;

/// <summary>Temporary memory of a call. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scratch
{
    /// <summary>Extra space for moving the start of scratch memory to a 64-byte boundary.</summary>
    internal const int AlignmentFloats = 16;

    /// <summary>Maximum number of floats on the stack: 64 KiB of the 1 MiB or more that a thread has by default.</summary>
    private const int StackFloats = 16384;

    /// <summary>
    /// Number of floats (24 KiB, a block of a batch) that a pass allocates on the stack without checking its free space. The check takes 8
    /// ns, half of the time of 4-16-3 for a batch of one sample.
    /// </summary>
    internal const int UncheckedFloats = 6144;

    /// <summary>
    /// Number of floats that a pass allocates on the stack if the runtime reports enough free space. The runtime requires 128 KiB on a
    /// 64-bit machine and 64 KiB on a 32-bit machine.
    /// </summary>
    internal static int CheckedFloats => nint.Size == 8 ? StackFloats : StackFloats / 2;

    [ThreadStatic]
    private static AlignedBuffer _threadBuffer;

    [ThreadStatic]
    private static AlignedBuffer _threadPanel;

    /// <summary>
    /// Returns the first float on a 64-byte boundary in memory that does not move. There must be space for 15 floats before the boundary.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float Align(ref float first)
    {
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref first);
        return ref Unsafe.AddByteOffset(ref first, -address & 63);
    }

    /// <summary>
    /// Runs a pass with scratch memory on the stack, or in the buffer of the thread if the stack should not or cannot provide enough: a
    /// thread may have a small stack, or have used most of it.
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
    /// Runs a pass with scratch memory on the stack. Generated code cannot do so itself: without AllowUnsafeBlocks the compiler clears
    /// stack allocations, which costs a small network a third of its speed for a batch of 32.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void RunOnStack<TPass>(ref float parameters, ref float input, ref float output, int samples)
        where TPass : struct, IPass
    {
        float* memory = stackalloc float[TPass.ScratchFloats + AlignmentFloats];
        TPass.Run(ref parameters, ref input, ref output, ref Align(ref *memory), samples);
    }

    /// <summary>
    /// Returns a buffer of the current thread, for calls that need more memory than the stack should provide. It grows when needed and is
    /// kept.
    /// </summary>
    public static ref float OfThread(int length) => ref Grown(ref _threadBuffer, length);

    /// <summary>Returns a second buffer of the current thread, for weights that a kernel copies while the first buffer is in use.</summary>
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
