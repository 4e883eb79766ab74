namespace FcGen.Fuzz;

/// <summary>A small network with parameters and buffers, whose weights files are fuzzed.</summary>
[Network]
[Input(3)]
[Dense(2), BatchNorm, ReLU, Dense(2)]
internal sealed partial class Network;
