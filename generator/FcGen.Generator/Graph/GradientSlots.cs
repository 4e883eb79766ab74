using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>Which buffers the gradients of values use.</summary>
/// <param name="Gradients">For each value its buffer; -1 for values without a gradient.</param>
/// <param name="Contributions">For each value that several operations read, the buffer of what the operation after it contributes; -1 for the others.</param>
/// <param name="Sizes">Floats of each buffer, for one sample.</param>
internal sealed record GradientSlots(IReadOnlyList<int> Gradients, IReadOnlyList<int> Contributions, IReadOnlyList<int> Sizes)
{
    public static GradientSlots Assign(IReadOnlyList<Operation> operations, IReadOnlyList<int> widths, int output)
    {
        int[] gradients = [.. Enumerable.Repeat(-1, widths.Count)];
        int[] contributions = [.. gradients];
        var sizes = new List<int>();
        gradients[output] = New(output);
        foreach (Operation operation in operations.Reverse())
        {
            if (operation.Named is { } named && gradients[named] < 0)
            {
                gradients[named] = New(named);
            }

            int source = operation.Source;
            if (source == operation.Result)
            {
                continue;
            }

            // Going backward, the gradient of a value is known already where a layer has named it: then this is a part of it.
            bool isShared = gradients[source] >= 0;
            int slot = operation.GradientInPlace ? gradients[operation.Result]
                : source == 0 && !isShared ? -1
                : New(source);
            (isShared ? contributions : gradients)[source] = slot;
        }

        return new GradientSlots(gradients, contributions, sizes);

        int New(int value)
        {
            sizes.Add(Padding.RoundUp(widths[value]));
            return sizes.Count - 1;
        }
    }
}
