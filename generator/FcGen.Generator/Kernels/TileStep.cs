using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>Writes one step of a register tile of rows x vectors: the products of broadcast values and vectors are added to the sums.</summary>
internal static class TileStep
{
    /// <param name="writer">Receives the code.</param>
    /// <param name="width">The vectors.</param>
    /// <param name="group">The columns of the tile.</param>
    /// <param name="rows">The rows of the tile.</param>
    /// <param name="values">The values that are broadcast: their name, a reference, and the offset of the value of each row.</param>
    /// <param name="vectors">The vectors: their name, and the load of the columns of a segment.</param>
    public static void Emit(
        IndentedWriter writer,
        VectorWidth width,
        IReadOnlyList<Segment> group,
        int rows,
        (string Name, string Reference, Func<int, int> Offset) values,
        (string Name, Func<Segment, string> Load) vectors)
    {
        // Few registers remain beside the sums: for all vectors and one value, or for all values of few rows, one vector and its product.
        if (width.IsFused)
        {
            Vec.EmitDeclarations(writer, group.Select((segment, g) => (segment.Lanes, $"{vectors.Name}{g}", vectors.Load(segment))));
            Each(rows, row =>
            {
                EmitValue(row);
                Each(group.Count, g => EmitProduct(row, g));
            });
        }
        else
        {
            Each(rows, EmitValue);
            Each(group.Count, g =>
            {
                EmitVector(g);
                Each(rows, row => EmitProduct(row, g));
            });
        }

        void EmitVector(int g) => writer.Line($"{Vec.Type(group[g].Lanes)} {vectors.Name}{g} = {vectors.Load(group[g])};");

        void EmitValue(int row) => Value(row).EmitLoad(writer, values.Reference, values.Offset(row), declares: true);

        void EmitProduct(int row, int g)
        {
            string product = Vec.MultiplyAdd(group[g].Lanes, Value(row).For(group[g]), $"{vectors.Name}{g}", Sum(row, g));
            writer.Line($"{Sum(row, g)} = {product};");
        }

        Broadcast Value(int row) => new(group, $"{values.Name}{row}");
    }

    /// <summary>The name of a sum of the tile.</summary>
    public static string Sum(int row, int vector) => $"s{row}_{vector}";

    private static void Each(int count, Action<int> emit)
    {
        for (int i = 0; i < count; i++)
        {
            emit(i);
        }
    }
}
