using FcGen.Messages;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace FcGen.Build;

/// <summary>
/// Writes the header of each weights file of a project as text that the compiler can read. Only the headers are read. A manifest is written
/// only when it changes, so that an unchanged file causes no compilation.
/// </summary>
public sealed class WriteWeightsManifests : MSBuildTask
{
    /// <summary>The weights files, in the safetensors format.</summary>
    [Required]
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The folder for the manifests. It is created if it does not exist.</summary>
    [Required]
    public string OutputFolder { get; set; } = string.Empty;

    /// <summary>One manifest per file. The name of the weights file is only in the manifest, so that it reaches no command line.</summary>
    [Output]
    public ITaskItem[] Manifests { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var manifests = new Dictionary<string, ITaskItem>(StringComparer.Ordinal);
        try
        {
            Directory.CreateDirectory(OutputFolder);
            foreach (ITaskItem file in Files)
            {
                string manifest = WeightsManifest.Write(OutputFolder, file.GetMetadata("FullPath"), file.ItemSpec);

                // Duplicate items are one file.
                manifests[manifest] = new TaskItem(Escape(manifest));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.LogError(MessageText.Escape($"FcGen cannot write the manifests of weights files to '{OutputFolder}': {exception.Message}"));
        }

        Manifests = [.. manifests.Values];
        return !Log.HasLoggedErrors;
    }

    /// <summary>Escapes percent signs, because MSBuild reads <c>%20</c> in an item name as a space.</summary>
    private static string Escape(string text) => text.Replace("%", "%25");
}
