namespace FcGen.Tests.Files;

/// <summary>A network whose file, of 2 MB, takes a while to write.</summary>
[Network]
[Input(256)]
[Dense(2048), ReLU, Dense(2)]
internal sealed partial class Wide;
