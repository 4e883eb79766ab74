using FcGen;

namespace Regression;

/// <summary>Linear regression: one weight per measurement, and a bias.</summary>
[Network]
[Input(10)]
[Dense(10, 1)]
public sealed partial class LinearNet;

/// <summary>A small network, because a larger one would overfit the 442 patients.</summary>
[Network]
[Input(10)]
[Dense(10, 32), ReLU, Dropout(0.3f), Dense(32, 1)]
public sealed partial class DiabetesNet;
