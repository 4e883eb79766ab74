namespace FcGen;

/// <summary>
/// Exchanges channels and positions: turns a signal into a sequence, or a sequence into a signal
/// (<see href="https://pytorch.org/docs/stable/generated/torch.transpose.html">torch.transpose</see> of the last two dimensions). The input
/// must be a signal or a sequence (FCG004).
/// </summary>
/// <example><code>[Input(3, 100)] [Transpose, Dense(8)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TransposeAttribute : LayerAttribute;
