namespace FcGen.Tests.Losses;

/// <summary>Extreme logits, NaN, labels out of range, wrong lengths.</summary>
public class LossBadInputTests
{
    private readonly SoftmaxCrossEntropy _crossEntropy = new();
    private readonly MeanSquaredError _squaredError = new();

    [Theory]
    [InlineData(3)]
    [InlineData(70)]
    public void Logits_of_ten_thousand_are_safe(int width)
    {
        float[] outputs = new float[width];
        outputs[0] = 1e4f;
        outputs[1] = -1e4f;
        float[] gradients = new float[width];

        Assert.Equal(0, _crossEntropy.Compute(outputs, [0], width, gradients));
        Assert.All(gradients, gradient => Assert.Equal(0, gradient));

        Assert.Equal(2e4f, _crossEntropy.Compute(outputs, [1], width, gradients));
        Assert.Equal([1f, -1f, 0f], gradients[..3]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(70)]
    public void Very_unlikely_classes_have_no_gradient_rather_than_a_subnormal_one(int width)
    {
        // e^-90 is subnormal; e^-60 is not, and stays. The first and the last column: in a vector, and beside all of them.
        float[] outputs = new float[width];
        outputs[0] = -90;
        outputs[1] = 60;
        outputs[^1] = -90;
        float[] gradients = new float[width];
        Assert.Equal(0, _crossEntropy.Compute(outputs, [1], width, gradients));
        Assert.Equal((0f, 0f), (gradients[0], gradients[^1]));

        outputs[^1] = 0;
        Assert.Equal(60, _crossEntropy.Compute(outputs, [width - 1], width, gradients));
        outputs[0] = 0;
        _crossEntropy.Compute(outputs, [1], width, gradients);
        Assert.Equal(Math.Exp(-60), gradients[0], 1e-32);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(70)]
    public void A_class_ruled_out_by_minus_infinity_leaves_the_loss_finite(int width)
    {
        float[] outputs = new float[width];
        outputs[2] = float.NegativeInfinity;
        float[] gradients = new float[width];

        float loss = _crossEntropy.Compute(outputs, [0], width, gradients);

        Assert.Equal(Math.Log(width - 1), loss, 5);
        Assert.Equal(0, gradients[2]);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(3, 19)]
    [InlineData(70, 3)]
    public void One_NaN_anywhere_makes_the_loss_NaN(int width, int rows)
    {
        for (int place = 0; place < width * rows; place++)
        {
            float[] outputs = new float[width * rows];
            outputs[place] = float.NaN;
            float[] zeros = new float[outputs.Length];

            Assert.Equal(float.NaN, _crossEntropy.Compute(outputs, new int[rows], width, default));
            Assert.Equal(float.NaN, _crossEntropy.Compute(outputs, zeros, width, default));
            Assert.Equal(float.NaN, _squaredError.Compute(outputs, zeros, width, default));
            Assert.Equal(float.NaN, _squaredError.Compute(zeros, outputs, width, default));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_label_out_of_range_is_named_before_anything_is_written(int label)
    {
        float[] gradients = [7, 7, 7, 7, 7, 7];

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => _crossEntropy.Compute(new float[6], [0, label], 3, gradients));

        Assert.Contains($"The label of sample 1 is {label}, but labels must be from 0 to 2.", exception.Message);
        Assert.All(gradients, gradient => Assert.Equal(7, gradient));
    }

    [Fact]
    public void Wrong_lengths_are_named()
    {
        AssertMessage(
            "Expected one or more rows of 3 outputs, but got 7 values.",
            () => _squaredError.Compute(new float[7], new float[7], 3, default));
        AssertMessage(
            "Expected one or more rows of 3 outputs, but got 0 values.",
            () => _crossEntropy.Compute([], Array.Empty<int>(), 3, default));
        AssertMessage(
            "Expected 6 targets (2 samples of 3), but got 5.",
            () => _squaredError.Compute(new float[6], new float[5], 3, default));
        AssertMessage(
            "Expected 6 targets (2 samples of 3), but got 7.",
            () => _crossEntropy.Compute(new float[6], new float[7], 3, default));
        AssertMessage(
            "Expected 2 labels, one per sample, but got 3.",
            () => _crossEntropy.Compute(new float[6], new int[3], 3, default));
        AssertMessage(
            "Expected 6 gradients (2 samples of 3) or none, but got 4.",
            () => _crossEntropy.Compute(new float[6], new int[2], 3, new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _squaredError.Compute(new float[6], new float[6], 0, default));
    }

    [Fact]
    public void Mean_squared_error_says_that_it_needs_targets()
    {
        var exception = Assert.Throws<NotSupportedException>(() => _squaredError.Compute(new float[6], new int[2], 3, default));

        Assert.Contains(
            "MeanSquaredError compares outputs with targets (3 values per sample), but class labels were given.", exception.Message);
    }

    private static void AssertMessage(string expected, Action action) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(action).Message);
}
