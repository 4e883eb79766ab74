using FcGen.Messages;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace FcGen.Build;

/// <summary>
/// Writes for each weights file of a project what its header tells, as text that the compiler can read. Of the files nothing but the
/// header is read, and a manifest is written only when it changes, so that nothing is compiled anew without need.
/// </summary>
public sealed class WriteWeightsManifests : MSBuildTask
{
    /// <summary>The weights files, in the safetensors format.</summary>
    [Required]
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The folder for the manifests, made if it does not exist.</summary>
    [Required]
    public string OutputFolder { get; set; } = string.Empty;

    /// <summary>One manifest for each file. The name of the file is in the manifest only, so that it reaches no command line.</summary>
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

                // An item that is there twice is one file.
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

    /// <summary>MSBuild takes <c>%20</c> in the name of an item for a space.</summary>
    private static string Escape(string text) => text.Replace("%", "%25");
}
