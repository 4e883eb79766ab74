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

/// <summary>Classifies digits of 8x8 pixels with convolutions.</summary>
[Network]
[Input(1, 8, 8)]
[Conv2d(16, 3, Padding = 1), ReLU, Conv2d(32, 3, Padding = 1), ReLU, MaxPool2d(2), Dropout(0.25f)]
[Flatten, Dense(64), ReLU, Dropout(0.25f), Dense(10)]
public sealed partial class DigitCnn;

/// <summary>Classifies digits of 28x28 pixels: LeNet-5 with ReLU and maxima.</summary>
[Network]
[Input(1, 28, 28)]
[Conv2d(6, 5, Padding = 2), ReLU, MaxPool2d(2), Conv2d(16, 5), ReLU, MaxPool2d(2)]
[Flatten, Dense(120), ReLU, Dense(84), ReLU, Dense(10)]
public sealed partial class LeNet5;
