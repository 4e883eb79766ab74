namespace FcGen.Tests.Losses;

/// <summary>Losses stay finite and exact where a plain formula overflows or cancels, and say which option is out of range.</summary>
public class LossExtremesTests
{
    // Twice eight and one: whole vectors and a rest.
    private const int Count = 17;

    [Theory]
    [InlineData(1e4f, 0f, 1e4f, 1f)]
    [InlineData(1e4f, 1f, 0f, 0f)]
    [InlineData(-1e4f, 0f, 0f, 0f)]
    [InlineData(-1e4f, 1f, 1e4f, -1f)]
    [InlineData(-1e4f, 0.25f, 2500f, -0.25f)]
    [InlineData(0f, 0.5f, 0.6931472f, 0f)]
    public void Logits_of_ten_thousand_are_safe(float logit, float target, float loss, float gradient)
    {
        float[] gradients = new float[Count];

        Assert.Equal(loss, new BinaryCrossEntropyWithLogits().Compute(Filled(logit), Filled(target), Count, gradients), 1e-7f);
        Assert.All(gradients, actual => Assert.Equal(gradient / Count, actual));
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(-20, 0)]
    public void What_is_almost_certain_keeps_a_small_loss_and_gradient(float logit, float target)
    {
        float[] gradients = new float[Count];

        float loss = new BinaryCrossEntropyWithLogits().Compute(Filled(logit), Filled(target), Count, gradients);

        Assert.Equal(Math.Exp(-20), loss, 1e-15);
        Assert.All(gradients, gradient => Assert.Equal((logit < 0 ? 1 : -1) * Math.Exp(-20) / Count, gradient, 1e-16));
    }

    /// <summary>For the right class the gradient is -(1 - p), the sum of the other probabilities; p itself rounds to 1.</summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 2)]
    [InlineData(17, 9)]
    [InlineData(70, 66)]
    public void Cross_entropy_keeps_the_small_gradient_of_a_class_that_is_almost_certain(int width, int label)
    {
        float[] logits = [.. Enumerable.Range(0, width).Select(i => i == label ? 20 : i % 5 / 4f)];
        double sum = logits.Where((_, i) => i != label).Sum(x => Math.Exp((double)x - 20));
        double[] exact = [.. logits.Select((x, i) => (i == label ? -sum : Math.Exp((double)x - 20)) / (1 + sum))];
        float[] oneHot = new float[width];
        oneHot[label] = 1;
        float[] ones = [.. Enumerable.Repeat(1f, width)];

        foreach (SoftmaxCrossEntropy loss in (SoftmaxCrossEntropy[])[new(), new() { ClassWeights = ones }])
        {
            float[] ofLabel = new float[width];
            float[] ofTargets = new float[width];
            loss.Compute(logits, [label], width, ofLabel);
            loss.Compute(logits, oneHot, width, ofTargets);

            Assert.All(exact, (expected, i) => Assert.Equal(expected, ofLabel[i], Math.Abs(expected) * 2e-6));
            Assert.All(exact, (expected, i) => Assert.Equal(expected, ofTargets[i], Math.Abs(expected) * 2e-6));
        }
    }

    /// <summary>With smoothing e the gradient of the label is p - (1 - e) - e / K, computed from the other classes.</summary>
    [Fact]
    public void Smoothed_cross_entropy_keeps_the_gradient_of_a_class_that_is_almost_certain()
    {
        float[] gradients = new float[3];

        new SoftmaxCrossEntropy { LabelSmoothing = 1e-6f }.Compute([20, 0, 0], [0], 3, gradients);

        double others = 2 * Math.Exp(-20) / (1 + (2 * Math.Exp(-20)));
        double exact = (2 * (double)1e-6f / 3) - others;
        Assert.Equal(exact, gradients[0], exact * 2e-6);
        Assert.Equal(-exact / 2, gradients[1], exact * 2e-6);
    }

    [Theory]
    [InlineData(0f, 1f, 100f, -1e12f)]
    [InlineData(1f, 0f, 100f, 1e12f)]
    [InlineData(0f, 0f, 0f, 0f)]
    [InlineData(1f, 1f, 0f, 0f)]
    public void Certain_probabilities_cost_one_hundred_at_most(float probability, float target, float loss, float gradient)
    {
        float[] gradients = new float[Count];

        Assert.Equal(loss, new BinaryCrossEntropy().Compute(Filled(probability), Filled(target), Count, gradients));
        Assert.All(gradients, actual => Assert.Equal(gradient / Count, actual, MathF.Abs(gradient) * 1e-6f));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(70)]
    public void Smoothed_and_weighted_cross_entropy_is_safe_for_logits_of_ten_thousand(int width)
    {
        float[] outputs = new float[width];
        outputs[0] = 1e4f;
        outputs[1] = -1e4f;
        float[] weights = Enumerable.Repeat(2f, width).ToArray();
        var loss = new SoftmaxCrossEntropy { LabelSmoothing = 0.5f, ClassWeights = weights };

        // Of the smoothed half, one class costs 0, one 2e4 and the others 1e4; equal weights cancel.
        float[] gradients = new float[width];
        Assert.Equal(0.5f / width * (2e4f + ((width - 2) * 1e4f)), loss.Compute(outputs, [0], width, gradients), 1e-2f);
        Assert.Equal(0, gradients.Sum(), 1e-6f);
        Assert.Equal(-0.5f / width, gradients[1], 1e-7f);
    }

    [Fact]
    public void Equal_outputs_and_targets_have_no_gradient()
    {
        foreach (Loss loss in new Loss[] { new MeanAbsoluteError(), new Huber(), new MeanSquaredError() })
        {
            float[] gradients = Filled(7);
            Assert.Equal(0, loss.Compute(Filled(3), Filled(3), Count, gradients));
            Assert.All(gradients, gradient => Assert.Equal(0, gradient));
        }
    }

    [Fact]
    public void One_NaN_anywhere_makes_the_loss_and_its_own_gradient_NaN()
    {
        foreach (Loss loss in new Loss[] { new MeanAbsoluteError(), new Huber(), new BinaryCrossEntropy(), new BinaryCrossEntropyWithLogits() })
        {
            for (int place = 0; place < Count; place++)
            {
                float[] outputs = Filled(0.5f);
                outputs[place] = float.NaN;
                float[] gradients = new float[Count];

                Assert.Equal(float.NaN, loss.Compute(outputs, Filled(0.25f), Count, gradients));
                Assert.Equal(float.NaN, gradients[place]);
                Assert.Equal(1, gradients.Count(float.IsNaN));
            }
        }
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        AssertMessage("delta must be a finite number above 0, but is 0.", () => new Huber(0));
        AssertMessage("delta must be a finite number above 0, but is NaN.", () => new Huber(float.NaN));
        AssertMessage("LabelSmoothing must be from 0 to 1, but is 1.5.", () => new SoftmaxCrossEntropy { LabelSmoothing = 1.5f });
        AssertMessage("ClassWeights[1] must be a finite number of at least 0, but is -1.", () => new SoftmaxCrossEntropy { ClassWeights = [1, -1] });
        AssertMessage("ClassWeights must contain at least one value, but is empty.", () => new NegativeLogLikelihood { ClassWeights = [] });
        AssertMessage(
            "PositiveWeight[0] must be a finite number of at least 0, but is NaN.",
            () => new BinaryCrossEntropyWithLogits { PositiveWeight = [float.NaN] });
    }

    [Fact]
    public void Weights_that_do_not_fit_the_outputs_are_named()
    {
        AssertMessage(
            "ClassWeights has 2 weights, but 3 outputs need one each.",
            () => new SoftmaxCrossEntropy { ClassWeights = [1, 2] }.Compute(new float[3], [0], 3, default));
        AssertMessage(
            "ClassWeights has 4 weights, but 3 outputs need one each.",
            () => new NegativeLogLikelihood { ClassWeights = [1, 2, 3, 4] }.Compute(new float[3], [0], 3, default));
        AssertMessage(
            "PositiveWeight has 2 weights, but 3 outputs need one each, or a single weight for all.",
            () => new BinaryCrossEntropyWithLogits { PositiveWeight = [1, 2] }.Compute(new float[3], new float[3], 3, default));
    }

    [Fact]
    public void Negative_log_likelihood_says_that_it_needs_labels()
    {
        var exception = Assert.Throws<NotSupportedException>(() => new NegativeLogLikelihood().Compute(new float[3], new float[3], 3, default));

        Assert.Contains("NegativeLogLikelihood needs class labels (one index per sample), but targets were given.", exception.Message);
    }

    private static float[] Filled(float value) => Enumerable.Repeat(value, Count).ToArray();

    private static void AssertMessage(string expected, Func<object> action) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(action).Message);
}
