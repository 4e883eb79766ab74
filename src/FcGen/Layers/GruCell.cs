using System.ComponentModel;
using System.Runtime.CompilerServices;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// The functions of one step of a GRU, from the sums of its products
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.GRU.html">torch.nn.GRU</see>). Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GruCell
{
    /// <summary>
    /// Computes the gates <c>r, z = sigmoid(gates + hidden)</c> and <c>n = tanh(gates + r hidden)</c>, and the output
    /// <c>y = (1 - z) n + z h</c>.
    /// </summary>
    /// <param name="gates">[rows, 3, width] in the order r, z, n: the sums over the inputs on entry, the gates on return.</param>
    /// <param name="gatesStride">Distance between rows of gates.</param>
    /// <param name="hidden">[rows, 3, width]: the sums over the previous hidden values.</param>
    /// <param name="hiddenStride">Distance between rows of these sums.</param>
    /// <param name="state">[rows, width]: the hidden values h before the step.</param>
    /// <param name="next">Receives [rows, width]: those after the step; the same memory as those before, or disjoint from it.</param>
    /// <param name="stateStride">Distance between rows of hidden values.</param>
    /// <param name="saved">Receives [rows, width]: the sums over the previous hidden values for n.</param>
    /// <param name="savedStride">Distance between rows of these sums.</param>
    /// <param name="y">Receives [rows, width]: the output, which is the hidden values after the step.</param>
    /// <param name="yStride">Distance between rows of the output.</param>
    /// <param name="width">Number of hidden values.</param>
    /// <param name="rows">Number of rows.</param>
    public static void Forward(
        ref float gates,
        int gatesStride,
        ref float hidden,
        int hiddenStride,
        ref float state,
        ref float next,
        int stateStride,
        ref float saved,
        int savedStride,
        ref float y,
        int yStride,
        int width,
        int rows) => RecurrentCell.Forward<Cell>(new RecurrentStep(ref gates, ref hidden, ref state, ref next, ref saved, ref y)
        {
            GatesStride = gatesStride,
            HiddenStride = hiddenStride,
            StateStride = stateStride,
            SavedStride = savedStride,
            YStride = yStride,
            Width = width,
            Rows = rows,
        });

    /// <summary>Computes the gradients of the sums and, but for the products, of the hidden values before the step.</summary>
    /// <param name="gates">[rows, 3, width]: the gates.</param>
    /// <param name="gatesStride">Distance between rows of gates, and of both gradients of sums.</param>
    /// <param name="state">[rows, width]: the hidden values before the step.</param>
    /// <param name="stateStride">Distance between rows of hidden values.</param>
    /// <param name="saved">[rows, width]: the sums over the previous hidden values for n.</param>
    /// <param name="savedStride">Distance between rows of these sums.</param>
    /// <param name="dy">[rows, width]: the gradient of the output.</param>
    /// <param name="dyStride">Distance between rows of the gradient of the output.</param>
    /// <param name="dh">[rows, width]: the gradient of the output through the products of the next step.</param>
    /// <param name="dState">
    /// [rows, width]: the rest of the gradient of the hidden values after the step on entry, before the step on return.
    /// </param>
    /// <param name="dhStride">Distance between rows of these two gradients.</param>
    /// <param name="dGates">Receives [rows, 3, width]: the gradient of the sums over the inputs.</param>
    /// <param name="dHidden">Receives [rows, 3, width]: the gradient of the sums over the previous hidden values.</param>
    /// <param name="width">Number of hidden values.</param>
    /// <param name="rows">Number of rows.</param>
    public static void Backward(
        ref float gates,
        int gatesStride,
        ref float state,
        int stateStride,
        ref float saved,
        int savedStride,
        ref float dy,
        int dyStride,
        ref float dh,
        ref float dState,
        int dhStride,
        ref float dGates,
        ref float dHidden,
        int width,
        int rows) => RecurrentCell.Backward<Cell>(
            new RecurrentGradients(ref gates, ref state, ref saved, ref dy, ref dh, ref dState, ref dGates, ref dHidden)
            {
                GatesStride = gatesStride,
                StateStride = stateStride,
                SavedStride = savedStride,
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
                ref float state = ref Unsafe.Add(ref step.State, row * step.StateStride);
                ref float next = ref Unsafe.Add(ref step.Next, row * step.StateStride);
                ref float saved = ref Unsafe.Add(ref step.Saved, row * step.SavedStride);
                ref float y = ref Unsafe.Add(ref step.Y, row * step.YStride);
                for (int column = first; column < end; column += (int)TLanes.Count)
                {
                    nuint at = (nuint)column;
                    nuint ofZ = (nuint)(column + width);
                    nuint ofN = (nuint)(column + (2 * width));
                    TLanes product = TLanes.Load(ref hidden, ofN);
                    TLanes r = TLanes.Sigmoid(TLanes.Load(ref gates, at) + TLanes.Load(ref hidden, at));
                    TLanes z = TLanes.Sigmoid(TLanes.Load(ref gates, ofZ) + TLanes.Load(ref hidden, ofZ));
                    TLanes n = TLanes.Tanh(TLanes.MultiplyAdd(r, product, TLanes.Load(ref gates, ofN)));
                    TLanes h = TLanes.FlushState(TLanes.MultiplyAdd(z, TLanes.Load(ref state, at) + (-n), n));
                    r.Store(ref gates, at);
                    z.Store(ref gates, ofZ);
                    n.Store(ref gates, ofN);
                    h.Store(ref next, at);
                    product.Store(ref saved, at);
                    h.Store(ref y, at);
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
                ref float state = ref Unsafe.Add(ref step.State, row * step.StateStride);
                ref float saved = ref Unsafe.Add(ref step.Saved, row * step.SavedStride);
                ref float dy = ref Unsafe.Add(ref step.Dy, row * step.DyStride);
                ref float dh = ref Unsafe.Add(ref step.Dh, row * step.DhStride);
                ref float dState = ref Unsafe.Add(ref step.DState, row * step.DhStride);
                ref float dGates = ref Unsafe.Add(ref step.DGates, row * step.GatesStride);
                ref float dHidden = ref Unsafe.Add(ref step.DHidden, row * step.GatesStride);
                for (int column = first; column < end; column += (int)TLanes.Count)
                {
                    nuint at = (nuint)column;
                    nuint ofZ = (nuint)(column + width);
                    nuint ofN = (nuint)(column + (2 * width));
                    TLanes r = TLanes.Load(ref gates, at);
                    TLanes z = TLanes.Load(ref gates, ofZ);
                    TLanes n = TLanes.Load(ref gates, ofN);
                    TLanes dOutput = TLanes.Load(ref dy, at) + TLanes.Load(ref dh, at) + TLanes.Load(ref dState, at);
                    TLanes dn = dOutput * (one + (-z)) * TLanes.MultiplyAdd(-n, n, one);
                    TLanes dz = dOutput * (TLanes.Load(ref state, at) + (-n)) * z * (one + (-z));
                    TLanes dr = dn * TLanes.Load(ref saved, at) * r * (one + (-r));
                    dr.Store(ref dGates, at);
                    dz.Store(ref dGates, ofZ);
                    dn.Store(ref dGates, ofN);
                    dr.Store(ref dHidden, at);
                    dz.Store(ref dHidden, ofZ);
                    (dn * r).Store(ref dHidden, ofN);
                    (dOutput * z).Store(ref dState, at);
                }
            }
        }
    }
}
