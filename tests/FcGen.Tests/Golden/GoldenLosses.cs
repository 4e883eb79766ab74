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
        "MeanSquaredErrorSum",
        "MeanAbsoluteErrorSum",
        "HuberSum",
        "BinaryCrossEntropySum",
        "BinaryCrossEntropyWithLogitsSum",
        "NegativeLogLikelihoodSum",
        "NegativeLogLikelihoodIgnored",
        "NegativeLogLikelihoodWeightedIgnored",
        "SoftmaxCrossEntropySum",
        "SoftmaxCrossEntropySmoothedWeightedSum",
        "SoftmaxCrossEntropyIgnored",
        "SoftmaxCrossEntropyIgnoredSum",
        "SoftmaxCrossEntropySmoothedIgnored",
        "SoftmaxCrossEntropySmoothedWeightedIgnored",
    ];

    private const int Ignored = -100;


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
        "MeanSquaredErrorSum" => new MeanSquaredError { Reduction = LossReduction.Sum },
        "MeanAbsoluteErrorSum" => new MeanAbsoluteError { Reduction = LossReduction.Sum },
        "HuberSum" => new Huber { Reduction = LossReduction.Sum },
        "BinaryCrossEntropySum" => new BinaryCrossEntropy { Reduction = LossReduction.Sum },
        "BinaryCrossEntropyWithLogitsSum" => new BinaryCrossEntropyWithLogits { Reduction = LossReduction.Sum },
        "NegativeLogLikelihoodSum" => new NegativeLogLikelihood { Reduction = LossReduction.Sum },
        "NegativeLogLikelihoodIgnored" => new NegativeLogLikelihood { IgnoreIndex = Ignored },
        "NegativeLogLikelihoodWeightedIgnored" => new NegativeLogLikelihood { ClassWeights = ClassWeights(width), IgnoreIndex = Ignored },
        "SoftmaxCrossEntropySum" => new SoftmaxCrossEntropy { Reduction = LossReduction.Sum },
        "SoftmaxCrossEntropySmoothedWeightedSum" => new SoftmaxCrossEntropy
        {
            ClassWeights = ClassWeights(width),
            LabelSmoothing = 0.2f,
            Reduction = LossReduction.Sum,
        },
        "SoftmaxCrossEntropyIgnored" => new SoftmaxCrossEntropy { IgnoreIndex = Ignored },
        "SoftmaxCrossEntropyIgnoredSum" => new SoftmaxCrossEntropy { IgnoreIndex = Ignored, Reduction = LossReduction.Sum },
        "SoftmaxCrossEntropySmoothedIgnored" => new SoftmaxCrossEntropy { LabelSmoothing = 0.1f, IgnoreIndex = Ignored },
        "SoftmaxCrossEntropySmoothedWeightedIgnored" => new SoftmaxCrossEntropy
        {
            ClassWeights = ClassWeights(width),
            LabelSmoothing = 0.2f,
            IgnoreIndex = Ignored,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown loss."),
    };

    private static float[] ClassWeights(int width) => [.. Enumerable.Range(0, width).Select(c => 0.5f + (c % 4 * 0.5f))];

    private static float[] PositiveWeights(int width) => [.. Enumerable.Range(0, width).Select(c => 0.5f + (c % 3))];
}
