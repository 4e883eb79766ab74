namespace FcGen;

/// <summary>
/// Simple recurrent layer (Elman network), <c>h[t] = f(W_ih x[t] + b_ih + W_hh h[t - 1] + b_hh)</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.RNN.html">torch.nn.RNN</see> with <c>batch_first=True</c>). The hidden
/// values before the first step are zero. The input is a sequence [steps, features] (FCG004), the output a sequence [steps, hidden].
/// Add <see cref="LastAttribute"/> for the output of the last step alone. Tensors: <c>weight_ih_l0</c> [hidden, features],
/// <c>weight_hh_l0</c> [hidden, hidden] and, unless <see cref="RecurrentAttribute.Bias"/> is false, <c>bias_ih_l0</c> and <c>bias_hh_l0</c>
/// [hidden]. The names end in <c>l1</c> for the second layer, and in <c>_reverse</c> for the reverse direction. All start
/// uniform in ±1 / sqrt(hidden) by default.
/// </summary>
/// <param name="hidden">Number of hidden values, at least 1 (FCG004).</param>
/// <example><code>[Sequence(50, 6)] [RNN(16), Last, Dense(2)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RNNAttribute(int hidden) : RecurrentAttribute(hidden)
{
    /// <summary>Activation f of the hidden values. Default: <see cref="RnnActivation.Tanh"/>.</summary>
    public RnnActivation Activation { get; set; }
}
