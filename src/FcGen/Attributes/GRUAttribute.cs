namespace FcGen;

/// <summary>
/// Gated recurrent unit, <c>h[t] = (1 - z) n + z h[t - 1]</c> with the gates
/// <c>r, z = sigmoid(W_ih x[t] + b_ih + W_hh h[t - 1] + b_hh)</c> and <c>n = tanh(W_in x[t] + b_in + r (W_hn h[t - 1] + b_hn))</c>. The reset
/// gate r is applied after the product
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.GRU.html">torch.nn.GRU</see> with <c>batch_first=True</c>). The hidden
/// values before the first step are zero. The input is a sequence [steps, features] (FCG004), the output a sequence [steps, hidden].
/// Add <see cref="LastAttribute"/> for the output of the last step alone. Tensors: <c>weight_ih_l0</c> [3 * hidden, features],
/// <c>weight_hh_l0</c> [3 * hidden, hidden] and, unless <see cref="RecurrentAttribute.Bias"/> is false, <c>bias_ih_l0</c> and <c>bias_hh_l0</c>
/// [3 * hidden], in the order r, z, n. The names end in <c>l1</c> for the second layer, and in <c>_reverse</c> for the reverse direction. All start
/// uniform in ±1 / sqrt(hidden) by default.
/// </summary>
/// <param name="hidden">Number of hidden values, at least 1 (FCG004).</param>
/// <example><code>[Sequence(50, 6)] [GRU(32), Last, Dense(2)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GRUAttribute(int hidden) : RecurrentAttribute(hidden);
