using System.IO.Compression;
using System.Text;
using FcGen.Messages;
using FcGen.Tests.Data;
using FcGen.Tests.Serialization;

namespace FcGen.Tests.Messages;

/// <summary>Files that are often given in place of others, recognized by their first bytes.</summary>
public sealed class FileFormatTests
{
    private const string PyTorch = "a PyTorch file (.pt or .pth): load it in Python and save its state_dict with safetensors.torch.save_file";
    private const string Arrays = "load it in Python and save its arrays with safetensors.numpy.save_file";
    private const string Page = "an HTML page: download the file itself, not the page that shows it";

    public static TheoryData<string, byte[]> Formats
    {
        get
        {
            var formats = new TheoryData<string, byte[]>
            {
                { "an empty file", [] },
                { PyTorch, Zip("archive/data.pkl") },
                { PyTorch, Zip("model/data/0") },
                { PyTorch, [0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, .. "."u8] },
                { $"an archive of NumPy arrays (.npz): {Arrays}", Zip("0.weight.npy") },
                { $"a Keras model (.keras): {Arrays}", Zip("metadata.json") },
                { "a Microsoft Office document, such as .xlsx", Zip("[Content_Types].xml") },
                { "a zip archive: extract the file from it first", Zip("net.safetensors") },
                { "a zip archive: extract the file from it first", Zip("repository/data/iris.csv") },
                { "a zip archive: extract the file from it first", [.. "PK\u0005\u0006"u8, .. new byte[18]] },
                { "a gzip archive: decompress it first", TemporaryFolder.Gzip("1,2"u8.ToArray()) },
                { "an IDX file, such as those of MNIST", [0, 0, 8, 3, 0, 0, 0xEA, 0x60, 0, 0, 0, 28, 0, 0, 0, 28, 0, 0] },
                { "a safetensors file", SafetensorsFile.Of(("0.weight", "F32", [1], SafetensorsFile.F32(1))) },
                { "rows of 32-bit floats, such as a row file", SafetensorsFile.F32(.5f, -1, 0, 3e-4f, 17, 255, 0, 1) },
                { "a file that begins with zeros only: it may be an incomplete download", new byte[64] },
                { "UTF-16 text", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("1,2")] },
                { "UTF-16 text", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("1,2")] },
                { "UTF-16 text without a byte order mark", Encoding.Unicode.GetBytes("width,height") },
                { "UTF-16 text without a byte order mark", Encoding.BigEndianUnicode.GetBytes("width,height") },
                { "an ONNX model: load it in Python and save its initializers with safetensors.numpy.save_file", [8, 7, 0x12, 7, .. "pytorch\u001A"u8] },
                { "an ONNX model: load it in Python and save its initializers with safetensors.numpy.save_file", [8, 9, 0x3A, 0x80, 0x10, 10, 20, 10, 1] },
                { $"a TensorFlow SavedModel: {Arrays}", [8, 1, 0x12, 0x90, 0x3E, 0x0A, 0x20, 0] },
                { "a Python pickle, such as .pkl, .pt or .pth: load it in Python and save its state_dict with safetensors.torch.save_file", [0x80, 4, 0x95, 1, 0, 0, 0, 0, 0, 0, 0] },
                { "a tar archive: extract the file from it first", [.. "net"u8, .. new byte[254], .. "ustar"u8, 0, .. new byte[249]] },
                { $"a TensorFlow Lite model (.tflite): {Arrays}", [0x1C, 0, 0, 0, .. "TFL3"u8, 0, 0] },
            };
            foreach (var (name, start) in (IEnumerable<(string, string)>)[
                ($"an HDF5 file, such as Keras's .h5: {Arrays}", "\u0089HDF\r\n\u001A\n\0"),
                ($"a NumPy array (.npy): {Arrays}", "\u0093NUMPY\u0001\0v\0{'descr': '<f4', "),
                ($"a GGUF model: {Arrays}", "GGUF\u0003\0\0\0"),
                ("a bzip2 archive: decompress it first", "BZh91AY&SY\u00AB"),
                ("an xz archive: decompress it first", "\u00FD7zXZ\0\0\u0004"),
                ("a Zstandard archive: decompress it first", "\u0028\u00B5\u002F\u00FD\u0004"),
                ("a 7-Zip archive: extract the file from it first", "7z\u00BC\u00AF\u0027\u001C\0\u0004"),
                ("a Parquet file", "PAR1\u0015\u0004\u0015\0"),
                ("a PNG image", "\u0089PNG\r\n\u001A\n\0\0\0\rIHDR"),
                ("a JPEG image", "\u00FF\u00D8\u00FF\u00E0\0\u0010JFIF"),
                ("a Microsoft Office document, such as .xls", "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1"),
                ("an SQLite database", "SQLite format 3\0"),
                ("a PDF document", "%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3"),
                ("a Git LFS pointer: run 'git lfs pull' to download the file itself", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"),
                ("a git-annex pointer: run 'git annex get' to download the file itself", "/annex/objects/SHA256E-s123--4d7a.safetensors\n"),
                ("a DVC pointer: run 'dvc pull' to download the file itself, and name that file", "outs:\n- md5: 4d7a\n  path: net.safetensors\n"),
                (Page, "<!DOCTYPE html>\n<html lang=\"en\">"),
                (Page, "\r\n\n  <HTML><body>Not found</body></HTML>"),
                ("an XML document", "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"),
                ("JSON text", "{\"architectures\": [\"Bert\"]}"),
                ("JSON text", " [1, 2]"),
                ("the index of a model in several files (JSON): name one of the safetensors files it lists", "{\"metadata\": {\"total_size\": 5}, \"weight_map\": {\"a\": \"x\"}}"),
                ("text that begins with 'no tensors here'", "no tensors here\nat all"),
                ("text that begins with '0123456789012345678901234567890123456789...'", "01234567890123456789012345678901234567890123456789"),
            ])
            {
                formats.Add(name, Encoding.Latin1.GetBytes(start));
            }

            return formats;
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_is_recognized(string description, byte[] content)
    {
        byte[] start = content[..Math.Min(content.Length, FileFormat.StartLength)];

        Assert.Equal(description, FileFormat.Recognize(start, start.Length)?.Description);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Load_says_what_a_file_looks_like(string description, byte[] content)
    {
        if (description != "a safetensors file")
        {
            InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Line.Load(new MemoryStream(content)));
            Assert.Equal($"The stream: expected a safetensors file, but this looks like {description}.", exception.Message);
        }
    }

    [Fact]
    public void Any_start_of_a_file_can_be_looked_at()
    {
        var random = new Random(1);
        byte[] noise = new byte[FileFormat.StartLength];
        foreach (byte[] content in Formats.Select(row => (byte[])row[1]).Append(noise))
        {
            for (int length = 0; length <= Math.Min(content.Length, FileFormat.StartLength); length++)
            {
                byte[] buffer = new byte[FileFormat.StartLength];
                content.AsSpan(0, length).CopyTo(buffer);
                FileFormat.Recognize(buffer, length);
            }

            random.NextBytes(noise);
        }
    }

    [Fact]
    public void Noise_is_not_recognized()
    {
        var random = new Random(2);
        byte[] noise = new byte[FileFormat.StartLength];
        int recognized = 0;
        for (int i = 0; i < 10_000; i++)
        {
            random.NextBytes(noise);
            recognized += FileFormat.Recognize(noise, noise.Length) is null ? 0 : 1;
        }

        Assert.InRange(recognized, 0, 10);
    }

    [Fact]
    public void Control_characters_of_a_text_are_not_shown() => Assert.Equal(
        @"text that begins with 'a\u202Eb'", FileFormat.Recognize([.. "a\u202eb"u8], 5)?.Description);

    private static byte[] Zip(string name)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry(name).Open();
            entry.Write("content"u8);
        }

        return file.ToArray();
    }
}
