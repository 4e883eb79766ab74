using FcGen;

// Every network here has mistakes. `dotnet build samples/DimensionMismatch` tells them all at once, each at the place to mend.

/// <summary>A layer expects another number than the one before it gives.</summary>
[Network]
[Input(64)]
[Dense(64, 128), ReLU, Dropout(0.2f)]
[Dense(127, 10)]
public sealed partial class DigitNet;

/// <summary>Three mistakes, none of which follows from another: after each the sizes that were written go on.</summary>
[Network]
[Input(28, 28)]
[Dense(748, 100), Sigmoid, Dropout(1.5f)]
[Dense(100, 50, Name = "hidden"), Tanh, Add("hiden"), Dense(50, 10)]
public sealed partial class Misspelt;

/// <summary>Not partial, and one of its members has the name of a generated one.</summary>
[Network]
[Input(4)]
[Dense(4, 8), Tanh, Dense(8, 3), Softmax]
public sealed partial class IrisNet
{
    public int OutputSize => 3;
}

/// <summary>No mistake: what is wrong is how it is used.</summary>
[Network]
[Input(4)]
[Dense(4, 8), Tanh, Dense(8, 3), Softmax]
public sealed partial class Classifier;

/// <summary>Shapes that do not fit when they are added, and a class that nothing can be added to.</summary>
public static class Outer
{
    [Network]
    [Input(8)]
    [Dense(8), ReLU, Dense(6), Add("0")]
    private sealed class Residual;
}
