namespace FcGen.Benchmarks;

/// <summary>Where the sources of this program lie, for what is installed beside them and for the results.</summary>
internal static class Folders
{
    private const string Solution = "FcGen.sln";

    public static string Project => Path.Combine(Root, "tests", "FcGen.Benchmarks");

    private static string Root
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, Solution)))
            {
                folder = Path.GetDirectoryName(folder);
            }

            return folder
                ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} does not lie below a folder with {Solution}.");
        }
    }
}
