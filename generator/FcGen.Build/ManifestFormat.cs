namespace FcGen.Build;

/// <summary>The format of manifests of weights files, shared by the build task that writes them and the analyzer that reads them.</summary>
internal static class ManifestFormat
{
    /// <summary>The file extension of manifests.</summary>
    public const string Extension = ".fcgen-weights.txt";

    /// <summary>The first line: the file type and its version.</summary>
    public const string FirstLine = "fcgen-weights 1";
}
