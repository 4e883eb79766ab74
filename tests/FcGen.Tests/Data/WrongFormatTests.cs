using System.Text;
using FcGen.Tests.Serialization;

namespace FcGen.Tests.Data;

/// <summary>Files of other formats that are given to the readers of IDX files and rows: the message says what they look like.</summary>
public sealed class WrongFormatTests : IDisposable
{
    private const string LargeFilePointer = "version https://git-lfs.github.com/spec/v1\n"
        + "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";

    private const string LargeFileFormat = "a Git LFS pointer: run 'git lfs pull' to download the file itself";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, byte[]> Formats => new()
    {
        { LargeFileFormat, Encoding.UTF8.GetBytes(LargeFilePointer) },
        { "an HTML page: download the file itself, not the page that shows it", "<!DOCTYPE html>\n<title>iris.csv</title>\n"u8.ToArray() },
        { "a zip archive: extract the file from it first", [.. "PK\u0003\u0004"u8, 20, 0, 0, 0, 8, 0] },
        { "a PNG image", [0x89, .. "PNG\r\n\u001A\n"u8, 0, 0, 0, 13, .. "IHDR"u8] },
        { "a Parquet file", [.. "PAR1"u8, 0x15, 4, 0x15, 0] },
        { "a NumPy array (.npy): DataSet.FromNpy reads it", [0x93, .. "NUMPY"u8, 1, 0, 0x76, 0] },
        { "a safetensors file", SafetensorsFile.Of(("0.weight", "F32", [1], SafetensorsFile.F32(1))) },
        { "JSON text", "{\"rows\": [1, 2]}\n"u8.ToArray() },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_IDX_reader_says_what_a_file_looks_like(string format, byte[] content)
    {
        string path = _folder.Write("images", content);
        string compressed = _folder.Write("images.gz", TemporaryFolder.Gzip(content));

        IsNamed(path, () => DataSet.FromIdx(path, path));
        IsNamed(compressed, () => DataSet.FromIdx(compressed, compressed));
        IsNamed(path, () => StreamedDataSet.OpenIdx(path, path));

        void IsNamed(string file, Func<object> read) => Assert.Equal(
            $"'{file}': expected an IDX file, but this looks like {format}.", Assert.Throws<InvalidDataException>(read).Message);
    }

    [Fact]
    public void Labels_in_place_of_images_are_told_by_their_magic_number()
    {
        string labels = _folder.Write("labels", [0, 0, 8, 1, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0]);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => DataSet.FromIdx(labels, labels));

        Assert.Contains("expected the IDX magic number 0x00000803", exception.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_reader_of_rows_refuses_a_text_even_if_it_has_the_length_of_rows(int more)
    {
        string text = LargeFilePointer.PadRight(((LargeFilePointer.Length + 7) / 8 * 8) + more, '\n');
        string path = _folder.Write("rows", text);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => StreamedDataSet.OpenRows(path, 1, 1));

        Assert.Equal($"'{path}': expected rows of 32-bit floats, but this looks like {LargeFileFormat}.", exception.Message);
    }

    [Fact]
    public void Delimiters_and_paths_are_shown_on_one_line()
    {
        string path = _folder.Write("a\nb.csv", "\"1\"x\t2");

        InvalidDataException delimiter =
            Assert.Throws<InvalidDataException>(() => DataSet.FromCsv(path, new CsvOptions { Delimiter = '\t' }));
        FileNotFoundException missing = Assert.Throws<FileNotFoundException>(() => DataSet.FromCsv(_folder.Path("no\nne")));
        DirectoryNotFoundException noFolder =
            Assert.Throws<DirectoryNotFoundException>(() => StreamedDataSet.Write(_folder.Path("no\nne/rows"), new DataSet([1f], [0], [], 1)));

        Assert.Equal(
            $@"'{_folder.Path("a")}\u000Ab.csv', line 1, column 1: expected '\u0009' or the end of the line after the closing quote but found 'x\u00092'.",
            delimiter.Message);
        Assert.Contains(@"no\u000Ane'", missing.Message);
        Assert.DoesNotContain('\n', noFolder.Message);
    }
}
