using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>Splits straight-line code into methods below the limits of the JIT.</summary>
internal static class UnrolledMethods
{
    /// <param name="writer">Receives the methods.</param>
    /// <param name="kernel">The kernel of the methods.</param>
    /// <param name="method">The name of the kernel's method.</param>
    /// <param name="groups">Column groups, in order.</param>
    /// <param name="instructions">Multiply-adds of a group.</param>
    /// <param name="body">Writes a group.</param>
    public static void Emit(
        IndentedWriter writer,
        Kernel kernel,
        string method,
        IReadOnlyList<IReadOnlyList<Segment>> groups,
        Func<IReadOnlyList<Segment>, int> instructions,
        Action<IReadOnlyList<Segment>> body)
    {
        List<List<IReadOnlyList<Segment>>> parts = Cut(groups, instructions);
        if (parts.Count == 1)
        {
            EmitPart(writer, kernel, method, parts[0], body);
            return;
        }

        Vec.KernelAttribute(writer);
        using (writer.Block($"public static void {method}({kernel.Signature})"))
        {
            for (int part = 1; part <= parts.Count; part++)
            {
                writer.Line($"{method}_Part{part}({kernel.Arguments});");
            }
        }

        for (int part = 1; part <= parts.Count; part++)
        {
            writer.Line();
            EmitPart(writer, kernel, $"{method}_Part{part}", parts[part - 1], body);
        }
    }

    private static void EmitPart(
        IndentedWriter writer, Kernel kernel, string name, List<IReadOnlyList<Segment>> groups, Action<IReadOnlyList<Segment>> body)
    {
        Vec.KernelAttribute(writer);
        using (writer.Block($"public static void {name}({kernel.Signature})"))
        {
            foreach (IReadOnlyList<Segment> group in groups)
            {
                body(group);
            }
        }
    }

    private static List<List<IReadOnlyList<Segment>>> Cut(
        IReadOnlyList<IReadOnlyList<Segment>> groups, Func<IReadOnlyList<Segment>, int> instructions)
    {
        var parts = new List<List<IReadOnlyList<Segment>>>();
        int size = 0;
        foreach (IReadOnlyList<Segment> group in groups)
        {
            int more = instructions(group);
            if (parts.Count == 0 || size + more > Budget.MethodInstructions)
            {
                parts.Add([]);
                size = 0;
            }

            parts[parts.Count - 1].Add(group);
            size += more;
        }

        return parts;
    }
}
