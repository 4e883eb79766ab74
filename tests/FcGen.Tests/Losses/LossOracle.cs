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

    public static double MeanAbsoluteError(double[] outputs, float[] targets) =>
        outputs.Zip(targets, (output, target) => Math.Abs(output - target)).Average();

    public static double Huber(double[] outputs, float[] targets, double delta) => outputs.Zip(targets, (output, target) =>
    {
        double distance = Math.Abs(output - target);
        return distance <= delta ? distance * distance / 2 : delta * (distance - (delta / 2));
    }).Average();

    public static double BinaryCrossEntropy(double[] outputs, float[] targets) => outputs.Zip(targets, (output, target) =>
        -((target * Math.Log(output)) + ((1.0 - target) * Math.Log(1 - output)))).Average();

    /// <summary>With a weight of the positive part for each output.</summary>
    public static double BinaryCrossEntropyWithLogits(double[] outputs, float[] targets, float[] weights) => outputs.Select((output, i) =>
    {
        double positive = Math.Log(1 + Math.Exp(-output));
        double negative = Math.Log(1 + Math.Exp(output));
        return (weights[i % weights.Length] * (double)targets[i] * positive) + ((1.0 - targets[i]) * negative);
    }).Average();

    public static double NegativeLogLikelihood(double[] outputs, int[] labels, float[] weights, int width)
    {
        double loss = labels.Select((label, row) => -weights[label] * outputs[(row * width) + label]).Sum();
        return loss / labels.Sum(label => (double)weights[label]);
    }

    /// <summary>Cross entropy as torch.nn.CrossEntropyLoss defines it for labels: both parts over the sum of the weights of the labels.</summary>
    public static double CrossEntropyOfLabels(double[] outputs, int[] labels, float[] weights, double smoothing, int width)
    {
        float[] hard = OneHot(labels, width);
        float[] targets = [.. hard.Select((one, i) => (float)(((1 - smoothing) * one * weights[i % width]) + (smoothing / width * weights[i % width])))];
        return CrossEntropy(outputs, targets, width) * labels.Length / labels.Sum(label => (double)weights[label]);
    }

    /// <summary>The same for distributions: over the number of samples.</summary>
    public static double CrossEntropyOfDistributions(double[] outputs, float[] targets, float[] weights, double smoothing, int width) =>
        CrossEntropy(outputs, [.. targets.Select((t, i) => (float)(weights[i % width] * (((1 - smoothing) * t) + (smoothing / width))))], width);

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
