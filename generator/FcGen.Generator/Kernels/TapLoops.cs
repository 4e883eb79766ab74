using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>Loops over the taps of a convolution and the inputs of each, in the order of the weights.</summary>
internal static class TapLoops
{
    /// <summary>
    /// Returns the loops, outermost first: how often each runs, the distance of the inputs between two runs, and what it counts. Loops over neighbors in
    /// memory are joined: the inputs of neighboring taps are one run if positions have no gaps.
    /// </summary>
    /// <param name="rows">The vertical dimension.</param>
    /// <param name="columns">The horizontal dimension.</param>
    /// <param name="inputs">Inputs at each position.</param>
    /// <param name="stride">Distance between positions, in floats.</param>
    /// <param name="isReversed">Whether the taps are in reverse order.</param>
    public static IReadOnlyList<(int Count, int Step, string Name)> Of(Axis rows, Axis columns, int inputs, int stride, bool isReversed)
    {
        int tap = isReversed ? -stride : stride;
        var loops = new List<(int Count, int Step, string Name)> { (inputs, 1, "Input") };
        (int, int, string)[] taps = [(columns.Taps, columns.Dilation * tap, "Tap"), (rows.Taps, rows.Dilation * columns.Inputs * tap, "Row")];
        foreach ((int count, int step, string name) in taps)
        {
            (int inner, int innerStep, string innerName) = loops[0];
            if (count == 1)
            {
                continue;
            }

            if (inner == 1)
            {
                loops[0] = (count, step, name);
            }
            else if (step == inner * innerStep)
            {
                loops[0] = (inner * count, innerStep, innerName);
            }
            else
            {
                loops.Insert(0, (count, step, name));
            }
        }

        return loops;
    }

    /// <summary>Writes the loops.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="loops">The loops, outermost first.</param>
    /// <param name="outer">How often the outermost loop runs, as source, and the distance between its steps; null for all of them.</param>
    /// <param name="x">The name of the reference to the first input.</param>
    /// <param name="most">The number of steps of the innermost loop up to which it is written without a loop, if it is not the only one.</param>
    /// <param name="step">Writes one step, given its reference and, without a loop, its number.</param>
    /// <param name="advance">Writes what follows a number of steps.</param>
    /// <param name="skip">Writes what follows a number of steps of the outermost loop that are left out.</param>
    public static void Emit(
        IndentedWriter writer,
        IReadOnlyList<(int Count, int Step, string Name)> loops,
        (int Distance, string Count)? outer,
        string x,
        int most,
        Action<string, int?> step,
        Action<int> advance,
        Action<int> skip)
    {
        (int count, int distance, string name) = loops[0];
        if (loops.Count == 1 && count <= most && distance == 1)
        {
            for (int i = 0; i < count; i++)
            {
                step(x, i);
            }

            advance(count);
            return;
        }

        string inner = "x" + name;
        string counter = "k" + name;
        writer.Line($"ref float {inner} = ref {x};");
        using (writer.Block($"for (int {counter} = 0; {counter} < {outer?.Count ?? SourceText.Literal(count)}; {counter}++)"))
        {
            if (loops.Count == 1)
            {
                step(inner, null);
                advance(1);
            }
            else
            {
                Emit(writer, [.. loops.Skip(1)], null, inner, most, step, advance, skip);
            }

            if (outer is { Distance: > 1 })
            {
                skip(outer.Value.Distance - 1);
            }

            writer.Line($"{inner} = ref Unsafe.Add(ref {inner}, {distance * (outer?.Distance ?? 1)});");
        }
    }
}
