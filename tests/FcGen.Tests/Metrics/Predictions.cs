namespace FcGen.Tests.Metrics;

/// <summary>Outputs that choose given classes.</summary>
internal static class Predictions
{
    /// <summary>Rows of outputs whose largest is that of the class, [classes.Length, classCount].</summary>
    public static float[] Choosing(ReadOnlySpan<int> classes, int classCount)
    {
        var outputs = new float[classes.Length * classCount];
        for (int row = 0; row < classes.Length; row++)
        {
            outputs[(row * classCount) + classes[row]] = 1 + row;
        }

        return outputs;
    }

    /// <summary>Random classes, of which some never occur and some are rare.</summary>
    public static int[] RandomClasses(Random random, int count, int classCount) =>
        [.. Enumerable.Range(0, count).Select(_ => Math.Min(random.Next(classCount), random.Next(classCount)))];

    public static TMetric After<TMetric>(TMetric metric, ReadOnlySpan<int> labels, ReadOnlySpan<int> predicted, int classCount)
        where TMetric : Metric
    {
        metric.Add(Choosing(predicted, classCount), labels, classCount);
        return metric;
    }
}
