using System.Text;
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

    /// <summary>One manifest for each file; its metadata <c>WeightsFile</c> is the file.</summary>
    [Output]
    public ITaskItem[] Manifests { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var manifests = new Dictionary<string, ITaskItem>(StringComparer.Ordinal);
        try
        {
            Directory.CreateDirectory(OutputFolder);
            foreach (ITaskItem file in Files)
            {
                string path = Path.Combine(OutputFolder, WeightsManifest.FileName(file.ItemSpec));
                string text = WeightsManifest.Describe(file.GetMetadata("FullPath"), file.ItemSpec);
                if (!File.Exists(path) || File.ReadAllText(path) != text)
                {
                    File.WriteAllText(path, text, utf8);
                }

                // An item that is there twice is one file.
                manifests[path] = new TaskItem(Escape(path), new Dictionary<string, string> { ["WeightsFile"] = Escape(file.ItemSpec) });
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.LogError($"FcGen cannot write what it knows of weights files to '{OutputFolder}': {exception.Message}");
        }

        Manifests = [.. manifests.Values];
        return !Log.HasLoggedErrors;
    }

    /// <summary>MSBuild takes <c>%20</c> in the name of an item for a space.</summary>
    private static string Escape(string text) => text.Replace("%", "%25");
}
