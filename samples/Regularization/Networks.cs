using FcGen;

namespace Regularization;

/// <summary>Large enough to learn 300 digits by heart, wrong labels included.</summary>
[Network]
[Input(64)]
[Dense(64, 96), ReLU, Dense(96, 96), ReLU, Dense(96, 10)]
public sealed partial class PlainNet;

/// <summary>Six of ten hidden values are left out at random in every training step.</summary>
[Network]
[Input(64)]
[Dense(64, 96), ReLU, Dropout(0.6f), Dense(96, 96), ReLU, Dropout(0.6f), Dense(96, 10)]
public sealed partial class DropoutNet;

/// <summary>
/// The values before each activation are normalised over the batch. That lets a network learn faster, wrong labels included: by itself
/// it closes no gap here.
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
