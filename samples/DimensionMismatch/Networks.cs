using FcGen;

// This project does not build on purpose. `dotnet build samples/DimensionMismatch` reports all errors at once, each at its exact location.

/// <summary>A layer expects a different size than the previous layer provides.</summary>
[Network]
[Input(64)]
[Dense(64, 128), ReLU, Dropout(0.2f)]
[Dense(127, 10)]
public sealed partial class DigitNet;

/// <summary>Three independent errors. Each is reported once, because later layers are checked against the declared sizes.</summary>
[Network]
[Input(1, 28, 28)]
[Flatten, Dense(748, 100), Sigmoid, Dropout(1.5f)]
[Dense(100, 50, Name = "hidden"), Tanh, Add("hiden"), Dense(50, 10)]
public sealed partial class Misspelled;

/// <summary>A class that is not partial, with a member that has the name of a generated member.</summary>
[Network]
[Input(4)]
[Dense(4, 8), Tanh, Dense(8, 3), Softmax]
public sealed partial class IrisNet
{
    public int OutputSize => 3;
}

/// <summary>A correct network. Program.cs uses it incorrectly.</summary>
[Network]
[Input(4)]
[Dense(4, 8), Tanh, Dense(8, 3), Softmax]
public sealed partial class Classifier;

/// <summary>A network that adds different shapes, in a class that is not partial.</summary>
public static class Outer
{
    [Network]
    [Input(8)]
    [Dense(8), ReLU, Dense(6), Add("0")]
    private sealed class Residual;
}
