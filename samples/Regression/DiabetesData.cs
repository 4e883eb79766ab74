using FcGen;

namespace Regression;

/// <summary>Ten measurements of each patient, and how far the disease had progressed a year later; see data/README.md.</summary>
internal static class DiabetesData
{
    private const int ProgressionColumn = 10;

    public static DataSet Load() => DataSet.FromCsv(
        Path.Combine(AppContext.BaseDirectory, "data", "diabetes.csv"),
        new CsvOptions { HasHeader = true, TargetColumns = [ProgressionColumn] });
}
