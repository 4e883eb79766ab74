namespace FcGen.Benchmarks;

/// <summary>Finds the source folders of this program, for installed packages and for the results.</summary>
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
                ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not below a folder with {Solution}.");
        }
    }
}
