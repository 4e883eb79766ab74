using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// The gradient of the weights [tap, channel] of a depthwise convolution: for each channel and tap, the sum over samples and positions of the products
/// of inputs and output gradients.
/// </summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Rows">The vertical dimension.</param>
/// <param name="Columns">The horizontal dimension.</param>
/// <param name="A">The inputs.</param>
/// <param name="B">The gradients of the outputs.</param>
internal sealed record DepthwiseGradientKernel(string Name, Axis Rows, Axis Columns, Grid A, Grid B) : Kernel(Name)
{
    private int Channels => B.Row.Channels;

    private int Stride => Padding.WeightStride(Channels);

    public override string Summary =>
        $"C [{Rows.Taps}, {Columns.Taps}, {Channels}] = the products of A and B for each channel, summed over samples and {Rows.Outputs} x {Columns.Outputs} positions.";

    public override IReadOnlyList<string> Parameters => ["a", "b", "c", "rows"];

    public override void EmitPortable(IndentedWriter writer) => writer.Line(
        $"global::FcGen.Layers.PortableConvolution.DepthwiseWeightGradient(ref a, {A.Row.Stride}, ref b, {B.Row.Stride}, ref c, rows, "
        + $"{ConvKernel.PortableShape(Rows, Columns, Channels, 1, 1, ZeroRows.None)});");

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        using (BeginMethod(writer))
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref c, {Rows.Taps * Columns.Taps * Stride}).Clear();");
            using (writer.Block("for (; rows > 0; rows--)"))
            {
                writer.Line("ref float at = ref a;");
                writer.Line("ref float ct = ref c;");
                using (writer.Block($"for (int tap = 0; tap < {Rows.Taps}; tap++)"))
                {
                    writer.Line($"{Method}_{Columns.Taps}(ref at, ref b, ref ct);");
                    writer.Line($"at = ref Unsafe.Add(ref at, {Rows.Dilation * Columns.Inputs * A.Row.Stride});");
                    writer.Line($"ct = ref Unsafe.Add(ref ct, {Columns.Taps * Stride});");
                }

                writer.Line($"a = ref Unsafe.Add(ref a, {A.Sample});");
                writer.Line($"b = ref Unsafe.Add(ref b, {B.Sample});");
            }
        }

        writer.Line();
        using (BeginMethod(writer, $"{Method}_{Columns.Taps}", "ref float a, ref float b, ref float c"))
        {
            ColumnGroups.Emit(writer, ColumnGroups.Cut(Segment.Cut(Channels, width.Lanes), 1), group => EmitTaps(writer, group[0]));
        }
    }

    /// <summary>Writes the sums of a row of taps for the channels of a vector.</summary>
    private void EmitTaps(IndentedWriter writer, Segment segment)
    {
        string type = Vec.Type(segment.Lanes);
        for (int tap = 0; tap < Columns.Taps; tap++)
        {
            writer.Line($"{type} s{tap} = {Vec.Load(segment.Lanes, "Unsafe.Add(ref c, j)", tap * Stride)};");
        }

        writer.Line("ref float ar = ref Unsafe.Add(ref a, j);");
        writer.Line("ref float br = ref Unsafe.Add(ref b, j);");
        using (writer.Block($"for (int row = 0; row < {Rows.Outputs}; row++)"))
        {
            writer.Line("ref float ap = ref ar;");
            writer.Line("ref float bp = ref br;");
            using (writer.Block($"for (int column = 0; column < {Columns.Outputs}; column++)"))
            {
                writer.Line($"{type} g = {Vec.Load(segment, "bp", 0, B.Row.IsPadded)};");
                for (int tap = 0; tap < Columns.Taps; tap++)
                {
                    string x = Vec.Load(segment, "ap", tap * Columns.Dilation * A.Row.Stride, A.Row.IsPadded);
                    writer.Line($"s{tap} = {Vec.MultiplyAdd(segment.Lanes, x, "g", $"s{tap}")};");
                }

                writer.Line($"ap = ref Unsafe.Add(ref ap, {A.Columns});");
                writer.Line($"bp = ref Unsafe.Add(ref bp, {B.Columns});");
            }

            writer.Line($"ar = ref Unsafe.Add(ref ar, {A.Rows});");
            writer.Line($"br = ref Unsafe.Add(ref br, {B.Rows});");
        }

        for (int tap = 0; tap < Columns.Taps; tap++)
        {
            writer.Line(Vec.Store(segment.Lanes, $"s{tap}", "Unsafe.Add(ref c, j)", tap * Stride));
        }
    }
}
