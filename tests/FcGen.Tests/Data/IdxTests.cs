using System.Buffers.Binary;
using FcGen.Data;

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

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Floats_in_2_to_4_dimensions_are_inputs_as_they_are(int dimensions)
    {
        float[] values = [0, -1.5f, 300, 4, 5, 6];
        int[] shape = [2, .. Enumerable.Repeat(1, dimensions - 2), 3];
        byte[] images = [.. Header([0x0D00 | dimensions, .. shape]), .. values.SelectMany(value => BigEndian(BitConverter.SingleToInt32Bits(value)))];

        DataSet data = Read(images, LabelFile);
        DataSet compressed = Read(TemporaryFolder.Gzip(images), LabelFile);
        using StreamedDataSet streamed = StreamedDataSet.OpenIdx(_folder.Write("images", images), _folder.Write("labels", LabelFile));
        float[] second = new float[3];
        streamed.Read(1, new SampleBatch(second, new int[1], [], 1));

        Assert.Equal(3, data.InputSize);
        Assert.Equal(values, data.Inputs);
        Assert.Equal(values, compressed.Inputs);
        Assert.Equal(values[3..], second);
    }

    [Fact]
    public void Bytes_in_two_dimensions_are_pixels() =>
        Assert.Equal([0f, 1, .2f, .4f], Read([.. Header(0x0802, 2, 2), 0, 255, 51, 102], LabelFile).Inputs);

    [Fact]
    public void Labels_may_be_integers()
    {
        byte[] labels = [.. Header(0x0C01, 2), .. BigEndian(70_000), .. BigEndian(3)];

        DataSet data = Read(ImageFile, labels);
        using StreamedDataSet streamed = StreamedDataSet.OpenIdx(_folder.Path("images"), _folder.Path("labels"));
        int[] second = new int[1];
        streamed.Read(1, new SampleBatch(new float[6], second, [], 1));

        Assert.Equal([70_000, 3], data.Labels);
        Assert.Equal(70_001, streamed.ClassCount);
        Assert.Equal([3], second);
    }

    [Fact]
    public void A_value_that_is_not_finite_and_a_negative_label_are_refused_with_their_indices()
    {
        byte[] images = [.. Header(0x0D02, 2, 1), .. BigEndian(0), .. BigEndian(BitConverter.SingleToInt32Bits(float.NaN))];
        byte[] labels = [.. Header(0x0C01, 2), .. BigEndian(0), .. BigEndian(-1)];

        var forImages = Assert.Throws<InvalidDataException>(() => Read(images, LabelFile));
        var forLabels = Assert.Throws<InvalidDataException>(() => Read(ImageFile, labels));

        Assert.Equal($"'{_folder.Path("images")}': expected finite 32-bit floats, but value 1 is NaN.", forImages.Message);
        Assert.Equal(
            $"'{_folder.Path("labels")}': expected labels that are whole numbers of at least 0, but label 1 is -1.", forLabels.Message);
        Assert.Throws<InvalidDataException>(() => StreamedDataSet.OpenIdx(_folder.Path("images"), _folder.Path("labels")));
    }

    [Theory]
    [InlineData(0x0801, 0x0801)]
    [InlineData(0x0805, 0x0801)]
    [InlineData(0x0C03, 0x0801)]
    [InlineData(0x0803, 0x0802)]
    [InlineData(0x0803, 0x0D01)]
    public void Other_types_and_dimensions_are_refused(int images, int labels)
    {
        byte[] imageFile = [.. ImageFile];
        byte[] labelFile = [.. LabelFile];
        BinaryPrimitives.WriteInt32BigEndian(imageFile, images);
        BinaryPrimitives.WriteInt32BigEndian(labelFile, labels);

        Assert.Contains("expected the IDX magic number", Assert.Throws<InvalidDataException>(() => Read(imageFile, labelFile)).Message);
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

    [Theory]
    [InlineData(60_000)]
    [InlineData(1 << 24)]
    public void The_header_of_a_compressed_file_does_not_reserve_memory(int images)
    {
        string path = _folder.Write("images", TemporaryFolder.Gzip([.. Header(Images, images, 8, 8), .. new byte[100]]));
        string labels = _folder.Write("labels", TemporaryFolder.Gzip([.. Header(Labels, images), .. new byte[100]]));
        long before = GC.GetAllocatedBytesForCurrentThread();

        var exception = Assert.Throws<InvalidDataException>(() => DataSet.FromIdx(path, labels));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
        Assert.Contains($"'{path}': expected {images * 64} bytes of values, as the header says, but found 100.", exception.Message);
    }

    [Fact]
    public void A_compressed_file_that_goes_on_behind_its_values_is_not_read_further()
    {
        byte[] compressed = TemporaryFolder.Gzip([.. Header(Images, 1, 1, 1), .. new byte[1 << 20]], 100);
        using var stream = new MemoryStream(compressed);
        using var images = DataFile.Of(stream, "images");
        using var labels = DataFile.Of(new MemoryStream([.. Header(Labels, 1), 0]), "labels");

        var exception = Assert.Throws<InvalidDataException>(() => IdxReader.Read(images, labels));

        Assert.Equal("images: expected 1 bytes of values, as the header says, but found more.", exception.Message);
        Assert.InRange(stream.Position, 0, compressed.Length / 2);
    }

    [Fact]
    public void More_pixels_than_an_array_holds_are_refused()
    {
        byte[] images = TemporaryFolder.Gzip([.. Header(Images, 1 << 20, 1 << 10, 1 << 10)]);

        var exception = Assert.Throws<InvalidDataException>(() => Read(images, TemporaryFolder.Gzip([.. Header(Labels, 1 << 20)])));

        Assert.Contains(
            $"expected at most {Array.MaxLength} pixels, the limit of an array, but the header says {1L << 40}", exception.Message);
    }

    [Fact]
    public void Many_compressed_images_are_those_that_are_not_compressed()
    {
        var pixels = new byte[2_000 * 100];
        new Random(1).NextBytes(pixels);
        byte[] images = [.. Header(Images, 2_000, 10, 10), .. pixels];
        byte[] labels = [.. Header(Labels, 2_000), .. pixels[..2_000]];

        DataSet expected = Read(images, labels);
        DataSet actual = Read(TemporaryFolder.Gzip(images), TemporaryFolder.Gzip(labels));

        Assert.Equal(pixels.Select(pixel => pixel / 255f), expected.Inputs.ToArray());
        Assert.Equal(expected.Inputs, actual.Inputs);
        Assert.Equal(expected.Labels, actual.Labels);
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

    private static byte[] BigEndian(int value) => Header(value);

    private DataSet Read(byte[] images, byte[] labels) => DataSet.FromIdx(_folder.Write("images", images), _folder.Write("labels", labels));
}
