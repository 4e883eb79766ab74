using System.Buffers.Binary;

namespace FcGen.Tests.Data;

public sealed class IdxTests : IDisposable
{
    private const int Images = 0x0803;
    private const int Labels = 0x0801;

    /// <summary>Two images of 2 rows and 3 columns.</summary>
    private static readonly byte[] ImageFile = [.. Header(Images, 2, 2, 3), 0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6];

    private static readonly byte[] LabelFile = [.. Header(Labels, 2), 9, 3];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void Pixels_become_inputs_from_zero_to_one_compressed_or_not(bool compressedImages, bool compressedLabels)
    {
        DataSet data = Read(
            compressedImages ? TemporaryFolder.Gzip(ImageFile) : ImageFile,
            compressedLabels ? TemporaryFolder.Gzip(LabelFile) : LabelFile);

        Assert.Equal((2, 6, 10), (data.Count, data.InputSize, data.ClassCount));
        Assert.Equal([0f, .2f, .4f, .6f, .8f, 1f], data.GetInput(0));
        Assert.Equal([1 / 255f, 2 / 255f, 3 / 255f, 4 / 255f, 5 / 255f, 6 / 255f], data.GetInput(1));
        Assert.Equal([9, 3], data.Labels);
    }

    [Fact]
    public void Files_given_in_the_wrong_order_are_refused_by_their_magic_numbers()
    {
        var exception = Assert.Throws<InvalidDataException>(() => Read(LabelFile.Concat(new byte[20]).ToArray(), ImageFile));

        Assert.Contains("images", exception.Message);
        Assert.Contains("0x00000803", exception.Message);
        Assert.Contains("0x00000801", exception.Message);
    }

    [Fact]
    public void Any_shorter_or_longer_file_is_refused()
    {
        for (int length = 0; length < ImageFile.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Read(ImageFile[..length], LabelFile));
        }

        for (int length = 0; length < LabelFile.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Read(ImageFile, LabelFile[..length]));
        }

        var exception = Assert.Throws<InvalidDataException>(() => Read([.. ImageFile, 0], LabelFile));
        Assert.Contains("expected 12 bytes", exception.Message);
        Assert.Contains("found 13", exception.Message);
    }

    [Theory]
    [InlineData(0, 2, 3)]
    [InlineData(2, 0, 3)]
    [InlineData(int.MinValue, int.MinValue, 4)]
    [InlineData(-1, -1, -1)]
    public void Dimensions_that_no_file_can_have_are_refused_without_reserving_memory(int images, int rows, int columns)
    {
        byte[] content = [.. Header(Images, images, rows, columns), .. new byte[12]];

        var exception = Assert.Throws<InvalidDataException>(() => Read(content, LabelFile));

        Assert.Contains($"[{(uint)images}, {(uint)rows}, {(uint)columns}]", exception.Message);
    }

    [Fact]
    public void Each_image_needs_a_label()
    {
        var exception = Assert.Throws<InvalidDataException>(() => Read(ImageFile, [.. Header(Labels, 3), 1, 2, 3]));

        Assert.Contains("expected 2 labels", exception.Message);
        Assert.Contains("found 3", exception.Message);
    }

    [Fact]
    public void A_gzip_archive_cut_anywhere_is_refused()
    {
        byte[] compressed = TemporaryFolder.Gzip(ImageFile);
        for (int length = 2; length < compressed.Length; length++)
        {
            byte[] cut = compressed[..length];
            var exception = Assert.Throws<InvalidDataException>(() => Read(cut, LabelFile));
            Assert.Contains("gzip", exception.Message);
        }
    }

    [Fact]
    public void A_gzip_archive_with_a_wrong_byte_in_its_data_or_something_behind_it_is_refused()
    {
        const int HeaderLength = 10;
        byte[] compressed = TemporaryFolder.Gzip(ImageFile);
        for (int i = HeaderLength; i < compressed.Length; i++)
        {
            byte[] damaged = [.. compressed];
            damaged[i] ^= 0xFF;
            Assert.Throws<InvalidDataException>(() => Read(damaged, LabelFile));
        }

        Assert.Throws<InvalidDataException>(() => Read([.. compressed, 1, 2, 3], LabelFile));
        Assert.Throws<InvalidDataException>(() => Read([.. compressed, .. compressed], LabelFile));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        string labels = _folder.Write("labels", LabelFile);

        var exception = Assert.Throws<FileNotFoundException>(() => DataSet.FromIdx(_folder.Path("missing"), labels));

        Assert.Equal(_folder.Path("missing"), exception.FileName);
    }

    internal static byte[] Header(params int[] words)
    {
        var bytes = new byte[words.Length * sizeof(int)];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(i * sizeof(int)), words[i]);
        }

        return bytes;
    }

    private DataSet Read(byte[] images, byte[] labels) => DataSet.FromIdx(_folder.Write("images", images), _folder.Write("labels", labels));
}
