using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers;

/// <summary>Writes the gradient of a matrix of weights, the product of two matrices over their rows, in parts: rows of the result.</summary>
internal static class OuterParts
{
    /// <param name="writer">Receives the code.</param>
    /// <param name="names">Names of the values.</param>
    /// <param name="kernel">The product.</param>
    /// <param name="a">The name of the first matrix.</param>
    /// <param name="b">The name of the second matrix.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="positions">Number of rows of the matrices per sample.</param>
    /// <param name="firstPart">Number of the first part among those of the network.</param>
    /// <param name="bias">Returns the statement for the gradient of the bias, which belongs to the first part; null without a bias.</param>
    public static void Emit(
        IndentedWriter writer, OperandNames names, OuterKernel kernel, string a, string b, TensorPlan weights, int positions, int firstPart, Func<string?> bias)
    {
        int parts = kernel.Parts();
        if (names.IsSample)
        {
            EmitAll();
        }
        else if (parts == 1)
        {
            using (writer.Block($"if (first <= {firstPart} && end > {firstPart})"))
            {
                EmitAll();
            }
        }
        else
        {
            EmitRange(firstPart + parts);
        }

        void EmitAll()
        {
            writer.Line($"{kernel.Target}(ref {a}, ref {b}, {names.TensorGradient(weights)}, {kernel.A.Channels}, {names.Rows(positions)});");
            if (bias() is { } sum)
            {
                writer.Line(sum);
            }
        }

        void EmitRange(int endPart)
        {
            using (writer.Block($"if (first < {endPart}{(firstPart == 0 ? string.Empty : $" && end > {firstPart}")})"))
            {
                string from = firstPart == 0 ? "first" : $"(global::System.Math.Max(first, {firstPart}) - {firstPart})";
                string to = firstPart == 0 ? $"global::System.Math.Min(end, {endPart})" : $"(global::System.Math.Min(end, {endPart}) - {firstPart})";
                writer.Line($"int i = {from} * {kernel.RowsOfPart};");
                writer.Line($"int count = global::System.Math.Min({to} * {kernel.RowsOfPart}, {kernel.A.Channels}) - i;");
                writer.Line(
                    $"{kernel.Target}(ref Unsafe.Add(ref {a}, i), ref {b}, {names.TensorGradient(weights, $"(i * {Padding.WeightStride(kernel.B.Channels)})")}, "
                    + $"count, {names.Rows(positions)});");
                if (bias() is { } sum)
                {
                    using (writer.Block("if (i == 0)"))
                    {
                        writer.Line(sum);
                    }
                }
            }
        }
    }
}
