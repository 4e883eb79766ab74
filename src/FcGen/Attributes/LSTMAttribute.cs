namespace FcGen;

/// <summary>
/// Long short-term memory. With <c>s[t] = W_ih x[t] + b_ih + W_hh h[t - 1] + b_hh</c> in four blocks, the gates of a step are
/// <c>i, f, o = sigmoid(s)</c> and <c>g = tanh(s)</c>, the cell is <c>c[t] = f c[t - 1] + i g</c>, and the output is
/// <c>h[t] = o tanh(c[t])</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.LSTM.html">torch.nn.LSTM</see> with <c>batch_first=True</c>). The hidden
/// values before the first step are zero. The input is a sequence [steps, features] (FCG004), the output a sequence [steps, hidden].
/// Add <see cref="LastAttribute"/> for the output of the last step alone. Tensors: <c>weight_ih_l0</c> [4 * hidden, features],
/// <c>weight_hh_l0</c> [4 * hidden, hidden] and, unless <see cref="RecurrentAttribute.Bias"/> is false, <c>bias_ih_l0</c> and <c>bias_hh_l0</c>
/// [4 * hidden], in the order i, f, g, o. The names end in <c>l1</c> for the second layer, and in <c>_reverse</c> for the reverse direction. All start
/// uniform in ±1 / sqrt(hidden) by default.
/// </summary>
/// <param name="hidden">Number of hidden values, at least 1 (FCG004).</param>
/// <example><code>[Sequence(50, 6)] [LSTM(32), Last, Dense(2)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LSTMAttribute(int hidden) : RecurrentAttribute(hidden)
{
    /// <summary>
    /// Initial value of the sum of both biases of the forget gate, a finite number: <c>bias_ih</c> of the gate starts at this value, and all other
    /// biases at 0. With 1 the cells initially keep most of their content, as with <c>unit_forget_bias</c> in
    /// <see href="https://keras.io/api/layers/recurrent_layers/lstm/">Keras</see> (Jozefowicz et al. 2015, "An Empirical Exploration of
    /// Recurrent Network Architectures"). It needs <see cref="RecurrentAttribute.Bias"/> (FCG004). Default: NaN, with which all biases start
    /// uniform in ±1 / sqrt(hidden).
    /// </summary>
    public float ForgetBias { get; set; } = float.NaN;
}
