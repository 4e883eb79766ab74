using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers.Recurrent;

/// <summary>The cell of a recurrent layer: the functions of one step, by which the layers differ.</summary>
/// <param name="Name">The name of the layer.</param>
/// <param name="Gates">Number of gates.</param>
/// <param name="Class">The class with the functions in the runtime library.</param>
/// <param name="Argument">The first argument of the functions with a comma; empty without.</param>
/// <param name="HasState">Whether a step reads a state, besides the sums, and saves an intermediate result for its gradients.</param>
/// <param name="HasOwnHiddenGradient">Whether the gradient of the sums over hidden values differs from that of the sums over inputs.</param>
internal sealed record Cell(string Name, int Gates, string Class, string Argument, bool HasState, bool HasOwnHiddenGradient)
{
    public static readonly Cell Lstm = new("LSTM", 4, "LstmCell", string.Empty, HasState: true, HasOwnHiddenGradient: false) { HasCell = true };

    public static readonly Cell Gru = new("GRU", 3, "GruCell", string.Empty, HasState: true, HasOwnHiddenGradient: true);

    /// <summary>Whether the state is another than the hidden values.</summary>
    public bool HasCell { get; private init; }

    /// <summary>The gain of weights whose distribution depends on the next activation.</summary>
    public Gain Gain { get; init; } = Gain.Linear;

    public static Cell Rnn(bool isReLU) => new(
        "RNN", 1, "RnnCell", $"global::FcGen.RnnActivation.{(isReLU ? "ReLU" : "Tanh")}, ", HasState: false, HasOwnHiddenGradient: false)
    {
        Gain = isReLU ? Gain.ReLU : Gain.Linear,
    };
}
