using FcGen;

namespace Regularization;

/// <summary>Large enough to memorize 300 digits including the wrong labels.</summary>
[Network]
[Input(64)]
[Dense(64, 96), ReLU, Dense(96, 96), ReLU, Dense(96, 10)]
public sealed partial class PlainNet;

/// <summary>Drops 60% of the hidden values at random in each training step.</summary>
[Network]
[Input(64)]
[Dense(64, 96), ReLU, Dropout(0.6f), Dense(96, 96), ReLU, Dropout(0.6f), Dense(96, 10)]
public sealed partial class DropoutNet;

/// <summary>
/// Normalizes the values before each activation over the batch. The network then trains faster, but it also memorizes the wrong labels. In
/// this experiment, batch norm alone does not reduce the gap.
/// </summary>
[Network]
[Input(64)]
[Dense(64, 96), BatchNorm, ReLU, Dense(96, 96), BatchNorm, ReLU, Dense(96, 10)]
public sealed partial class BatchNormNet;

/// <summary>Batch norm and dropout.</summary>
[Network]
[Input(64)]
[Dense(64, 96), BatchNorm, ReLU, Dropout(0.6f), Dense(96, 96), BatchNorm, ReLU, Dropout(0.6f), Dense(96, 10)]
public sealed partial class FullNet;
