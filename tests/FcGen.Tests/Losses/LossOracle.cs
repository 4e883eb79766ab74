namespace FcGen.Tests.Losses;

/// <summary>The losses as their definitions read, in double precision.</summary>
internal static class LossOracle
{
    public static double MeanSquaredError(double[] outputs, float[] targets) =>
        outputs.Zip(targets, (output, target) => (output - target) * (output - target)).Average();

    /// <summary>Cross entropy with a target distribution per row; a label is a distribution with a single 1.</summary>
    public static double CrossEntropy(double[] outputs, float[] targets, int width)
    {
        double loss = 0;
        int rows = outputs.Length / width;
        for (int row = 0; row < rows; row++)
        {
            double[] logits = outputs[(row * width)..((row + 1) * width)];
            double max = logits.Max();
            double logSum = max + Math.Log(logits.Sum(x => Math.Exp(x - max)));
            loss += logits.Select((x, i) => targets[(row * width) + i] * (logSum - x)).Sum();
        }

        return loss / rows;
    }

    public static float[] OneHot(int[] labels, int width)
    {
        float[] targets = new float[labels.Length * width];
        for (int row = 0; row < labels.Length; row++)
        {
            targets[(row * width) + labels[row]] = 1;
        }

        return targets;
    }

    /// <summary>Fails unless every gradient is the central difference of the loss.</summary>
    public static void AssertGradient(Func<double[], double> loss, float[] outputs, float[] gradients, double tolerance)
    {
        const double Step = 1e-5;
        double[] at = Doubles(outputs);
        for (int i = 0; i < at.Length; i++)
        {
            double x = at[i];
            at[i] = x + Step;
            double above = loss(at);
            at[i] = x - Step;
            double below = loss(at);
            at[i] = x;
            double expected = (above - below) / (2 * Step);
            Assert.True(
                Math.Abs(expected - gradients[i]) <= tolerance, $"gradient[{i}]: expected {expected:G9}, but got {gradients[i]:G9}.");
        }
    }

    public static double[] Doubles(float[] values) => [.. values.Select(value => (double)value)];
}
