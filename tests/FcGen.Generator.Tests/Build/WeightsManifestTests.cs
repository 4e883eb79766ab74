using System.Text;
using FcGen.Build;

namespace FcGen.Generator.Tests.Build;

/// <summary>What the compiler is told of a weights file.</summary>
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
    [InlineData("[]", 0, "the header does not begin with '{', as that of a safetensors file does")]
    [InlineData("{\n\r", 0, "expected '\"' at position 3 of the header, but found its end")]
    [InlineData("{\"\n", 0, @"expected the rest of a text at position 2 of the header, but found '\u000A'")]
    [InlineData("{}", 3, "expected 0 bytes of data after the header, but found 3")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "tensor 'a': F32 [2] takes 8 bytes, but its data_offsets are 0 and 4")]
    public void A_damaged_file_is_an_error_in_the_manifest(string header, int dataLength, string error) => Assert.Equal(
        $"fcgen-weights 1\nfile net.safetensors\nerror {error}\n",
        WeightsManifest.Describe(Write(header, dataLength), "net.safetensors"));

    [Fact]
    public void Files_of_one_name_in_several_folders_have_manifests_of_their_own()
    {
        Assert.Matches(@"^net\.safetensors\.[0-9a-f]{8}\.fcgen-weights\.txt$", WeightsManifest.FileName("a/net.safetensors"));
        Assert.NotEqual(WeightsManifest.FileName("a/net.safetensors"), WeightsManifest.FileName("b/net.safetensors"));
        Assert.Equal(WeightsManifest.FileName("a/net.safetensors"), WeightsManifest.FileName(@"a\net.safetensors"));
    }

    private string Write(string header, int dataLength)
    {
        string path = Path.Combine(_folder.FullName, "net.safetensors");
        byte[] json = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. new byte[dataLength]]);
        return path;
    }
}
