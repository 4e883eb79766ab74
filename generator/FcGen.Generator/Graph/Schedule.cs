using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>Operations in order with the places of their values.</summary>
/// <param name="Operations">The operations.</param>
/// <param name="Values">The values, by number; value 0 is the input. Operations that work in place share one.</param>
/// <param name="Output">The value that is the output.</param>
/// <param name="FloatsPerRow">Scratch memory of one sample.</param>
/// <param name="SharedFloats">Scratch memory that all samples share, in training.</param>
internal sealed record Schedule(EquatableArray<Operation> Operations, EquatableArray<ValuePlan> Values, int Output, int FloatsPerRow, int SharedFloats)
{
    /// <summary>The operations, divided before each that works on all samples of a batch together.</summary>
    public IReadOnlyList<IReadOnlyList<Operation>> Stages
    {
        get
        {
            var stages = new List<List<Operation>> { new() };
            foreach (Operation operation in Operations)
            {
                if (operation.NeedsWholeBatch)
                {
                    stages.Add([]);
                }

                stages[stages.Count - 1].Add(operation);
            }

            return stages;
        }
    }
}

/// <summary>A value between operations: a row for each position of each sample.</summary>
/// <param name="Id">The number of the value.</param>
/// <param name="Layout">The rows of a sample. They have no gaps in the user's spans.</param>
/// <param name="GradientLayout">The rows of its gradient for a sample.</param>
/// <param name="Place">The kind of memory of the value.</param>
/// <param name="Offset">Place in scratch memory, in floats per sample.</param>
/// <param name="GradientOffset">Place of its gradient in scratch memory, in floats per sample; -1 if it has none. In training only.</param>
/// <param name="ContributionOffset">
/// The place of the next operation's contribution to the gradient, for a value that several operations read; -1 for others.
/// </param>
internal sealed record ValuePlan(
    int Id, Layout Layout, Layout GradientLayout, Place Place, int Offset, int GradientOffset = -1, int ContributionOffset = -1);

/// <summary>The kind of memory of a value.</summary>
internal enum Place
{
    /// <summary>The user's input span.</summary>
    Input,

    /// <summary>The user's output span.</summary>
    Output,

    /// <summary>Memory of the network: the stack, or the workspace in training.</summary>
    Scratch,
}
