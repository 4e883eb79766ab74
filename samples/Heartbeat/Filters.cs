namespace Heartbeat;

/// <summary>Classical filters. Their widths are odd numbers of values.</summary>
internal static class Filters
{
    /// <summary>Returns the mean of the values around each value.</summary>
    public static float[] MovingAverage(float[] signal, int width)
    {
        var sums = new double[signal.Length + 1];
        for (int i = 0; i < signal.Length; i++)
        {
            sums[i + 1] = sums[i] + signal[i];
        }

        var averages = new float[signal.Length];
        for (int i = 0; i < signal.Length; i++)
        {
            int start = Math.Max(i - (width / 2), 0);
            int end = Math.Min(i + (width / 2) + 1, signal.Length);
            averages[i] = (float)((sums[end] - sums[start]) / (end - start));
        }

        return averages;
    }

    /// <summary>Subtracts the baseline, which two moving averages estimate.</summary>
    public static float[] RemoveWander(float[] signal, int width) =>
        [.. signal.Zip(MovingAverage(MovingAverage(signal, width), width), (value, baseline) => value - baseline)];

    /// <summary>
    /// Fits a parabola to the values around each value, and returns its value in the middle
    /// (<see href="https://en.wikipedia.org/wiki/Savitzky%E2%80%93Golay_filter">Savitzky-Golay filter</see>). It keeps peaks better than a
    /// moving average.
    /// </summary>
    public static float[] SavitzkyGolay(float[] signal, int width)
    {
        int reach = width / 2;
        float square = width * width;
        float[] weights =
        [
            .. Enumerable.Range(-reach, width).Select(k => 3 * ((3 * square) - 7 - (20 * k * k)) / (4 * width * (square - 4))),
        ];
        var fitted = new float[signal.Length];
        for (int i = 0; i < signal.Length; i++)
        {
            for (int k = 0; k < width; k++)
            {
                fitted[i] += weights[k] * signal[Math.Clamp(i + k - reach, 0, signal.Length - 1)];
            }
        }

        return fitted;
    }
}
