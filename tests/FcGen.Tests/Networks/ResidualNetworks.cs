namespace FcGen.Tests.Networks;

/// <summary>
/// Every layer besides dense that has parameters or buffers, or reads the output of another layer; wide enough for several threads.
/// </summary>
[Network]
[Input(101)]
[Dense(203), BatchNorm, ReLU(Name = "start"), Dropout(0.2f), Dense(203), BatchNorm, Add("start"), PReLU, LayerNorm, Concat("input")]
[Dense(64, Bias = false), BatchNorm(Momentum = 0.5f), HardSwish, Dense(7)]
internal sealed partial class Residual;

/// <summary>As many outputs as inputs: the input is read again at the end.</summary>
[Network]
[Input(6)]
[Dense(6), ReLU, Add("input")]
internal sealed partial class SquareResidual;

/// <summary>As many outputs as inputs: the input is read after the output has been written for the first time.</summary>
[Network]
[Input(6)]
[Sigmoid, Add("input"), Tanh, Add("input")]
internal sealed partial class SquareElementwiseResidual;

/// <summary>As many outputs as inputs: a part of them is a copy.</summary>
[Network]
[Input(6)]
[Dense(2), Dense(3), ReLU, Concat("0"), Dense(3), Concat("2")]
internal sealed partial class SquareConcat;

/// <summary>As many outputs as inputs: norms alone.</summary>
[Network]
[Input(6)]
[BatchNorm, LayerNorm]
internal sealed partial class SquareNorms;

/// <summary>A batch norm that is part of the dense layer before it.</summary>
[Network]
[Input(9)]
[Dense(17), BatchNorm, ReLU, Dense(5)]
internal sealed partial class FoldedNorm;

/// <summary>The same numbers, but the output of the dense layer is read by another, too, which multiplies it by zero.</summary>
[Network]
[Input(9)]
[Dense(17), BatchNorm, ReLU, Concat("0"), Dense(5)]
internal sealed partial class SeparateNorm;

/// <summary>A norm over the steps of a sequence.</summary>
[Network]
[Sequence(12, 3)]
[Dense(4), BatchNorm, ReLU, Dense(2)]
internal sealed partial class StepNorm;

/// <summary>The same for one step.</summary>
[Network]
[Input(3)]
[Dense(4), BatchNorm, ReLU, Dense(2)]
internal sealed partial class VectorNorm;

/// <summary>A norm with several positions, and one with a single position.</summary>
[Network]
[Sequence(12, 3)]
[BatchNorm, Flatten, BatchNorm, Dense(2)]
internal sealed partial class FlattenedNorm;
