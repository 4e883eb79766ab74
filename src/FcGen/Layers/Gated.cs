using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// Gates the first half a of each row by the sigmoid of the second half b: <c>a sigmoid(b)</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.GLU.html">torch.nn.GLU</see>) or <c>tanh(a) sigmoid(b)</c>
/// (van den Oord et al. 2016, <see href="https://arxiv.org/abs/1609.03499">arXiv:1609.03499</see>). <see cref="Elementwise"/> describes the
/// matrix format. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Gated
{
    /// <summary>Computes y[r, c] = f(x[r, c]) sigmoid(x[r, width + c]).</summary>
    /// <param name="hasTanh">Whether f is tanh; otherwise f is the identity.</param>
    /// <param name="x">[rows, 2, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="saved">
    /// Receives [rows, 2, width], f and the sigmoid, for the backward pass; the same memory as x with the same stride, or disjoint from it. A
    /// null reference in a prediction.
    /// </param>
    /// <param name="savedStride">Stride of saved.</param>
    /// <param name="y">Receives [rows, width]; disjoint from x.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="width">Number of columns of y, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    public static void Forward(
        bool hasTanh, ref float x, int xStride, ref float saved, int savedStride, ref float y, int yStride, int width, int rows)
    {
        var operands = new Operands(ref x, ref saved, ref y)
        {
            HalvesStride = xStride,
            SavedStride = savedStride,
            ResultStride = yStride,
            Width = width,
            Rows = rows,
        };
        if (hasTanh)
        {
            Run<ForwardPass<TanhLanes>>(operands);
        }
        else
        {
            Run<ForwardPass<IdentityLanes>>(operands);
        }

        ClearPadding(ref y, yStride, width, rows);
    }

    /// <summary>Computes dx[r, c] = dy[r, c] sigmoid f' and dx[r, width + c] = dy[r, c] f sigmoid'.</summary>
    /// <param name="hasTanh">Whether f is tanh; otherwise f is the identity.</param>
    /// <param name="saved">[rows, 2, width], saved by the forward pass.</param>
    /// <param name="savedStride">Stride of saved.</param>
    /// <param name="dy">[rows, width], gradient of the output.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="dx">Receives [rows, 2, width], the gradient of x; disjoint from dy.</param>
    /// <param name="dxStride">Stride of dx.</param>
    /// <param name="width">Number of columns of dy, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    public static void Backward(
        bool hasTanh, ref float saved, int savedStride, ref float dy, int dyStride, ref float dx, int dxStride, int width, int rows)
    {
        var operands = new Operands(ref dx, ref saved, ref dy)
        {
            HalvesStride = dxStride,
            SavedStride = savedStride,
            ResultStride = dyStride,
            Width = width,
            Rows = rows,
        };
        if (hasTanh)
        {
            Run<BackwardPass<TanhLanes>>(operands);
        }
        else
        {
            Run<BackwardPass<IdentityLanes>>(operands);
        }

        ClearPadding(ref dx, dxStride, 2 * width, rows);
    }

    private static void ClearPadding(ref float matrix, int stride, int width, int rows)
    {
        if (width == stride)
        {
            return;
        }

        for (nint row = 0; row < rows; row++)
        {
            Rows.ClearPadding(ref Unsafe.Add(ref matrix, row * stride), width, stride);
        }
    }

    /// <summary>Computes all columns: with the widest vectors first, and the remainder with narrower ones.</summary>
    private static void Run<TPass>(in Operands operands)
        where TPass : struct, IPass
    {
        int done = Vector512.IsHardwareAccelerated ? Run<TPass, Lanes512>(operands, 0) : 0;
        done = Vector256.IsHardwareAccelerated ? Run<TPass, Lanes256>(operands, done) : done;
        done = Vector128.IsHardwareAccelerated ? Run<TPass, Lanes128>(operands, done) : done;
        Run<TPass, SingleLane>(operands, done);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Run<TPass, TLanes>(in Operands operands, int first)
        where TPass : struct, IPass
        where TLanes : struct, ILanes<TLanes>
    {
        int end = operands.Width & -(int)TLanes.Count;
        if (first < end)
        {
            TPass.Run<TLanes>(operands, first, end);
        }

        return end;
    }

    /// <summary>The rows of a pass, and their strides.</summary>
    private readonly ref struct Operands
    {
        /// <summary>The matrix with two halves: x, or the gradient of x in the backward pass.</summary>
        public readonly ref float Halves;

        /// <summary>The two factors of the output.</summary>
        public readonly ref float Saved;

        /// <summary>The output, or the gradient of the output in the backward pass.</summary>
        public readonly ref float Result;

        public Operands(ref float halves, ref float saved, ref float result)
        {
            Halves = ref halves;
            Saved = ref saved;
            Result = ref result;
        }

        public required int HalvesStride { get; init; }

        public required int SavedStride { get; init; }

        public required int ResultStride { get; init; }

        public required int Width { get; init; }

        public required int Rows { get; init; }
    }

    private interface IPass
    {
        /// <summary>Computes columns of all rows. Must not be inlined, see <see cref="ILanes{TSelf}"/>.</summary>
        static abstract void Run<TLanes>(in Operands operands, int first, int end)
            where TLanes : struct, ILanes<TLanes>;
    }

    private readonly struct ForwardPass<TFunction> : IPass
        where TFunction : struct, ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Run<TLanes>(in Operands operands, int first, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            int width = operands.Width;
            bool saves = !Unsafe.IsNullRef(ref operands.Saved);
            for (nint row = 0; row < operands.Rows; row++)
            {
                ref float x = ref Unsafe.Add(ref operands.Halves, row * operands.HalvesStride);
                ref float saved = ref Unsafe.Add(ref operands.Saved, row * operands.SavedStride);
                ref float y = ref Unsafe.Add(ref operands.Result, row * operands.ResultStride);
                for (int column = first; column < end; column += (int)TLanes.Count)
                {
                    nuint ofA = (nuint)column;
                    nuint ofB = (nuint)(column + width);
                    TLanes a = TFunction.Invoke(TLanes.Load(ref x, ofA));
                    TLanes gate = TLanes.Sigmoid(TLanes.Load(ref x, ofB));
                    if (saves)
                    {
                        a.Store(ref saved, ofA);
                        gate.Store(ref saved, ofB);
                    }

                    (a * gate).Store(ref y, ofA);
                }
            }
        }
    }

    private readonly struct BackwardPass<TFunction> : IPass
        where TFunction : struct, ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Run<TLanes>(in Operands operands, int first, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            int width = operands.Width;
            TLanes one = TLanes.Create(1f);
            for (nint row = 0; row < operands.Rows; row++)
            {
                ref float dx = ref Unsafe.Add(ref operands.Halves, row * operands.HalvesStride);
                ref float saved = ref Unsafe.Add(ref operands.Saved, row * operands.SavedStride);
                ref float dy = ref Unsafe.Add(ref operands.Result, row * operands.ResultStride);
                for (int column = first; column < end; column += (int)TLanes.Count)
                {
                    nuint ofA = (nuint)column;
                    nuint ofB = (nuint)(column + width);
                    TLanes a = TLanes.Load(ref saved, ofA);
                    TLanes gate = TLanes.Load(ref saved, ofB);
                    TLanes gated = TLanes.Load(ref dy, ofA) * gate;
                    TFunction.Backward(a, gated).Store(ref dx, ofA);
                    (gated * a * (one + (-gate))).Store(ref dx, ofB);
                }
            }
        }
    }
}
