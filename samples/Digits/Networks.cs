using FcGen;

namespace Digits;

/// <summary>Classifies digits of 8x8 pixels.</summary>
[Network]
[Input(64)]
[Dense(64, 128), ReLU, Dropout(0.2f), Dense(128, 10)]
public sealed partial class DigitNet;

/// <summary>Classifies digits of 28x28 pixels.</summary>
[Network]
[Input(784)]
[Dense(784, 128), ReLU, Dropout(0.2f), Dense(128, 10)]
public sealed partial class MnistNet;
