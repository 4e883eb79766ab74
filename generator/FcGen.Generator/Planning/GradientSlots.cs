using FcGen.Generator.Graph;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Planning;

/// <summary>The buffers that the gradients of values use.</summary>
/// <param name="Gradients">For each value its buffer; -1 for values without a gradient.</param>
/// <param name="Contributions">
/// For each value that several operations read, the buffer of contributions to its gradient; -1 for others.
/// </param>
/// <param name="Sizes">Floats of each buffer, for one sample.</param>
internal sealed record GradientSlots(IReadOnlyList<int> Gradients, IReadOnlyList<int> Contributions, IReadOnlyList<int> Sizes)
{
    public static GradientSlots Assign(IReadOnlyList<Operation> operations, IReadOnlyList<Layout> layouts, int output)
    {
        int[] gradients = [.. Enumerable.Repeat(-1, layouts.Count)];
        int[] contributions = [.. gradients];
        var sizes = new List<int>();
        gradients[output] = New(output);
        foreach (Operation operation in operations.Reverse())
        {
            foreach (int other in operation.Others.Where(other => gradients[other] < 0))
            {
                gradients[other] = New(other);
            }

            int source = operation.Source;
            if (source == operation.Output)
            {
                continue;
            }

            // In the backward pass, the gradient of a value already exists if later operations read it. Then this operation adds its part.
            if (gradients[source] < 0)
            {
                gradients[source] = operation.GradientInPlace ? gradients[operation.Output]
                    : source == 0 && operations.Count(other => other.Reads(0)) == 1 ? -1
                    : New(source);
            }
            else if (!operation.GradientInPlace && contributions[source] < 0)
            {
                contributions[source] = New(source);
            }
        }

        return new GradientSlots(gradients, contributions, sizes);

        int New(int value)
        {
            // Sums over rows also read the rest of the last vector.
            sizes.Add(layouts[value].Floats + (layouts[value].IsPadded ? 0 : Padding.Lanes));
            return sizes.Count - 1;
        }
    }
}
