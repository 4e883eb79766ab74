using System.Text;
using FcGen.Serialization;

namespace FcGen.Messages;

/// <summary>
/// Recognizes the format of files that are often passed in place of weights or data, so that messages can name it. The first bytes
/// identify the format. The library and the build task share this source file.
/// </summary>
internal sealed class FileFormat
{
    /// <summary>Number of bytes from the start of a file that identify its format. Shorter files need fewer.</summary>
    public const int StartLength = 512;

    private const int ShownTextLength = 40;
    private const string Decompress = "decompress it first";
    private const string Extract = "extract the file from it first";
    private const string ConvertArrays = "load it in Python and save its arrays with safetensors.numpy.save_file";

    private static readonly FileFormat PyTorch =
        new("a PyTorch file (.pt or .pth)", "load it in Python and save its state_dict with safetensors.torch.save_file");

    private static readonly FileFormat Pdf = new("a PDF document");

    /// <summary>Magic numbers, as Latin-1, that occur in no text.</summary>
    private static readonly Magic[] BinaryMagics =
    [
        new("\u001F\u008B", new("a gzip archive", Decompress)),
        new("BZh", new("a bzip2 archive", Decompress)),
        new("\u00FD7zXZ\0", new("an xz archive", Decompress)),
        new("\u0028\u00B5\u002F\u00FD", new("a Zstandard archive", Decompress)),
        new("\u0004\u0022\u004D\u0018", new("an LZ4 archive", Decompress)),
        new("7z\u00BC\u00AF\u0027\u001C", new("a 7-Zip archive", Extract)),
        new("Rar!\u001A\u0007", new("a RAR archive", Extract)),
        new("ustar", new("a tar archive", Extract), offset: 257),
        new("\u0080\u0002\u008A\u000A\u006C\u00FC\u009C\u0046\u00F9\u0020", PyTorch),
        new("\u0093NUMPY", new("a NumPy array (.npy)", ConvertArrays, "DataSet.FromNpy reads it")),
        new("\u0089HDF\r\n\u001A\n", new("an HDF5 file, such as Keras's .h5", ConvertArrays)),
        new("GGUF", new("a GGUF model", ConvertArrays)),
        new("TFL3", new("a TensorFlow Lite model (.tflite)", ConvertArrays), offset: 4),
        new("ORTM", new("an ONNX Runtime model (.ort)", ConvertArrays), offset: 4),
        new("PAR1", new("a Parquet file")),
        new("ARROW1\0\0", new("an Arrow file")),
        new("FEA1", new("a Feather file")),
        new("Obj\u0001", new("an Avro file")),
        new("ORC", new("an ORC file")),
        new("SQLite format 3\0", new("an SQLite database")),
        new("MATLAB 5.0 MAT-file", new("a MATLAB file (.mat)", ConvertArrays)),
        new("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", new("a Microsoft Office document, such as .xls")),
        new("\u0089PNG\r\n\u001A\n", new("a PNG image")),
        new("\u00FF\u00D8\u00FF", new("a JPEG image")),
        new("GIF87a", new("a GIF image")),
        new("GIF89a", new("a GIF image")),
        new("II*\0", new("a TIFF image")),
        new("MM\0*", new("a TIFF image")),
        new("RIFF", new("a RIFF file, such as .wav or .webp")),
        new("%PDF-", Pdf),
        new("\u007FELF", new("an executable file")),
    ];

    /// <summary>First characters of text formats; case is ignored.</summary>
    private static readonly Magic[] TextMagics =
    [
        new("version https://git-lfs.github.com/spec/", new("a Git LFS pointer", "run 'git lfs pull' to download the file itself")),
        new("/annex/objects/", new("a git-annex pointer", "run 'git annex get' to download the file itself")),
        new("outs:\n- ", new("a DVC pointer", "run 'dvc pull' to download the file itself, and name that file")),
        .. ((string[])["<!doctype html", "<html", "<head", "<body", "<script", "<meta", "<title", "<!--"]).Select(start =>
            new Magic(start, new("an HTML page", "download the file itself, not the page that shows it"))),
        new("<?xml", new("an XML document")),
        new("<svg", new("an SVG image")),
        new("%PDF-", Pdf),
    ];

    private FileFormat(string name, string? remedy = null, string? dataRemedy = null) =>
        (Name, Remedy, DataRemedy) = (name, remedy, dataRemedy ?? remedy);

    /// <summary>The IDX format.</summary>
    public static FileFormat Idx { get; } = new("an IDX file, such as those of MNIST");

    /// <summary>Name of the format, with its article.</summary>
    public string Name { get; }

    /// <summary>Advice on how to convert or obtain the right file; null if there is none.</summary>
    public string? Remedy { get; }

    /// <summary>Advice if samples are read from the file; otherwise the file is expected to contain weights.</summary>
    public string? DataRemedy { get; }

    /// <summary>Whether the file is plain text in an encoding that text readers detect.</summary>
    public bool IsPlainText { get; private set; }

    /// <summary>Recognizes the format of a file.</summary>
    /// <param name="start">The first bytes of the file, ideally <see cref="StartLength"/> of them.</param>
    /// <param name="length">Number of valid bytes in <paramref name="start"/>.</param>
    /// <returns>The format, or null if none is recognized.</returns>
    public static FileFormat? Recognize(byte[] start, int length)
    {
        if (length == 0)
        {
            return new FileFormat("an empty file");
        }

        string bytes = Latin1(start, length);
        return RecognizeText(start, length)
            ?? Of(BinaryMagics, bytes, StringComparison.Ordinal) ?? OfZip(bytes) ?? OfPickle(bytes) ?? OfStructure(bytes, start);
    }

    /// <summary>Recognizes UTF-8 text without control characters.</summary>
    /// <inheritdoc cref="Recognize"/>
    public static FileFormat? RecognizeText(byte[] start, int length) => TextOf(start, length) is { } text ? OfText(text) : null;

    /// <summary>Returns a message with the expected and the actual format.</summary>
    /// <param name="expected">The expected format, with its article.</param>
    public string Instead(string expected) => $"expected {expected}, but this looks like {Description}";

    /// <summary>Returns a message with the expected and the actual format of a file of samples.</summary>
    /// <param name="expected">The expected format, with its article.</param>
    public string InsteadOfData(string expected) => $"expected {expected}, but this looks like {DataDescription}";

    /// <summary>Name and advice.</summary>
    public string Description => Remedy is null ? Name : $"{Name}: {Remedy}";

    /// <summary>Name, and advice on how to read samples from the file.</summary>
    public string DataDescription => DataRemedy is null ? Name : $"{Name}: {DataRemedy}";

    private static FileFormat? Of(Magic[] magics, string start, StringComparison comparison) =>
        magics.FirstOrDefault(magic => magic.Offset < start.Length
            && string.Compare(start, magic.Offset, magic.Start, 0, magic.Start.Length, comparison) == 0)?.Format;

    private static FileFormat OfText(string text)
    {
        string start = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (Of(TextMagics, start, StringComparison.OrdinalIgnoreCase) is { } known)
        {
            return known;
        }

        if (start.Length > 0 && start[0] is '{' or '[')
        {
            return start.Contains("\"weight_map\"") || start.Contains(".safetensors\"")
                ? new FileFormat("the index of a model in several files (JSON)", "name one of the safetensors files it lists")
                : new FileFormat("JSON text");
        }

        string line = start.Split('\r', '\n')[0];
        return new FileFormat($"text that begins with {MessageText.Name(line, ShownTextLength)}") { IsPlainText = true };
    }

    /// <summary>Recognizes the kind of a zip archive by the name of its first file.</summary>
    private static FileFormat? OfZip(string bytes)
    {
        const int NameLengthOffset = 26;
        const int NameOffset = 30;
        if (!bytes.StartsWith("PK\u0003\u0004", StringComparison.Ordinal) && !bytes.StartsWith("PK\u0005\u0006", StringComparison.Ordinal))
        {
            return null;
        }

        string name = string.Empty;
        if (bytes.Length > NameOffset)
        {
            int length = bytes[NameLengthOffset] | (bytes[NameLengthOffset + 1] << 8);
            name = bytes.Substring(NameOffset, Math.Min(length, bytes.Length - NameOffset));
        }

        bool Has(params string[] parts) => parts.Any(part => name.IndexOf(part, StringComparison.Ordinal) >= 0);
        return Has("/data.pkl", "/data/0", "/byteorder", "/.format_version") ? PyTorch
            : Has(".npy") ? new FileFormat("an archive of NumPy arrays (.npz)", ConvertArrays, "DataSet.FromNpz reads it")
            : Has(".weights.h5") || name is "metadata.json" or "config.json" ? new FileFormat("a Keras model (.keras)", ConvertArrays)
            : Has("[Content_Types].xml", "_rels/", "docProps/") ? new FileFormat("a Microsoft Office document, such as .xlsx")
            : name == "mimetype" ? new FileFormat("an OpenDocument file, such as .ods")
            : new FileFormat("a zip archive", Extract);
    }

    /// <summary>Recognizes a Python pickle: its version, from 2 to 5, then an opcode.</summary>
    private static FileFormat? OfPickle(string bytes) =>
        bytes.Length >= 3 && bytes[0] == '\u0080' && bytes[1] is >= '\u0002' and <= '\u0005' && bytes[2] != '\0'
            ? new FileFormat("a Python pickle, such as .pkl, .pt or .pth", PyTorch.Remedy)
            : null;

    /// <summary>Recognizes formats that have a structure but no magic number.</summary>
    private static FileFormat? OfStructure(string bytes, byte[] start)
    {
        if (bytes.Length >= 16 && bytes.All(value => value == '\0'))
        {
            return new FileFormat("a file that begins with zeros only", "it may be an incomplete download");
        }

        // Two zero bytes, the type, the number of dimensions.
        if (bytes.Length >= 8 && start[0] == 0 && start[1] == 0 && start[2] is 8 or 9 or (>= 11 and <= 14) && start[3] is >= 1 and <= 4)
        {
            return Idx;
        }

        // The length of the header in 8 bytes, then JSON.
        bool isLength = bytes.Length >= 10 && BitConverter.ToUInt64(start, 0) <= SafetensorsHeader.MaxLength;
        if (isLength && bytes[8] == '{' && bytes[9] is '"' or '}' or ' ')
        {
            return new FileFormat("a safetensors file");
        }

        return OfProtobuf(start, bytes.Length)
            ?? OfUtf16(bytes)
            ?? (AreFloats(start, bytes.Length) ? new FileFormat("rows of 32-bit floats, such as a row file") : null);
    }

    /// <summary>
    /// Recognizes protobuf formats. ONNX: the format version as field 1, then the producer name as field 2, or a later field. SavedModel: 1
    /// as field 1, then a message as field 2.
    /// </summary>
    private static FileFormat? OfProtobuf(byte[] start, int length)
    {
        const int Field1 = 0x08;
        const int Field2 = 0x12;
        const int LettersOffset = 4;
        if (length < 2 * LettersOffset || start[0] != Field1)
        {
            return null;
        }

        bool isName = start[3] is > 0 and < 0x80 && start.Skip(LettersOffset).Take(Math.Min((int)start[3], LettersOffset)).All(IsLetter);
        return start[1] == 1 && start[2] == Field2 ? new FileFormat("a TensorFlow SavedModel", ConvertArrays)
            : start[1] is > 2 and <= 32 && (start[2] == Field2 ? isName : start[2] is 0x1A or 0x22 or 0x28 or 0x32 or 0x3A or 0x42)
                ? new FileFormat("an ONNX model", "load it in Python and save its initializers with safetensors.numpy.save_file")
            : null;
    }

    private static FileFormat? OfUtf16(string bytes)
    {
        if (bytes.StartsWith("\u00FF\u00FE", StringComparison.Ordinal) || bytes.StartsWith("\u00FE\u00FF", StringComparison.Ordinal))
        {
            return new FileFormat("UTF-16 text") { IsPlainText = true };
        }

        // Latin letters in UTF-16 have zeros in every other byte.
        const int Letters = 4;
        bool IsText(int letter, int zero) =>
            Enumerable.Range(0, Letters).All(i => IsLetter((byte)bytes[(2 * i) + letter]) && bytes[(2 * i) + zero] == '\0');
        return bytes.Length >= 2 * Letters && (IsText(0, 1) || IsText(1, 0))
            ? new FileFormat("UTF-16 text without a byte order mark")
            : null;
    }

    private static bool IsLetter(byte value) => value is (>= (byte)' ' and < 0x7F) or (byte)'\r' or (byte)'\n' or (byte)'\t';

    /// <summary>Whether all bytes form floats of a usual magnitude, most of them not zero. Few other files do.</summary>
    private static bool AreFloats(byte[] start, int length)
    {
        const int Fewest = 8;
        int count = length / sizeof(float);
        float[] values = new float[count];
        Buffer.BlockCopy(start, 0, values, 0, count * sizeof(float));
        return BitConverter.IsLittleEndian && count >= Fewest
            && values.All(value => value == 0 || Math.Abs(value) is > 1e-6f and < 1e6f)
            && values.Count(value => value != 0) >= Fewest / 2;
    }

    /// <summary>Decodes bytes as text; returns null if they are not UTF-8 or contain control characters.</summary>
    private static string? TextOf(byte[] start, int length)
    {
        // The first bytes of a file may end within a character.
        var text = new char[length];
        Decoder decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
        try
        {
            int count = decoder.GetChars(start, 0, length, text, 0, flush: false);
            return text.Take(count).All(character => !char.IsControl(character) || character is '\t' or '\r' or '\n' or '\f')
                ? new string(text, 0, count)
                : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Latin1(byte[] bytes, int count) => new([.. bytes.Take(count).Select(value => (char)value)]);

    /// <summary>Characters near the start of a file that identify its format.</summary>
    private sealed class Magic(string start, FileFormat format, int offset = 0)
    {
        public string Start { get; } = start;

        public FileFormat Format { get; } = format;

        public int Offset { get; } = offset;
    }
}
