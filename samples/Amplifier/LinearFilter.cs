namespace Amplifier;

/// <summary>Fits linear filters to compare with.</summary>
internal static class LinearFilter
{
    /// <summary>Returns the impulse response with the least squared error on recordings (Levinson recursion).</summary>
    public static double[] Fit(IEnumerable<Recording> recordings, int taps)
    {
        var correlations = new double[taps];
        var targets = new double[taps];
        foreach ((float[] dry, float[] wet) in recordings)
        {
            for (int lag = 0; lag < taps; lag++)
            {
                correlations[lag] += Dot(dry, dry, lag);
                targets[lag] += Dot(wet, dry, lag);
            }
        }

        // The solution for some taps is extended tap by tap. The coefficients of a linear prediction correct the taps so far.
        double[] filter = [targets[0] / correlations[0]];
        double[] predictor = [1];
        double error = correlations[0];
        for (int order = 1; order < taps; order++)
        {
            double reflection = -predictor.Select((value, i) => value * correlations[order - i]).Sum() / error;
            double[] longer = [.. predictor, 0];
            predictor = [.. longer.Select((value, i) => value + (reflection * longer[order - i]))];
            error *= 1 - (reflection * reflection);
            double missing = (targets[order] - filter.Select((value, i) => value * correlations[order - i]).Sum()) / error;
            filter = [.. filter.Append(0).Select((value, i) => value + (missing * predictor[order - i]))];
        }

        return filter;
    }

    /// <summary>Returns the output of a filter.</summary>
    public static float[] Apply(double[] filter, float[] dry)
    {
        var output = new float[dry.Length];
        for (int i = 0; i < dry.Length; i++)
        {
            double sum = 0;
            for (int tap = 0; tap < Math.Min(filter.Length, i + 1); tap++)
            {
                sum += filter[tap] * dry[i - tap];
            }

            output[i] = (float)sum;
        }

        return output;
    }

    private static double Dot(float[] later, float[] earlier, int lag)
    {
        double sum = 0;
        for (int i = lag; i < later.Length; i++)
        {
            sum += (double)later[i] * earlier[i - lag];
        }

        return sum;
    }
}
