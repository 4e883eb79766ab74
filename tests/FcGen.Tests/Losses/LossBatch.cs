namespace FcGen.Tests.Losses;

/// <summary>Random outputs, and everything they may be compared with.</summary>
internal sealed class LossBatch
{
    public LossBatch(int rows, int width)
    {
        var random = new Random((rows * 1000) + width);
        Outputs = Numbers(random, rows * width);
        Targets = Numbers(random, rows * width);
        Weights = [.. Numbers(random, rows * width).Select(Math.Abs)];
        Probabilities = [.. Targets.Select(target => 0.5f + (target * 0.12f))];
        Labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(width))];
        Gradients = new float[rows * width];
    }

    public float[] Outputs { get; }

    public float[] Targets { get; }

    /// <summary>Distributions that do not sum to 1, which is allowed.</summary>
    public float[] Weights { get; }

    /// <summary>From 0.02 to 0.98.</summary>
    public float[] Probabilities { get; }

    public int[] Labels { get; }

    public float[] Gradients { get; }

    private static float[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 8) - 4))];
}
