namespace FcGen.Tests.Golden;

// The networks of tests/golden/generate.py.

[Network]
[Input(3)]
[Dense(3, 5), ReLU, Dense(5, 2)]
internal sealed partial class Golden3x5x2;

[Network]
[Input(4)]
[Dense(4, 16), ReLU, Dense(16, 3)]
internal sealed partial class Golden4x16x3;

[Network]
[Input(7)]
[Dense(7, 9), Tanh, Dense(9, 8), Tanh, Dense(8, 1)]
internal sealed partial class Golden7x9x8x1;

[Network]
[Input(16)]
[Dense(16, 32), LeakyReLU(0.01f), Dense(32, 32), Sigmoid, Dense(32, 4)]
internal sealed partial class Golden16x32x32x4;

[Network]
[Input(13)]
[Dense(13, 24), ReLU, Dense(24, 10), Softmax]
internal sealed partial class Golden13x24x10;
