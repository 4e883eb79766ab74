using System.ComponentModel;
using System.Runtime.CompilerServices;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// The functions of one step of an LSTM, from the sums of its products
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.LSTM.html">torch.nn.LSTM</see>). Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LstmCell
{
    /// <summary>
    /// Computes the gates <c>i, f, o = sigmoid(gates + hidden)</c> and <c>g = tanh(gates + hidden)</c>, the cell <c>c' = f c + i g</c>, and the
    /// output <c>y = o tanh(c')</c>.
    /// </summary>
    /// <param name="gates">[rows, 4, width] in the order i, f, g, o: the sums over the inputs on entry, the gates on return.</param>
    /// <param name="gatesStride">Distance between rows of gates.</param>
    /// <param name="hidden">[rows, 4, width]: the sums over the previous hidden values.</param>
    /// <param name="hiddenStride">Distance between rows of these sums.</param>
    /// <param name="cell">[rows, width]: the cells c before the step.</param>
    /// <param name="next">Receives [rows, width]: the cells c' after the step; the same memory as the cells before, or disjoint from it.</param>
    /// <param name="cellStride">Distance between rows of cells.</param>
    /// <param name="tanh">Receives [rows, width]: tanh(c').</param>
    /// <param name="tanhStride">Distance between rows of tanh(c').</param>
    /// <param name="y">Receives [rows, width]: the output.</param>
    /// <param name="yStride">Distance between rows of the output.</param>
    /// <param name="width">Number of hidden values.</param>
    /// <param name="rows">Number of rows.</param>
    public static void Forward(
        ref float gates,
        int gatesStride,
        ref float hidden,
        int hiddenStride,
        ref float cell,
        ref float next,
        int cellStride,
        ref float tanh,
        int tanhStride,
        ref float y,
        int yStride,
        int width,
        int rows) => RecurrentCell.Forward<Cell>(new RecurrentStep(ref gates, ref hidden, ref cell, ref next, ref tanh, ref y)
        {
            GatesStride = gatesStride,
            HiddenStride = hiddenStride,
            StateStride = cellStride,
            SavedStride = tanhStride,
            YStride = yStride,
            Width = width,
            Rows = rows,
        });

    /// <summary>Computes the gradients of the sums and of the cells before the step.</summary>
    /// <param name="gates">[rows, 4, width]: the gates.</param>
    /// <param name="gatesStride">Distance between rows of gates, and of their gradients.</param>
    /// <param name="cell">[rows, width]: the cells before the step.</param>
    /// <param name="cellStride">Distance between rows of cells.</param>
    /// <param name="tanh">[rows, width]: tanh of the cells after the step.</param>
    /// <param name="tanhStride">Distance between rows of these.</param>
    /// <param name="dy">[rows, width]: the gradient of the output.</param>
    /// <param name="dyStride">Distance between rows of the gradient of the output.</param>
    /// <param name="dh">[rows, width]: the gradient of the output through the products of the next step.</param>
    /// <param name="dCell">[rows, width]: the gradient of the cells after the step on entry, before the step on return.</param>
    /// <param name="dhStride">Distance between rows of these two gradients.</param>
    /// <param name="dGates">Receives [rows, 4, width]: the gradient of the sums.</param>
    /// <param name="width">Number of hidden values.</param>
    /// <param name="rows">Number of rows.</param>
    public static void Backward(
        ref float gates,
        int gatesStride,
        ref float cell,
        int cellStride,
        ref float tanh,
        int tanhStride,
        ref float dy,
        int dyStride,
        ref float dh,
        ref float dCell,
        int dhStride,
        ref float dGates,
        int width,
        int rows) => RecurrentCell.Backward<Cell>(
            new RecurrentGradients(ref gates, ref cell, ref tanh, ref dy, ref dh, ref dCell, ref dGates, ref Unsafe.NullRef<float>())
            {
                GatesStride = gatesStride,
                StateStride = cellStride,
                SavedStride = tanhStride,
                DyStride = dyStride,
                DhStride = dhStride,
                Width = width,
                Rows = rows,
            });

    private readonly struct Cell : IRecurrentCell
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Forward<TLanes>(in RecurrentStep step, int first, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            int width = step.Width;
            for (nint row = 0; row < step.Rows; row++)
            {
                ref float gates = ref Unsafe.Add(ref step.Gates, row * step.GatesStride);
                ref float hidden = ref Unsafe.Add(ref step.Hidden, row * step.HiddenStride);
                ref float cell = ref Unsafe.Add(ref step.State, row * step.StateStride);
                ref float next = ref Unsafe.Add(ref step.Next, row * step.StateStride);
                ref float saved = ref Unsafe.Add(ref step.Saved, row * step.SavedStride);
                ref float y = ref Unsafe.Add(ref step.Y, row * step.YStride);
                for (int column = first; column < end; column += (int)TLanes.Count)
                {
                    nuint at = (nuint)column;
                    nuint ofF = (nuint)(column + width);
                    nuint ofG = (nuint)(column + (2 * width));
                    nuint ofO = (nuint)(column + (3 * width));
                    TLanes i = TLanes.Sigmoid(TLanes.Load(ref gates, at) + TLanes.Load(ref hidden, at));
                    TLanes f = TLanes.Sigmoid(TLanes.Load(ref gates, ofF) + TLanes.Load(ref hidden, ofF));
                    TLanes g = TLanes.Tanh(TLanes.Load(ref gates, ofG) + TLanes.Load(ref hidden, ofG));
                    TLanes o = TLanes.Sigmoid(TLanes.Load(ref gates, ofO) + TLanes.Load(ref hidden, ofO));
                    TLanes c = TLanes.MultiplyAdd(f, TLanes.Load(ref cell, at), i * g);
                    TLanes tanh = TLanes.Tanh(c);
                    i.Store(ref gates, at);
                    f.Store(ref gates, ofF);
                    g.Store(ref gates, ofG);
                    o.Store(ref gates, ofO);
                    TLanes.FlushState(c).Store(ref next, at);
                    tanh.Store(ref saved, at);
                    TLanes.FlushState(o * tanh).Store(ref y, at);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Backward<TLanes>(in RecurrentGradients step, int first, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            int width = step.Width;
            TLanes one = TLanes.Create(1f);
            for (nint row = 0; row < step.Rows; row++)
            {
                ref float gates = ref Unsafe.Add(ref step.Gates, row * step.GatesStride);
                ref float cell = ref Unsafe.Add(ref step.State, row * step.StateStride);
                ref float saved = ref Unsafe.Add(ref step.Saved, row * step.SavedStride);
                ref float dy = ref Unsafe.Add(ref step.Dy, row * step.DyStride);
                ref float dh = ref Unsafe.Add(ref step.Dh, row * step.DhStride);
                ref float dCell = ref Unsafe.Add(ref step.DState, row * step.DhStride);
                ref float dGates = ref Unsafe.Add(ref step.DGates, row * step.GatesStride);
                for (int column = first; column < end; column += (int)TLanes.Count)
                {
                    nuint at = (nuint)column;
                    nuint ofF = (nuint)(column + width);
                    nuint ofG = (nuint)(column + (2 * width));
                    nuint ofO = (nuint)(column + (3 * width));
                    TLanes i = TLanes.Load(ref gates, at);
                    TLanes f = TLanes.Load(ref gates, ofF);
                    TLanes g = TLanes.Load(ref gates, ofG);
                    TLanes o = TLanes.Load(ref gates, ofO);
                    TLanes tanh = TLanes.Load(ref saved, at);
                    TLanes dOutput = TLanes.Load(ref dy, at) + TLanes.Load(ref dh, at);
                    TLanes dc = TLanes.MultiplyAdd(dOutput * o, TLanes.MultiplyAdd(-tanh, tanh, one), TLanes.Load(ref dCell, at));
                    (dc * g * i * (one + (-i))).Store(ref dGates, at);
                    (dc * TLanes.Load(ref cell, at) * f * (one + (-f))).Store(ref dGates, ofF);
                    (dc * i * TLanes.MultiplyAdd(-g, g, one)).Store(ref dGates, ofG);
                    (dOutput * tanh * o * (one + (-o))).Store(ref dGates, ofO);
                    (dc * f).Store(ref dCell, at);
                }
            }
        }
    }
}
