using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FcGen.Generator.Tests.Infrastructure;

/// <summary>The manifest of a weights file, as an additional file.</summary>
internal sealed class WeightsManifestFile(string content) : AdditionalText
{
    /// <summary>Creates the manifest of a file with tensors, each as <c>type shape name</c>.</summary>
    public static WeightsManifestFile Of(string file, params string[] tensors) =>
        new($"fcgen-weights 1\nfile {file}\n{string.Concat(tensors.Select(tensor => $"tensor {tensor}\n"))}");

    public override string Path { get; } = $"obj/{Guid.NewGuid():N}.fcgen-weights.txt";

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
}
