using FcGen;

namespace Forecast;

/// <summary>Loads the sea surface temperatures of 732 months, in degrees Celsius; see data/README.md.</summary>
internal static class Series
{
    /// <summary>The months of a year.</summary>
    public const int Year = 12;

    /// <summary>The months of a window for training.</summary>
    public const int Window = 5 * Year;

    /// <summary>The features of a month: the temperature, and sine and cosine of the time of the year.</summary>
    public const int Features = 3;

    private const float Mean = 23;
    private const float Deviation = 2;

    /// <summary>Returns the temperatures from January 1950 to December 2010.</summary>
    public static float[] Load()
    {
        // A row has a year and the temperatures of its months.
        var options = new CsvOptions { HasHeader = true, TargetColumns = CsvColumns.Range(1, Year) };
        return DataSet.FromCsv(Path.Combine(AppContext.BaseDirectory, "data", "elnino.csv"), options).Targets.ToArray();
    }

    /// <summary>Writes the features of a month, which is counted from January 1950.</summary>
    public static void WriteFeatures(int month, float temperature, Span<float> features)
    {
        features[0] = (temperature - Mean) / Deviation;
        (features[1], features[2]) = MathF.SinCos(MathF.Tau * (month % Year) / Year);
    }
}
