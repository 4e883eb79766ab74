using static FcGen.Tests.Losses.LossOracle;

namespace FcGen.Tests.Losses;

/// <summary>Losses agree with their definitions, write nothing but the gradients, and allocate nothing.</summary>
public class LossTests
{
    private static readonly MeanSquaredError Squared = new();
    private static readonly SoftmaxCrossEntropy Cross = new();

    /// <summary>Rows and widths on both sides of the vector lengths, and random ones between 1 and 130.</summary>
    public static TheoryData<int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int>();
            int[] sizes = [1, 2, 7, 8, 9, 16, 17];
            foreach (int rows in sizes)
            {
                foreach (int width in sizes)
                {
                    shapes.Add(rows, width);
                }
            }

            var random = new Random(3);
            for (int i = 0; i < 20; i++)
            {
                shapes.Add(random.Next(18, 71), random.Next(18, 131));
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Mean_squared_error_follows_its_definition(int rows, int width)
    {
        LossBatch batch = new(rows, width);

        float loss = Squared.Compute(batch.Outputs, batch.Targets, width, batch.Gradients);

        AssertClose(LossOracle.MeanSquaredError(Doubles(batch.Outputs), batch.Targets), loss);
        for (int i = 0; i < batch.Gradients.Length; i++)
        {
            AssertClose(2.0 * (batch.Outputs[i] - batch.Targets[i]) / batch.Gradients.Length, batch.Gradients[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Cross_entropy_of_labels_follows_its_definition(int rows, int width)
    {
        LossBatch batch = new(rows, width);

        float loss = Cross.Compute(batch.Outputs, batch.Labels, width, batch.Gradients);

        float[] oneHot = OneHot(batch.Labels, width);
        AssertClose(CrossEntropy(Doubles(batch.Outputs), oneHot, width), loss);
        AssertCrossEntropyGradient(batch.Outputs, oneHot, width, batch.Gradients);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Cross_entropy_of_distributions_follows_its_definition(int rows, int width)
    {
        LossBatch batch = new(rows, width);

        float loss = Cross.Compute(batch.Outputs, batch.Weights, width, batch.Gradients);

        AssertClose(CrossEntropy(Doubles(batch.Outputs), batch.Weights, width), loss);
        AssertCrossEntropyGradient(batch.Outputs, batch.Weights, width, batch.Gradients);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(9, 10)]
    [InlineData(2, 70)]
    public void Gradients_are_central_differences(int rows, int width)
    {
        LossBatch batch = new(rows, width);

        Squared.Compute(batch.Outputs, batch.Targets, width, batch.Gradients);
        AssertGradient(x => LossOracle.MeanSquaredError(x, batch.Targets), batch.Outputs, batch.Gradients, 1e-7);

        Cross.Compute(batch.Outputs, batch.Labels, width, batch.Gradients);
        AssertGradient(x => CrossEntropy(x, OneHot(batch.Labels, width), width), batch.Outputs, batch.Gradients, 1e-7);

        Cross.Compute(batch.Outputs, batch.Weights, width, batch.Gradients);
        AssertGradient(x => CrossEntropy(x, batch.Weights, width), batch.Outputs, batch.Gradients, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Without_room_for_gradients_the_loss_is_the_same(int rows, int width)
    {
        LossBatch batch = new(rows, width);

        Assert.Equal(
            Squared.Compute(batch.Outputs, batch.Targets, width, batch.Gradients),
            Squared.Compute(batch.Outputs, batch.Targets, width, default));
        Assert.Equal(
            Cross.Compute(batch.Outputs, batch.Weights, width, batch.Gradients),
            Cross.Compute(batch.Outputs, batch.Weights, width, default));
        Assert.Equal(
            Cross.Compute(batch.Outputs, batch.Labels, width, batch.Gradients),
            Cross.Compute(batch.Outputs, batch.Labels, width, default));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Nothing_is_written_beside_the_gradients(int rows, int width)
    {
        const int Guard = 32;
        const float Canary = 12345;
        LossBatch batch = new(rows, width);
        float[] memory = new float[batch.Outputs.Length + (2 * Guard)];
        Array.Fill(memory, Canary);

        Squared.Compute(batch.Outputs, batch.Targets, width, memory.AsSpan(Guard, batch.Outputs.Length));
        Cross.Compute(batch.Outputs, batch.Labels, width, memory.AsSpan(Guard, batch.Outputs.Length));

        Assert.All(memory[..Guard], value => Assert.Equal(Canary, value));
        Assert.All(memory[^Guard..], value => Assert.Equal(Canary, value));
    }

    [Theory]
    [InlineData(33, 10)]
    [InlineData(3, 110)]
    public void Nothing_is_allocated(int rows, int width)
    {
        LossBatch batch = new(rows, width);
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            Squared.Compute(batch.Outputs, batch.Targets, width, batch.Gradients);
            Cross.Compute(batch.Outputs, batch.Labels, width, batch.Gradients);
            Cross.Compute(batch.Outputs, batch.Weights, width, batch.Gradients);
        }
    }

    private static void AssertCrossEntropyGradient(float[] outputs, float[] targets, int width, float[] gradients)
    {
        int rows = outputs.Length / width;
        for (int row = 0; row < rows; row++)
        {
            double[] logits = Doubles(outputs[(row * width)..((row + 1) * width)]);
            double[] target = Doubles(targets[(row * width)..((row + 1) * width)]);
            double sum = logits.Sum(Math.Exp);
            for (int i = 0; i < width; i++)
            {
                // The two terms may cancel: the error is that of the larger one.
                double softmax = target.Sum() * Math.Exp(logits[i]) / sum;
                double allowed = 2e-6 * Math.Max(softmax, target[i]) / rows;
                double error = Math.Abs(((softmax - target[i]) / rows) - gradients[(row * width) + i]);
                Assert.True(error <= allowed, $"gradient[{row}, {i}]: error {error:G3}, allowed {allowed:G3}.");
            }
        }
    }

    private static void AssertClose(double expected, float actual) =>
        Assert.True(
            Math.Abs(expected - actual) <= 1e-6 * Math.Max(1e-2, Math.Abs(expected)), $"Expected {expected:G9}, but got {actual:G9}.");
}
