namespace FcGen.Tests.Networks;

/// <summary>Large enough for several threads with small batches, and with odd shapes.</summary>
[Network]
[Input(101)]
[Dense(301), ReLU, Dropout(0.3f), Dense(203, Bias = false), Tanh, Dropout(0.5f), Dense(7), Softmax]
internal sealed partial class OddAndLarge;

/// <summary>Few outputs, so that weights are stored transposed.</summary>
[Network]
[Input(1000)]
[Dense(6), Sigmoid, Dense(900), LeakyReLU, Dense(3)]
internal sealed partial class NarrowAndWide;

/// <summary>More scratch than the stack should hold, as many outputs as inputs.</summary>
[Network]
[Input(30)]
[Dense(3000), ReLU, Dense(30)]
internal sealed partial class WideSquare;

/// <summary>Activations whose gradient needs their input, of the network and of layers within.</summary>
[Network]
[Input(101)]
[SiLU, Dense(301), GELU, HardSwish, Dense(203), Softplus, LogSoftmax]
internal sealed partial class ActivationsAndLarge;
