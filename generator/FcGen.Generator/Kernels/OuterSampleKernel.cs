using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>C = a b^T, the gradient of weights for one sample: each value is a product, stored once.</summary>
internal sealed record OuterSampleKernel(string Name, Layout A, Layout B) : Kernel(Name)
{
    /// <summary>The vectors of b that stay in registers for all rows.</summary>
    private const int MaxVectors = 8;

    /// <summary>Stores in a step of the loop over rows.</summary>
    private const int StoresInStep = 8;

    private int Stride => Padding.WeightStride(B.Channels);

    public override string Summary => $"C [{A.Channels}, {B.Channels}] = a b^T, the outer product of a [{A.Channels}] and b [{B.Channels}].";

    public override IReadOnlyList<string> Parameters => ["a", "b", "c"];

    public override void EmitPortable(IndentedWriter writer) =>
        writer.Line($"global::FcGen.Layers.PortableGemm.TN(ref a, {A.Stride}, ref b, {B.Stride}, ref c, {Stride}, 1, {A.Channels}, {B.Channels});");

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        using (BeginMethod(writer))
        {
            IReadOnlyList<Segment> segments = Segment.Cut(B.Channels, width.Lanes);
            Segment last = segments[segments.Count - 1];
            ColumnGroups.Emit(writer, ColumnGroups.Cut(segments, MaxVectors), group => EmitColumns(writer, group));
            if (last.Offset + last.Lanes < Stride)
            {
                using (writer.Block($"for (int i = 0; i < {A.Channels}; i++)"))
                {
                    Vec.EmitClear(writer, last, $"Unsafe.Add(ref c, i * {Stride})", 0, Stride);
                }
            }
        }
    }

    private void EmitColumns(IndentedWriter writer, IReadOnlyList<Segment> group)
    {
        int step = Math.Max(1, Math.Min(A.Channels, StoresInStep / group.Count));
        int whole = A.Channels / step * step;
        writer.Line("ref float bj = ref Unsafe.Add(ref b, j);");
        for (int g = 0; g < group.Count; g++)
        {
            writer.Line($"{Vec.Type(group[g].Lanes)} b{g} = {Vec.Load(group[g], "bj", group[g].Offset, B.IsPadded)};");
        }

        writer.Line("ref float ai = ref a;");
        writer.Line("ref float ci = ref Unsafe.Add(ref c, j);");
        using (writer.Block($"for (int i = 0; i < {whole}; i += {step})"))
        {
            EmitRows(writer, group, step);
            writer.Line($"ai = ref Unsafe.Add(ref ai, {step});");
            writer.Line($"ci = ref Unsafe.Add(ref ci, {step * Stride});");
        }

        if (whole < A.Channels)
        {
            using (writer.Block($"// Rows {whole} to {A.Channels - 1}."))
            {
                EmitRows(writer, group, A.Channels - whole);
            }
        }
    }

    private void EmitRows(IndentedWriter writer, IReadOnlyList<Segment> group, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            var factor = new Broadcast(group, $"a{row}");
            factor.EmitLoad(writer, "ai", row, declares: true);
            for (int g = 0; g < group.Count; g++)
            {
                writer.Line(Vec.Store(group[g].Lanes, $"{factor.For(group[g])} * b{g}", "ci", (row * Stride) + group[g].Offset));
            }
        }
    }
}
