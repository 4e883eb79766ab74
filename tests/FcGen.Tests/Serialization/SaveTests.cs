using System.Text;
using FcGen.Tests.Data;

namespace FcGen.Tests.Serialization;

/// <summary>The bytes of a saved file, and what is left when saving fails.</summary>
public sealed class SaveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_a_padded_header_and_the_tensors_in_order()
    {
        var network = new Line();
        network.SetTensor("0.weight", [1, -2]);
        network.SetTensor("0.bias", [0.5f, 3]);

        network.Save(_folder.Path("line.safetensors"));

        const string Header = """
            {"__metadata__":{"format":"pt"},"0.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"0.bias":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}
            """;
        byte[] expected =
        [
            160, 0, 0, 0, 0, 0, 0, 0,
            .. Encoding.UTF8.GetBytes(Header.PadRight(160)),
            0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0,
            0, 0, 0, 0x3F, 0, 0, 0x40, 0x40,
        ];
        Assert.Equal(expected, File.ReadAllBytes(_folder.Path("line.safetensors")));
    }

    [Fact]
    public void The_batches_that_a_norm_has_seen_are_counted_in_64_bits_as_in_PyTorch()
    {
        var network = new Norm();
        network.SetTensor("norm.num_batches_tracked", [258]);
        using var file = new MemoryStream();

        network.Save(file);

        Assert.Contains(
            """
            "norm.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[32,40]}
            """,
            Encoding.UTF8.GetString(file.ToArray()));
        Assert.Equal([2, 1, 0, 0, 0, 0, 0, 0], file.ToArray()[^8..]);
    }

    [Fact]
    public void A_file_is_replaced()
    {
        string path = _folder.Write("line.safetensors", "a longer text than the file that is going to be written here, "u8.ToArray());
        var network = new Line(3);
        network.Save(path);
        network.Save(_folder.Path("other.safetensors"));

        Assert.Equal(File.ReadAllBytes(_folder.Path("other.safetensors")), File.ReadAllBytes(path));
    }

    [Fact]
    public void A_failure_leaves_no_file_where_there_was_none()
    {
        string path = _folder.Path("no such folder/line.safetensors");

        var failure = Assert.Throws<DirectoryNotFoundException>(() => new Line().Save(path));

        Assert.Equal($"'{path}' cannot be written: there is no folder '{_folder.Path("no such folder")}'.", failure.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path(string.Empty)));
    }

    [Fact]
    public void A_failure_leaves_the_old_content_and_nothing_beside_it()
    {
        // A folder of the file's name cannot be replaced.
        string path = _folder.Path("line.safetensors");
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "old.txt"), "old");

        Assert.Throws<IOException>(() => new Line().Save(path));
        Assert.Equal("old", File.ReadAllText(Path.Combine(path, "old.txt")));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.Path(string.Empty)));
    }

    [Fact]
    public void A_link_stays_and_the_file_that_it_leads_to_is_replaced()
    {
        string target = _folder.Write("target.safetensors", "old");
        string link = _folder.Path("link.safetensors");
        File.CreateSymbolicLink(link, "target.safetensors");

        new Line(3).Save(link);

        Assert.Equal("target.safetensors", new FileInfo(link).LinkTarget);
        Assert.Equal(new Line(3).Parameters.ToArray(), Line.Load(target).Parameters.ToArray());
    }

    [Fact]
    public void Permissions_of_a_file_that_is_replaced_stay()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite;
        string path = _folder.Write("line.safetensors", "old");
        File.SetUnixFileMode(path, Mode);

        new Line().Save(path);

        Assert.Equal(Mode, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_name_may_be_as_long_as_names_can_be()
    {
        string path = _folder.Path(new string('n', 255));

        new Line().Save(path);

        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Nothing_to_write_to_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Line().Save(string.Empty));
        Assert.Throws<ArgumentNullException>(() => new Line().Save((Stream)null!));
    }
}
