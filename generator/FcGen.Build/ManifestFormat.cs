namespace FcGen.Build;

/// <summary>What the build task that writes manifests of weights files and the analyzer that reads them agree on.</summary>
internal static class ManifestFormat
{
    /// <summary>How the name of every manifest ends.</summary>
    public const string Extension = ".fcgen-weights.txt";

    /// <summary>The first line: the kind of the file and its version.</summary>
    public const string FirstLine = "fcgen-weights 1";
}
