using FcGen.Tests.Networks;
using static FcGen.Tests.Losses.LossOracle;

namespace FcGen.Tests.Losses;

/// <summary>
/// Every loss and option beside its definition in double precision, written as it reads in the documentation of PyTorch: values, gradients
/// as central differences, nothing written beside them, nothing allocated.
/// </summary>
public class LossDefinitionTests
{
    private const int Guard = 32;
    private const float Canary = 12345;

    private static readonly string[] Names =
    [
        "MeanAbsoluteError",
        "Huber",
        "BinaryCrossEntropy",
        "BinaryCrossEntropyWithLogits",
        "BinaryCrossEntropyWithLogits, weights",
        "BinaryCrossEntropyWithLogits, one weight",
        "NegativeLogLikelihood",
        "NegativeLogLikelihood, weights",
        "SoftmaxCrossEntropy of labels, smoothed",
        "SoftmaxCrossEntropy of labels, weights",
        "SoftmaxCrossEntropy of labels, smoothed, weights",
        "SoftmaxCrossEntropy of distributions, smoothed",
        "SoftmaxCrossEntropy of distributions, weights",
        "SoftmaxCrossEntropy of distributions, smoothed, weights",
    ];

    public static TheoryData<string> Losses => [.. Names];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(64)]
    [InlineData(70)]
    public void A_sample_alone_has_the_bits_that_it_has_among_others(int width)
    {
        const int Rows = 9;
        var loss = new SoftmaxCrossEntropy { Reduction = LossReduction.Sum };
        float[] outputs = [.. Samples.Random(Rows * width).Select(value => 20 * value)];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row * 5 % width)];
        var together = new float[outputs.Length];
        var alone = new float[width];
        loss.Compute(outputs, labels, width, together);

        for (int row = 0; row < Rows; row++)
        {
            loss.Compute(outputs.AsSpan(row * width, width), labels.AsSpan(row, 1), width, alone);

            Assert.Equal(together[(row * width)..((row + 1) * width)], alone);
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Value_and_gradient_follow_the_definition(string name)
    {
        int[] sizes = [1, 2, 3, 7, 8, 9, 17];
        foreach (int rows in sizes)
        {
            foreach (int width in sizes.Append(70))
            {
                (float[] outputs, Compute compute, Func<double[], double> definition) = Create(name, rows, width);
                float[] gradients = new float[outputs.Length];

                float loss = compute(outputs, gradients);

                double expected = definition(Doubles(outputs));
                Assert.True(Math.Abs(expected - loss) <= 2e-6 * Math.Max(0.1, Math.Abs(expected)), $"{rows}x{width}: {expected:G9}, got {loss:G9}.");
                AssertGradient(definition, outputs, gradients, 1e-5 / rows);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Without_room_for_gradients_the_loss_is_the_same(string name)
    {
        (float[] outputs, Compute compute, _) = Create(name, rows: 9, width: 5);

        Assert.Equal(compute(outputs, new float[outputs.Length]), compute(outputs, default));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Nothing_is_written_beside_the_gradients(string name)
    {
        for (int width = 1; width < 20; width++)
        {
            (float[] outputs, Compute compute, _) = Create(name, rows: 9, width);
            float[] memory = new float[outputs.Length + (2 * Guard)];
            Array.Fill(memory, Canary);

            compute(outputs, memory.AsSpan(Guard, outputs.Length));

            Assert.All(memory[..Guard], value => Assert.Equal(Canary, value));
            Assert.All(memory[^Guard..], value => Assert.Equal(Canary, value));
            Assert.DoesNotContain(Canary, memory[Guard..^Guard]);
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Nothing_is_allocated(string name)
    {
        (float[] outputs, Compute compute, _) = Create(name, rows: 33, width: 10);
        float[] gradients = new float[outputs.Length];

        Assert.Equal(0, AllocationTests.LeastAllocated(100, () => compute(outputs, gradients)));
    }

    private delegate float Compute(float[] outputs, Span<float> gradients);

    private static (float[] Outputs, Compute Compute, Func<double[], double> Definition) Create(string name, int rows, int width)
    {
        LossBatch batch = new(rows, width);
        float[] weights = [.. Enumerable.Range(0, width).Select(c => 0.5f + (c % 3))];
        float[] ones = [.. weights.Select(_ => 1f)];
        float[] reversed = [.. batch.Probabilities.Reverse()];
        float smoothing = name.Contains("smoothed") ? 0.2f : 0;
        bool weighted = name.EndsWith(", weights");
        float[] used = weighted ? weights : ones;
        SoftmaxCrossEntropy cross = new() { LabelSmoothing = smoothing, ClassWeights = weighted ? weights : null };
        BinaryCrossEntropy binary = new();
        return name.Split(',')[0] switch
        {
            "MeanAbsoluteError" => (batch.Outputs, OfTargets(new MeanAbsoluteError()), x => MeanAbsoluteError(x, batch.Targets)),
            "Huber" => (batch.Outputs, OfTargets(new Huber(1.5f)), x => Huber(x, batch.Targets, 1.5)),
            "BinaryCrossEntropy" => (
                batch.Probabilities,
                (x, gradients) => binary.Compute(x, reversed, width, gradients),
                x => BinaryCrossEntropy(x, reversed)),
            "BinaryCrossEntropyWithLogits" => Logits(name.EndsWith("one weight") ? [2.5f] : used),
            "NegativeLogLikelihood" => (
                batch.Outputs,
                OfLabels(new NegativeLogLikelihood { ClassWeights = weighted ? weights : null }),
                x => NegativeLogLikelihood(x, batch.Labels, used, width)),
            "SoftmaxCrossEntropy of labels" => (
                batch.Outputs, OfLabels(cross), x => CrossEntropyOfLabels(x, batch.Labels, used, smoothing, width)),
            "SoftmaxCrossEntropy of distributions" => (
                batch.Outputs,
                (x, gradients) => cross.Compute(x, batch.Probabilities, width, gradients),
                x => CrossEntropyOfDistributions(x, batch.Probabilities, used, smoothing, width)),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown loss."),
        };

        Compute OfTargets(Loss loss) => (x, gradients) => loss.Compute(x, batch.Targets, width, gradients);
        Compute OfLabels(Loss loss) => (x, gradients) => loss.Compute(x, batch.Labels, width, gradients);

        (float[] Outputs, Compute Compute, Func<double[], double> Definition) Logits(float[] positive)
        {
            var loss = new BinaryCrossEntropyWithLogits { PositiveWeight = name.Contains("weight") ? positive : null };
            return (
                batch.Outputs,
                (x, gradients) => loss.Compute(x, batch.Probabilities, width, gradients),
                x => BinaryCrossEntropyWithLogits(x, batch.Probabilities, positive));
        }
    }
}
