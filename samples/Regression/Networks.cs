using FcGen;

namespace Regression;

/// <summary>Linear regression: one weight for each measurement, and a bias.</summary>
[Network]
[Input(10)]
[Dense(10, 1)]
public sealed partial class LinearNet;

/// <summary>As small as the data: 442 patients say little about more weights than that.</summary>
[Network]
[Input(10)]
[Dense(10, 32), ReLU, Dropout(0.3f), Dense(32, 1)]
public sealed partial class DiabetesNet;
