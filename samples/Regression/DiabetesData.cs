using FcGen;

namespace Regression;

/// <summary>Loads ten measurements of each patient and the disease progression one year later; see data/README.md.</summary>
internal static class DiabetesData
{
    private const int ProgressionColumn = 10;

    public static DataSet Load() => DataSet.FromCsv(
        Path.Combine(AppContext.BaseDirectory, "data", "diabetes.csv"),
        new CsvOptions { HasHeader = true, TargetColumns = [ProgressionColumn] });
}
