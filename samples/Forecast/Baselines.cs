namespace Forecast;

/// <summary>Forecasts a month from the temperatures of the months that ended some months earlier.</summary>
internal delegate float Method(int month, int ahead);

/// <summary>The usual forecasts to compare with.</summary>
internal static class Baselines
{
    /// <summary>Returns the forecasts with their names.</summary>
    /// <param name="series">The whole series.</param>
    /// <param name="training">The months of the training part, from which the mean of each calendar month is computed.</param>
    public static (string Name, Method Forecast)[] Of(float[] series, int training)
    {
        float[] climate =
        [
            .. Enumerable.Range(0, Series.Year)
                .Select(start => Enumerable.Range(0, training / Series.Year).Average(year => series[start + (year * Series.Year)])),
        ];
        return
        [
            ("naive (last month)", (month, ahead) => series[month - ahead]),
            ("seasonal naive (last year)", (month, _) => series[month - Series.Year]),
            ("climatology (mean of the month)", (month, _) => Mean(month)),
            ("persistence of the anomaly", (month, ahead) => Mean(month) + series[month - ahead] - Mean(month - ahead)),
        ];

        float Mean(int month) => climate[month % Series.Year];
    }
}
