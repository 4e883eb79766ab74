using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>The update of an optimizer, written for any number of lanes.</summary>
internal interface ILaneUpdate
{
    /// <summary>Updates parameters in place. Must not be inlined, see <see cref="ILanes{TSelf}"/>.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="g">Their gradients.</param>
    /// <param name="first">Index of the first of these parameters among all parameters.</param>
    /// <param name="count">Number of parameters: a multiple of the number of lanes, at least one.</param>
    void Run<TLanes>(ref float p, ref float g, int first, int count)
        where TLanes : struct, ILanes<TLanes>;
}

/// <summary>Runs an update over the widest vectors, and over narrower ones for the remainder.</summary>
internal static class LaneUpdate
{
    /// <summary>Updates a range of parameters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TUpdate>(TUpdate update, Span<float> parameters, ReadOnlySpan<float> gradients, int first)
        where TUpdate : struct, ILaneUpdate
    {
        ref float p = ref MemoryMarshal.GetReference(parameters);
        ref float g = ref MemoryMarshal.GetReference(gradients);
        int length = parameters.Length;
        int done = Processor.UpdatesOn512Bits ? Run<TUpdate, Lanes512>(update, ref p, ref g, first, 0, length) : 0;
        if (Vector256.IsHardwareAccelerated)
        {
            done = Run<TUpdate, Lanes256>(update, ref p, ref g, first, done, length);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            done = Run<TUpdate, Lanes128>(update, ref p, ref g, first, done, length);
        }

        Run<TUpdate, SingleLane>(update, ref p, ref g, first, done, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Run<TUpdate, TLanes>(TUpdate update, ref float p, ref float g, int first, int done, int length)
        where TUpdate : struct, ILaneUpdate
        where TLanes : struct, ILanes<TLanes>
    {
        int count = (length - done) & -(int)TLanes.Count;
        if (count > 0)
        {
            update.Run<TLanes>(ref Unsafe.Add(ref p, done), ref Unsafe.Add(ref g, done), first + done, count);
        }

        return done + count;
    }
}
