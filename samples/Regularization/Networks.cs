using FcGen;

namespace Regularization;

/// <summary>Large enough to learn 300 digits by heart, wrong labels included.</summary>
[Network]
[Input(64)]
[Dense(64, 96), ReLU, Dense(96, 96), ReLU, Dense(96, 10)]
public sealed partial class PlainNet;

/// <summary>Half of the hidden values are left out at random in every training step.</summary>
[Network]
[Input(64)]
[Dense(64, 96), ReLU, Dropout(0.5f), Dense(96, 96), ReLU, Dropout(0.5f), Dense(96, 10)]
public sealed partial class DropoutNet;
