namespace FcGen;

/// <summary>
/// All values of a sample as one vector, in the order of the user's span: channel after channel for a signal or an image, step after step for
/// a sequence (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Flatten.html">torch.nn.Flatten</see>). It takes no time: the
/// next layer reads the same memory.
/// </summary>
/// <example><code>[Input(1, 28, 28)] [Flatten, Dense(10)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : LayerAttribute;
