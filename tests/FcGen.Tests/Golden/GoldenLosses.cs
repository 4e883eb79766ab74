namespace FcGen.Tests.Golden;

/// <summary>The losses of <c>tests/golden/losses.py</c>, by name.</summary>
internal static class GoldenLosses
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "MeanSquaredError",
        "MeanAbsoluteError",
        "Huber",
        "HuberDelta",
        "BinaryCrossEntropy",
        "BinaryCrossEntropyWithLogits",
        "BinaryCrossEntropyWithLogitsWeighted",
        "NegativeLogLikelihood",
        "NegativeLogLikelihoodWeighted",
        "SoftmaxCrossEntropy",
        "SoftmaxCrossEntropySmoothed",
        "SoftmaxCrossEntropyWeighted",
        "SoftmaxCrossEntropySmoothedWeighted",
    ];

    public static Loss Create(string name, int width) => name switch
    {
        "MeanSquaredError" => new MeanSquaredError(),
        "MeanAbsoluteError" => new MeanAbsoluteError(),
        "Huber" => new Huber(),
        "HuberDelta" => new Huber(2.5f),
        "BinaryCrossEntropy" => new BinaryCrossEntropy(),
        "BinaryCrossEntropyWithLogits" => new BinaryCrossEntropyWithLogits(),
        "BinaryCrossEntropyWithLogitsWeighted" => new BinaryCrossEntropyWithLogits { PositiveWeight = PositiveWeights(width) },
        "NegativeLogLikelihood" => new NegativeLogLikelihood(),
        "NegativeLogLikelihoodWeighted" => new NegativeLogLikelihood { ClassWeights = ClassWeights(width) },
        "SoftmaxCrossEntropy" => new SoftmaxCrossEntropy(),
        "SoftmaxCrossEntropySmoothed" => new SoftmaxCrossEntropy { LabelSmoothing = 0.1f },
        "SoftmaxCrossEntropyWeighted" => new SoftmaxCrossEntropy { ClassWeights = ClassWeights(width) },
        "SoftmaxCrossEntropySmoothedWeighted" => new SoftmaxCrossEntropy { ClassWeights = ClassWeights(width), LabelSmoothing = 0.2f },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown loss."),
    };

    private static float[] ClassWeights(int width) => [.. Enumerable.Range(0, width).Select(c => 0.5f + (c % 4 * 0.5f))];

    private static float[] PositiveWeights(int width) => [.. Enumerable.Range(0, width).Select(c => 0.5f + (c % 3))];
}
