#pragma warning disable FCG023 // Each shows one case, not how to build a network that learns.

namespace FcGen.Tests.Networks;

/// <summary>Two layers, one output.</summary>
[Network]
[Input(2)]
[Dense(2, 8), Tanh, Dense(8, 1)]
internal sealed partial class Xor;

/// <summary>Every kind of layer; more outputs than inputs.</summary>
[Network]
[Input(5)]
[Dense(5, 11), LeakyReLU(0.1f), Dropout(0.25f), Dense(9, Bias = false), ReLU, Dense(9), Sigmoid, Dense(7), Tanh, Softmax]
internal sealed partial class EveryLayer;

/// <summary>Every activation, those whose gradient needs their input at the beginning, after a dense layer and after each other.</summary>
[Network]
[Input(7)]
[SiLU, Dense(11), GELU, HardSwish, Dense(9), ELU, SELU, Dense(9), GELU(Approximate = true), Softplus, Dense(9), HardSwish, LogSoftmax]
[Dense(5), HardSigmoid, LogSoftmax]
internal sealed partial class EveryActivation;

/// <summary>The same shapes as <see cref="EveryLayer"/>, but another class.</summary>
[Network]
[Input(5)]
[Dense(5, 11), LeakyReLU(0.1f), Dropout(0.25f), Dense(9, Bias = false), ReLU, Dense(9), Sigmoid, Dense(7), Tanh, Softmax]
internal sealed partial class EveryLayerAgain;

/// <summary>More between the layers than the stack should hold: 6 rows of 3,000 values.</summary>
[Network]
[Input(3)]
[Dense(3000), ReLU, Dense(2)]
internal sealed partial class Wide;

/// <summary>As many outputs as inputs: one dense layer.</summary>
[Network]
[Input(6)]
[Dense(6)]
internal sealed partial class SquareDense;

/// <summary>As many outputs as inputs: one dense layer whose activation is a separate pass.</summary>
[Network]
[Input(6)]
[Dense(6), Sigmoid]
internal sealed partial class SquareDenseSigmoid;

/// <summary>As many outputs as inputs: a dense layer as dot products.</summary>
[Network]
[Input(1)]
[Dense(1), ReLU]
internal sealed partial class SquareDot;

/// <summary>As many outputs as inputs: several layers, in loops.</summary>
[Network(Unroll = Unroll.Tiled)]
[Input(6)]
[Dense(20), ReLU, Dropout(0.5f), Dense(20), LeakyReLU, Dense(6), Softmax]
internal sealed partial class SquareDeep;

/// <summary>As many outputs as inputs: no dense layer at all.</summary>
[Network]
[Input(2, 3)]
[Flatten, Tanh, Softmax]
internal sealed partial class SquareElementwise;

/// <summary>As many outputs as inputs: nothing to do at inference.</summary>
[Network]
[Input(6)]
[Dropout(0.5f)]
internal sealed partial class SquareDropout;
