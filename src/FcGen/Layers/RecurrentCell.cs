using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// The functions of a recurrent layer that follow the products of one step, written for any number of lanes.
/// </summary>
internal interface IRecurrentCell
{
    /// <summary>Computes the columns of a step. Must not be inlined, see <see cref="ILanes{TSelf}"/>.</summary>
    static abstract void Forward<TLanes>(in RecurrentStep step, int first, int end)
        where TLanes : struct, ILanes<TLanes>;

    /// <summary>Computes the gradients of the columns of a step. Must not be inlined, see <see cref="ILanes{TSelf}"/>.</summary>
    static abstract void Backward<TLanes>(in RecurrentGradients step, int first, int end)
        where TLanes : struct, ILanes<TLanes>;
}

/// <summary>The operands of one step: rows of samples, and their strides.</summary>
internal readonly ref struct RecurrentStep
{
    /// <summary>The sums of the inputs, one block for each gate. Receives the values of the gates.</summary>
    public readonly ref float Gates;

    /// <summary>The sums of the hidden values of the previous step, one block for each gate.</summary>
    public readonly ref float Hidden;

    /// <summary>The state before the step.</summary>
    public readonly ref float State;

    /// <summary>Receives the state after the step.</summary>
    public readonly ref float Next;

    /// <summary>Receives an intermediate result that the gradients need.</summary>
    public readonly ref float Saved;

    /// <summary>Receives the output.</summary>
    public readonly ref float Y;

    public RecurrentStep(ref float gates, ref float hidden, ref float state, ref float next, ref float saved, ref float y)
    {
        Gates = ref gates;
        Hidden = ref hidden;
        State = ref state;
        Next = ref next;
        Saved = ref saved;
        Y = ref y;
    }

    public required int GatesStride { get; init; }

    public required int HiddenStride { get; init; }

    public int StateStride { get; init; }

    public int SavedStride { get; init; }

    public required int YStride { get; init; }

    /// <summary>Number of hidden values, which is the distance between gates.</summary>
    public required int Width { get; init; }

    public required int Rows { get; init; }
}

/// <summary>The operands of the gradients of one step: rows of samples, and their strides.</summary>
internal readonly ref struct RecurrentGradients
{
    /// <summary>The values of the gates.</summary>
    public readonly ref float Gates;

    /// <summary>The state before the step.</summary>
    public readonly ref float State;

    /// <summary>The intermediate result of the step.</summary>
    public readonly ref float Saved;

    /// <summary>The gradient of the output, without that through later steps.</summary>
    public readonly ref float Dy;

    /// <summary>The gradient of the output through the products of the later steps.</summary>
    public readonly ref float Dh;

    /// <summary>The gradient of the state after the step on entry, and of the state before it on return.</summary>
    public readonly ref float DState;

    /// <summary>Receives the gradient of the sums of the inputs.</summary>
    public readonly ref float DGates;

    /// <summary>Receives the gradient of the sums of the hidden values, if it is another.</summary>
    public readonly ref float DHidden;

    public RecurrentGradients(
        ref float gates, ref float state, ref float saved, ref float dy, ref float dh, ref float dState, ref float dGates, ref float dHidden)
    {
        Gates = ref gates;
        State = ref state;
        Saved = ref saved;
        Dy = ref dy;
        Dh = ref dh;
        DState = ref dState;
        DGates = ref dGates;
        DHidden = ref dHidden;
    }

    /// <summary>Distance between rows of gates and of their gradients.</summary>
    public required int GatesStride { get; init; }

    public int StateStride { get; init; }

    public int SavedStride { get; init; }

    public required int DyStride { get; init; }

    /// <summary>Distance between rows of Dh and of DState.</summary>
    public required int DhStride { get; init; }

    /// <summary>Number of hidden values, which is the distance between gates.</summary>
    public required int Width { get; init; }

    public required int Rows { get; init; }
}

/// <summary>Runs a cell over the widest vectors, and over narrower ones for the remainder.</summary>
internal static class RecurrentCell
{
    public static void Forward<TCell>(in RecurrentStep step)
        where TCell : IRecurrentCell
    {
        int done = Vector512.IsHardwareAccelerated ? Forward<TCell, Lanes512>(step, 0) : 0;
        done = Vector256.IsHardwareAccelerated ? Forward<TCell, Lanes256>(step, done) : done;
        done = Vector128.IsHardwareAccelerated ? Forward<TCell, Lanes128>(step, done) : done;
        Forward<TCell, SingleLane>(step, done);
    }

    public static void Backward<TCell>(in RecurrentGradients step)
        where TCell : IRecurrentCell
    {
        int done = Vector512.IsHardwareAccelerated ? Backward<TCell, Lanes512>(step, 0) : 0;
        done = Vector256.IsHardwareAccelerated ? Backward<TCell, Lanes256>(step, done) : done;
        done = Vector128.IsHardwareAccelerated ? Backward<TCell, Lanes128>(step, done) : done;
        Backward<TCell, SingleLane>(step, done);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Forward<TCell, TLanes>(in RecurrentStep step, int first)
        where TCell : IRecurrentCell
        where TLanes : struct, ILanes<TLanes>
    {
        int end = step.Width & -(int)TLanes.Count;
        if (first < end)
        {
            TCell.Forward<TLanes>(step, first, end);
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Backward<TCell, TLanes>(in RecurrentGradients step, int first)
        where TCell : IRecurrentCell
        where TLanes : struct, ILanes<TLanes>
    {
        int end = step.Width & -(int)TLanes.Count;
        if (first < end)
        {
            TCell.Backward<TLanes>(step, first, end);
        }

        return end;
    }
}
