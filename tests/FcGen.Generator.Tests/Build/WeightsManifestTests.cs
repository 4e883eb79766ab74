using System.Text;
using FcGen.Build;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis.Text;
using GivenManifest = FcGen.Generator.Analyzers.Weights.WeightsManifest;

namespace FcGen.Generator.Tests.Build;

/// <summary>The manifest of a weights file for the compiler.</summary>
public sealed class WeightsManifestTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fcgen-weights-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_tensor_has_a_line_with_type_shape_and_name_in_the_order_of_the_data()
    {
        string path = Write(
            """
            {"0.bias":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},"0.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},
            "norm.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[16,24]},"__metadata__":{"format":"pt"}}
            """,
            dataLength: 24);

        Assert.Equal(
            """
            fcgen-weights 1
            file models/net.safetensors
            tensor F32 2,1 0.weight
            tensor F32 2 0.bias
            tensor I64 - norm.num_batches_tracked

            """,
            WeightsManifest.Describe(path, @"models\net.safetensors"));
    }

    [Fact]
    public void Names_stay_on_their_lines_and_may_hold_spaces()
    {
        string path = Write("""{"a b\n\\größe\u2028":{"dtype":"F4","shape":[0,3],"data_offsets":[0,0]}}""", dataLength: 0);

        Assert.Equal("""tensor F4 0,3 a b\u000A\\größe\u2028""", WeightsManifest.Describe(path, "net.safetensors").Split('\n')[2]);
    }

    [Fact]
    public void A_file_without_tensors_has_no_line_for_any() =>
        Assert.Equal("fcgen-weights 1\nfile net.safetensors\n", WeightsManifest.Describe(Write("{}", dataLength: 0), "net.safetensors"));

    [Fact]
    public void A_missing_file_is_an_error_in_the_manifest() => Assert.Equal(
        "fcgen-weights 1\nfile none.safetensors\nerror the file does not exist\n",
        WeightsManifest.Describe(Path.Combine(_folder.FullName, "none.safetensors"), "none.safetensors"));

    [Theory]
    [InlineData("[]", 0, "the header does not begin with '{', so this is not a safetensors file")]
    [InlineData("{\n\r", 0, "expected '\"' at position 3 of the header, but found its end")]
    [InlineData("{\"\n", 0, @"expected the rest of a text at position 2 of the header, but found '\\u000A'")]
    [InlineData("{}", 3, "expected 0 bytes of data after the header, but found 3")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "tensor 'a': F32 [2] takes 8 bytes, but its data_offsets are 0 and 4")]
    public void A_damaged_file_is_an_error_in_the_manifest(string header, int dataLength, string error) => Assert.Equal(
        $"fcgen-weights 1\nfile net.safetensors\nerror {error}\n",
        WeightsManifest.Describe(Write(header, dataLength), "net.safetensors"));

    [Theory]
    [InlineData("")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n", "a Git LFS pointer: run 'git lfs pull' to download the file itself")]
    [InlineData("<!doctype html>", "an HTML page: download the file itself, not the page that shows it")]
    [InlineData("PK\u0003\u0004", "a zip archive: extract the file from it first")]
    public void What_is_no_weights_file_is_called_by_its_name(string content, string? kind = null)
    {
        string path = Path.Combine(_folder.FullName, "net.safetensors");
        File.WriteAllText(path, content);

        Assert.Equal(
            "fcgen-weights 1\nfile net.safetensors\nerror expected a safetensors file, but this "
            + (kind is null ? "is empty or not a regular file\n" : $"looks like {kind}\n"),
            WeightsManifest.Describe(path, "net.safetensors"));
    }

    [Fact]
    public void A_directory_is_not_opened() => Assert.Equal(
        "fcgen-weights 1\nfile net\nerror expected a file, but this is a directory\n", WeightsManifest.Describe(_folder.FullName, "net"));

    [UnixFact]
    public void A_FIFO_or_a_device_is_not_opened_and_neither_is_one_behind_links()
    {
        string fifo = Path.Combine(_folder.FullName, "fifo");
        Assert.Equal(0, UnixFile.MakeFifo(fifo, 0b110_000_000));
        string link = Path.Combine(_folder.FullName, "link");
        File.CreateSymbolicLink(link, fifo);
        string second = Path.Combine(_folder.FullName, "second");
        File.CreateSymbolicLink(second, "link");
        foreach (string path in (string[])[fifo, link, second, "/dev/zero", "/dev/null"])
        {
            Assert.EndsWith("error expected a safetensors file, but this is empty or not a regular file\n", WeightsManifest.Describe(path, "net.safetensors"));
        }
    }

    [UnixFact]
    public void Links_to_files_are_followed_and_those_to_nothing_or_themselves_are_errors()
    {
        string file = Write("{}", dataLength: 0);
        string link = Path.Combine(_folder.FullName, "link");
        File.CreateSymbolicLink(link, file);
        Assert.Equal("fcgen-weights 1\nfile a\n", WeightsManifest.Describe(link, "a"));

        File.Delete(file);
        Assert.Equal("fcgen-weights 1\nfile a\nerror the file does not exist\n", WeightsManifest.Describe(link, "a"));

        string loop = Path.Combine(_folder.FullName, "loop");
        File.CreateSymbolicLink(loop, loop);
        Assert.StartsWith("fcgen-weights 1\nfile a\nerror ", WeightsManifest.Describe(loop, "a"));
    }

    [Fact]
    public void The_manifest_of_very_many_tensors_or_of_long_names_is_short()
    {
        string many = string.Join(",", Enumerable.Range(0, 10_001).Select(i => $$"""
            "{{i}}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}
            """));
        string longNames = string.Join(",", Enumerable.Range(0, 2_000).Select(i => $$"""
            "{{i}}{{new string('x', 1000)}}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}
            """));

        Assert.Equal(
            "fcgen-weights 1\nfile a\nerror expected at most 10000 tensors, but the header has more\n",
            WeightsManifest.Describe(Write($"{{{many}}}", dataLength: 0), "a"));
        Assert.Equal(
            "fcgen-weights 1\nfile a\nerror expected at most 1048576 characters of tensor names and shapes, but the header has more\n",
            WeightsManifest.Describe(Write($"{{{longNames}}}", dataLength: 0), "a"));
    }

    [Fact]
    public void Files_of_one_name_in_several_folders_have_manifests_of_their_own()
    {
        string first = ManifestOf("a/net.safetensors");

        Assert.NotEqual(first, ManifestOf("b/net.safetensors"));
        Assert.Equal(first, ManifestOf(@"a\net.safetensors"));
    }

    [Theory]
    [InlineData("net.safetensors")]
    [InlineData("x\n/define:EVIL\n.safetensors")]
    [InlineData("a \"quoted\" 'name'.safetensors")]
    [InlineData("tab\there | and & there; %20 $(Path) @(Compile) *.safetensors")]
    [InlineData("größe \U0001f600 \u2028\u0085\u202e\ud800.safetensors")]
    public void The_name_of_a_file_is_in_its_manifest_and_not_in_the_name_of_the_manifest(string name)
    {
        string path = ManifestOf(name);

        Assert.Matches(@"^[0-9a-f]{32}\.fcgen-weights\.txt$", Path.GetFileName(path));
        GivenManifest? manifest = GivenManifest.Parse(SourceText.From(File.ReadAllText(path)));
        Assert.Equal(name, manifest?.File);
    }

    [Fact]
    public void The_longest_name_of_a_file_has_a_manifest() => Assert.True(File.Exists(ManifestOf(new string('n', 255))));

    private string ManifestOf(string name) => WeightsManifest.Write(_folder.FullName, Path.Combine(_folder.FullName, "none"), name);

    private string Write(string header, int dataLength)
    {
        string path = Path.Combine(_folder.FullName, "net.safetensors");
        byte[] json = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. new byte[dataLength]]);
        return path;
    }
}
