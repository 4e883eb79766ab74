using System.ComponentModel;
using System.Runtime.CompilerServices;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// The function of one step of a simple recurrent layer, from the sums of its products
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.RNN.html">torch.nn.RNN</see>). Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RnnCell
{
    /// <summary>Computes <c>y = f(gates + hidden)</c>.</summary>
    /// <param name="activation">The function f.</param>
    /// <param name="gates">[rows, width]: the sums over the inputs on entry, the hidden values on return.</param>
    /// <param name="gatesStride">Distance between rows of gates.</param>
    /// <param name="hidden">[rows, width]: the sums over the previous hidden values.</param>
    /// <param name="hiddenStride">Distance between rows of these sums.</param>
    /// <param name="y">Receives [rows, width]: the output.</param>
    /// <param name="yStride">Distance between rows of the output.</param>
    /// <param name="width">Number of hidden values.</param>
    /// <param name="rows">Number of rows.</param>
    public static void Forward(
        RnnActivation activation, ref float gates, int gatesStride, ref float hidden, int hiddenStride, ref float y, int yStride, int width, int rows)
    {
        ref float none = ref Unsafe.NullRef<float>();
        var step = new RecurrentStep(ref gates, ref hidden, ref none, ref none, ref none, ref y)
        {
            GatesStride = gatesStride,
            HiddenStride = hiddenStride,
            YStride = yStride,
            Width = width,
            Rows = rows,
        };
        if (activation == RnnActivation.ReLU)
        {
            RecurrentCell.Forward<Cell<RectifiedLanes>>(step);
        }
        else
        {
            RecurrentCell.Forward<Cell<TanhLanes>>(step);
        }
    }

    /// <summary>Computes the gradient of the sums.</summary>
    /// <param name="activation">The function f.</param>
    /// <param name="gates">[rows, width]: the hidden values.</param>
    /// <param name="gatesStride">Distance between rows of gates, and of their gradients.</param>
    /// <param name="dy">[rows, width]: the gradient of the output.</param>
    /// <param name="dyStride">Distance between rows of the gradient of the output.</param>
    /// <param name="dh">[rows, width]: the gradient of the output through the products of the next step.</param>
    /// <param name="dhStride">Distance between rows of this gradient.</param>
    /// <param name="dGates">Receives [rows, width]: the gradient of the sums.</param>
    /// <param name="width">Number of hidden values.</param>
    /// <param name="rows">Number of rows.</param>
    public static void Backward(
        RnnActivation activation, ref float gates, int gatesStride, ref float dy, int dyStride, ref float dh, int dhStride, ref float dGates, int width, int rows)
    {
        ref float none = ref Unsafe.NullRef<float>();
        var step = new RecurrentGradients(ref gates, ref none, ref none, ref dy, ref dh, ref none, ref dGates, ref none)
        {
            GatesStride = gatesStride,
            DyStride = dyStride,
            DhStride = dhStride,
            Width = width,
            Rows = rows,
        };
        if (activation == RnnActivation.ReLU)
        {
            RecurrentCell.Backward<Cell<RectifiedLanes>>(step);
        }
        else
        {
            RecurrentCell.Backward<Cell<TanhLanes>>(step);
        }
    }

    private readonly struct Cell<TFunction> : IRecurrentCell
        where TFunction : struct, ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Forward<TLanes>(in RecurrentStep step, int first, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            for (nint row = 0; row < step.Rows; row++)
            {
                ref float gates = ref Unsafe.Add(ref step.Gates, row * step.GatesStride);
                ref float hidden = ref Unsafe.Add(ref step.Hidden, row * step.HiddenStride);
                ref float y = ref Unsafe.Add(ref step.Y, row * step.YStride);
                for (int column = first; column < end; column += (int)TLanes.Count)
                {
                    nuint at = (nuint)column;
                    TLanes h = TLanes.FlushState(TFunction.Invoke(TLanes.Load(ref gates, at) + TLanes.Load(ref hidden, at)));
                    h.Store(ref gates, at);
                    h.Store(ref y, at);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Backward<TLanes>(in RecurrentGradients step, int first, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            for (nint row = 0; row < step.Rows; row++)
            {
                ref float gates = ref Unsafe.Add(ref step.Gates, row * step.GatesStride);
                ref float dy = ref Unsafe.Add(ref step.Dy, row * step.DyStride);
                ref float dh = ref Unsafe.Add(ref step.Dh, row * step.DhStride);
                ref float dGates = ref Unsafe.Add(ref step.DGates, row * step.GatesStride);
                for (int column = first; column < end; column += (int)TLanes.Count)
                {
                    nuint at = (nuint)column;
                    TLanes dOutput = TLanes.Load(ref dy, at) + TLanes.Load(ref dh, at);
                    TFunction.Backward(TLanes.Load(ref gates, at), dOutput).Store(ref dGates, at);
                }
            }
        }
    }
}
