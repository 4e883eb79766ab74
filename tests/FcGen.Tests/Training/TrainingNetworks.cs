namespace FcGen.Tests.Training;

[Network]
[Input(2)]
[Dense(2, 8), Tanh, Dense(8, 2)]
internal sealed partial class XorNet;

[Network]
[Input(3)]
[Dense(3, 5), ReLU, Dense(5, 4)]
internal sealed partial class SmallNet;

[Network]
[Input(3)]
[Dense(3, 16), ReLU, Dropout(0.5f), Dense(16, 4)]
internal sealed partial class DropoutNet;

[Network]
[Input(2)]
[Dense(2, 8), BatchNorm, Tanh, Dense(8, 2)]
internal sealed partial class NormedXorNet;

[Network]
[Input(2)]
[Dense(2, 8), Tanh, BatchNorm, Dropout(0.3f), Dense(8, 2)]
internal sealed partial class SaturatedNet;

[Network]
[Input(3)]
[Dense(3, 6), BatchNorm, Dropout(0.2f), Dense(6, 4)]
internal sealed partial class NormedNet;

[Network]
[Input(2)]
[Dense(2, 8), Tanh, Dense(8, 1)]
internal sealed partial class LogitNet;

[Network]
[Input(3)]
[Dense(3, 8), Tanh, Dense(8, 1), Sigmoid]
internal sealed partial class ProbabilityNet;

[Network]
[Input(1)]
[Dense(1, 1)]
internal sealed partial class PassNet;

[Network]
[Input(3)]
[Dense(3, 16), Tanh, Dense(16, 2)]
internal sealed partial class HouseNet;

[Network]
[Input(3)]
[Dense(3, 4), LogSoftmax]
internal sealed partial class LogProbabilityNet;

/// <summary>Data for the networks above.</summary>
internal static class TrainingData
{
    public static DataSet Xor { get; } = new([0, 0, 0, 1, 1, 0, 1, 1], new[] { 0, 1, 1, 0 });

    public static DataSet WithLabels(int count) => new(Inputs(count), Labels(count));

    /// <summary>All samples of class 0, then all of class 1, and so on.</summary>
    public static DataSet SortedByClass(int count) => new(Inputs(count), Labels(count).Order().ToArray());

    public static DataSet WithTargets(int count) => new(Inputs(count), Targets(count), count);

    /// <summary>[count, 3].</summary>
    public static float[] Inputs(int count) => [.. Enumerable.Range(0, count * 3).Select(i => MathF.Sin(i * 1.7f))];

    /// <summary>[count], 0 to 3.</summary>
    public static int[] Labels(int count) => [.. Enumerable.Range(0, count).Select(i => i * 7 % 4)];

    /// <summary>[count, 4].</summary>
    public static float[] Targets(int count) => [.. Enumerable.Range(0, count * 4).Select(i => MathF.Cos(i * 0.9f))];
}
