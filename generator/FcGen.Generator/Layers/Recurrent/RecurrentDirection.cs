using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers.Recurrent;

/// <summary>One direction of a recurrent layer: its tensors and values.</summary>
/// <param name="IsReverse">Whether the last step comes first.</param>
/// <param name="Column">The first column of its output.</param>
/// <param name="InputWeight">The weights of the inputs.</param>
/// <param name="HiddenWeight">The weights of the previous hidden values.</param>
/// <param name="InputBias">The bias of the sums over the inputs, if there is one.</param>
/// <param name="HiddenBias">The bias of the sums over the previous hidden values, if there is one.</param>
/// <param name="Values">Its values.</param>
internal sealed record RecurrentDirection(
    bool IsReverse, int Column, TensorPlan InputWeight, TensorPlan HiddenWeight, TensorPlan? InputBias, TensorPlan? HiddenBias, RecurrentValues Values)
{
    public RecurrentDirection Renumber(Func<int, int> number) => this with { Values = Values.Renumber(number) };
}

/// <summary>The values within a direction of a recurrent layer.</summary>
/// <param name="Gates">The sums over the inputs, then the gates, of all steps.</param>
/// <param name="Hidden">The sums over the previous hidden values, of one step.</param>
/// <param name="State">The state of a sample; in training before each step and after the last. Null without.</param>
/// <param name="Result">The intermediate result that the gradients need; in training of all steps. Null without.</param>
internal sealed record RecurrentValues(int Gates, int Hidden, int? State, int? Result)
{
    /// <summary>The values of training.</summary>
    public RecurrentGradientValues? Backward { get; init; }

    public IEnumerable<int> Saved => Backward is null ? [] : Kept.Append(Backward.Previous);

    public IEnumerable<int> Temporaries => Backward is null
        ? Kept.Append(Hidden)
        : new[] { Hidden, Backward.Hidden, Backward.State, Backward.Gates, Backward.Sums }.OfType<int>();

    private IEnumerable<int> Kept => new[] { Gates, State, Result }.OfType<int>();

    public RecurrentValues Renumber(Func<int, int> number) => new(number(Gates), number(Hidden), Of(State, number), Of(Result, number))
    {
        Backward = Backward is null ? null : new(
            number(Backward.Previous), number(Backward.Hidden), Of(Backward.State, number), number(Backward.Gates), Of(Backward.Sums, number)),
    };

    private static int? Of(int? value, Func<int, int> number) => value is { } known ? number(known) : null;
}

/// <summary>The values that training adds to a direction of a recurrent layer.</summary>
/// <param name="Previous">The hidden values before each step.</param>
/// <param name="Hidden">The gradient of the hidden values through the products of the next step.</param>
/// <param name="State">The gradient of the state. Null without.</param>
/// <param name="Gates">The gradient of the sums over the inputs, of all steps.</param>
/// <param name="Sums">The gradient of the sums over the previous hidden values, of all steps; null if it is the same.</param>
internal sealed record RecurrentGradientValues(int Previous, int Hidden, int? State, int Gates, int? Sums);

/// <summary>The places of a level in the state of a stream.</summary>
/// <param name="Hidden">The hidden values.</param>
/// <param name="Cells">The cells; null if the hidden values are all that the layer remembers.</param>
internal sealed record RecurrentState(int Hidden, int? Cells)
{
    public static RecurrentState Reserve(RecurrentSpec spec, Graph.StreamMemory memory)
    {
        int hidden = memory.NewRecurrent(spec.Hidden);
        return new RecurrentState(hidden, spec.Cell.HasCell ? memory.NewRecurrent(spec.Hidden) : null);
    }
}
