using FcGen.Tests.Golden;
using FcGen.Tests.Networks;

namespace FcGen.Tests.Losses;

/// <summary>A sample weight of 2 equals the sample twice, and a weight of 0 leaves the sample out, for every loss.</summary>
public sealed class SampleWeightTests
{
    private const int Width = 3;
    private const int Rows = 7;
    private const int Ignored = -100;
    private const int Repeated = 1;
    private const int LeftOut = 3;

    /// <summary>One sample twice, one left out.</summary>
    private static readonly float[] Weights = [1, 2, 1, 0, 1, 1, 1];

    private static readonly LossBatch Batch = new(Rows, Width);

    public static TheoryData<string> Losses => [.. GoldenLosses.Names, nameof(CubicError), nameof(CubicErrorOfLabels)];

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_weight_is_the_number_of_times_a_sample_occurs(string name)
    {
        Loss loss = Create(name);
        int[] rows = [0, Repeated, 2, 4, 5, 6, Repeated];
        var repeated = new float[rows.Length * Width];
        float[] gradients = Dirty();

        float expected = Compute(loss, rows, [], repeated);
        float actual = Compute(loss, [.. Enumerable.Range(0, Rows)], Weights, gradients);

        Close.Assert([expected], [actual], 1e-6, "loss");
        for (int place = 0; place < rows.Length; place++)
        {
            // Both copies of the repeated sample have half of its gradient.
            float[] copy = [.. Row(repeated, place).Select(gradient => gradient * Weights[rows[place]])];
            Close.Assert(copy, Row(gradients, rows[place]), 1e-5, $"gradient of sample {rows[place]}");
        }

        Assert.All(Row(gradients, LeftOut), gradient => Assert.Equal(0, gradient));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Weights_of_1_change_nothing_but_rounding_and_no_weights_change_nothing(string name)
    {
        Loss loss = Create(name);
        int[] rows = [.. Enumerable.Range(0, Rows)];
        (float[] plain, float[] ones, float[] none) = (Dirty(), Dirty(), Dirty());

        float expected = UsesLabels(loss)
            ? loss.Compute(OutputsOf(loss), LabelsOf(loss), Width, plain)
            : loss.Compute(OutputsOf(loss), TargetsOf(loss), Width, plain);

        Close.Assert([expected], [Compute(loss, rows, [1, 1, 1, 1, 1, 1, 1], ones)], 1e-6, "loss");
        Close.Assert(plain, ones, 1e-6, "gradient");
        Assert.Equal(expected, Compute(loss, rows, [], none));
        Assert.Equal(plain, none);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Without_any_weight_loss_and_gradients_are_zero(string name)
    {
        float[] gradients = Dirty();

        Assert.Equal(0, Compute(Create(name), [.. Enumerable.Range(0, Rows)], new float[Rows], gradients));
        Assert.All(gradients, gradient => Assert.Equal(0, gradient));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Nothing_is_allocated(string name)
    {
        Loss loss = Create(name);
        float[] outputs = OutputsOf(loss);
        int[] labels = LabelsOf(loss);
        float[] targets = TargetsOf(loss);
        float[] gradients = Dirty();

        Assert.Equal(0, AllocationTests.LeastAllocated(100, () => _ = UsesLabels(loss)
            ? loss.Compute(outputs, labels, Weights, Width, gradients)
            : loss.Compute(outputs, targets, Weights, Width, gradients)));
    }

    [Fact]
    public void A_sample_with_weight_0_may_have_any_outputs()
    {
        var gradients = new float[4];

        float loss = new MeanSquaredError().Compute([float.NaN, 2, 1, 1], [0f, 0, 0, 0], [0, 3], 2, gradients);

        Assert.Equal(1, loss);
        Assert.Equal([0f, 0, 1, 1], gradients);
    }

    [Fact]
    public void Labels_0_and_1_of_one_output_have_weights()
    {
        var loss = new BinaryCrossEntropyWithLogits();
        (float[] ofLabels, float[] ofTargets) = (new float[3], new float[3]);

        float expected = loss.Compute([1, -2, 3], [1f, 0, 0], [1, 2, 3], 1, ofTargets);

        Assert.Equal(expected, loss.Compute([1, -2, 3], [1, 0, 0], [1, 2, 3], 1, ofLabels));
        Assert.Equal(ofTargets, ofLabels);
        Assert.Contains(
            "The label of sample 1 is 2",
            Assert.Throws<ArgumentOutOfRangeException>("labels", () => loss.Compute([1, -2, 3], [1, 2, 0], [1, 2, 3], 1, default)).Message);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_weight_out_of_range_is_named_before_anything_is_written(float weight)
    {
        float[] gradients = [7, 7];

        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            "sampleWeights", () => new Huber().Compute([1, 2], [1f, 1], [1, weight], 1, gradients));

        Assert.Equal(weight, exception.ActualValue);
        Assert.Contains("finite and at least 0, but the weight of sample 1 is", exception.Message);
        Assert.Equal([7f, 7], gradients);
    }

    [Fact]
    public void Arguments_that_do_not_match_are_named_before_anything_is_written()
    {
        float[] gradients = [7, 7, 7, 7];
        var loss = new SoftmaxCrossEntropy();

        Assert.Contains(
            "Expected 2 sample weights, one per sample, but got 1.",
            Assert.Throws<ArgumentException>("sampleWeights", () => loss.Compute([1, 2, 3, 4], [0, 1], [1], 2, gradients)).Message);
        Assert.Contains(
            "The label of sample 1 is 2",
            Assert.Throws<ArgumentOutOfRangeException>("labels", () => loss.Compute([1, 2, 3, 4], [0, 2], [1, 1], 2, gradients)).Message);
        Assert.Throws<ArgumentException>("gradients", () => loss.Compute([1, 2, 3, 4], [0, 1], gradients.AsSpan(0, 2), 2, gradients));
        Assert.Throws<NotSupportedException>(() => new Huber().Compute([1, 2, 3, 4], [0, 1], [1, 1], 2, gradients));
        Assert.Equal([7f, 7, 7, 7], gradients);
    }

    private static Loss Create(string name) => name switch
    {
        nameof(CubicError) => new CubicError(),
        nameof(CubicErrorOfLabels) => new CubicErrorOfLabels(),
        _ => GoldenLosses.Create(name, Width),
    };

    private static bool UsesLabels(Loss loss) => loss is SoftmaxCrossEntropy or NegativeLogLikelihood or CubicErrorOfLabels;

    private static float[] OutputsOf(Loss loss) => loss is BinaryCrossEntropy ? Batch.Probabilities : Batch.Outputs;

    private static float[] TargetsOf(Loss loss) => loss is BinaryCrossEntropy ? Batch.Probabilities : Batch.Targets;

    /// <summary>The labels, one of them ignored if the loss ignores labels.</summary>
    private static int[] LabelsOf(Loss loss) =>
        loss is SoftmaxCrossEntropy { IgnoreIndex: not null } or NegativeLogLikelihood { IgnoreIndex: not null }
            ? [.. Batch.Labels.Select((label, i) => i == 4 ? Ignored : label)]
            : Batch.Labels;

    /// <summary>Computes a loss of some rows of the batch.</summary>
    private static float Compute(Loss loss, int[] rows, float[] weights, float[] gradients)
    {
        float[] outputs = Gather(OutputsOf(loss), rows);
        return UsesLabels(loss)
            ? loss.Compute(outputs, [.. rows.Select(row => LabelsOf(loss)[row])], weights, Width, gradients)
            : loss.Compute(outputs, Gather(TargetsOf(loss), rows), weights, Width, gradients);
    }

    private static float[] Dirty() => [.. Enumerable.Repeat(7f, Rows * Width)];

    private static float[] Gather(float[] values, int[] rows) => [.. rows.SelectMany(row => Row(values, row))];

    private static float[] Row(float[] values, int row) => values[(row * Width)..((row + 1) * Width)];

    /// <summary>A loss that a user may write, with targets.</summary>
    private sealed class CubicError : Loss
    {
        public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients)
        {
            double sum = 0;
            for (int i = 0; i < outputs.Length; i++)
            {
                float distance = Math.Abs(outputs[i] - targets[i]);
                sum += distance * distance * distance;
                if (!gradients.IsEmpty)
                {
                    gradients[i] = 3 * (outputs[i] - targets[i]) * distance / outputs.Length;
                }
            }

            return (float)(sum / outputs.Length);
        }
    }

    /// <summary>The same with labels, whose one-hot rows are the targets.</summary>
    private sealed class CubicErrorOfLabels : Loss
    {
        private readonly CubicError _error = new();

        public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients) =>
            _error.Compute(outputs, targets, outputSize, gradients);

        public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients)
        {
            Span<float> targets = stackalloc float[outputs.Length];
            targets.Clear();
            for (int row = 0; row < labels.Length; row++)
            {
                targets[(row * outputSize) + labels[row]] = 1;
            }

            return Compute(outputs, targets, outputSize, gradients);
        }
    }
}
