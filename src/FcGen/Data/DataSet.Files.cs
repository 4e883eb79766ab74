using FcGen.Data;

namespace FcGen;

public sealed partial class DataSet
{
    /// <summary>
    /// Reads comma-separated numbers, one sample per line, from a text file that may be compressed with gzip (told by its content,
    /// not its name). Everything is checked: a ragged row, a field that is not a finite number or a damaged archive refuses the file.
    /// The text is read and decompressed piece by piece, so memory is needed for the numbers only.
    /// </summary>
    /// <param name="path">The file, in UTF-8 or with a byte order mark.</param>
    /// <param name="options">Form of the file and meaning of its columns. Default: no header, the last column is the label.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The content is not as described; the message tells where, what was expected and found.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static DataSet FromCsv(string path, CsvOptions? options = null)
    {
        using var file = DataFile.Open(path);
        return ReadCsv(file, options);
    }

    /// <summary>
    /// Reads comma-separated numbers, one sample per line, from a stream that may be compressed with gzip. The stream is read to
    /// its end and stays open.
    /// </summary>
    /// <param name="stream">Text in UTF-8 or with a byte order mark, or such text compressed.</param>
    /// <param name="options">Form of the text and meaning of its columns. Default: no header, the last column is the label.</param>
    /// <exception cref="InvalidDataException">The content is not as described; the message tells where, what was expected and found.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static DataSet FromCsv(Stream stream, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var file = DataFile.Of(stream, "CSV stream");
        return ReadCsv(file, options);
    }

    /// <summary>Reads comma-separated numbers, one sample per line, from text. The reader is read to its end and stays open.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="options">Form of the text and meaning of its columns. Default: no header, the last column is the label.</param>
    /// <exception cref="InvalidDataException">The content is not as described; the message tells where, what was expected and found.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static DataSet FromCsv(TextReader reader, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new CsvDataReader(reader, "CSV text", options ?? new CsvOptions()).ReadAll();
    }

    /// <summary>
    /// Reads images and labels in the IDX format of <see href="http://yann.lecun.com/exdb/mnist/">MNIST</see>; either file may be
    /// compressed with gzip (told by its content, not its name). Pixels from 0 to 255 become inputs from 0 to 1, row after row.
    /// A file that is shorter or longer than its header says is refused.
    /// </summary>
    /// <param name="imagesPath">Unsigned bytes [images, rows, columns], magic number 0x00000803.</param>
    /// <param name="labelsPath">Unsigned bytes [images], magic number 0x00000801.</param>
    /// <exception cref="FileNotFoundException">One of the files does not exist.</exception>
    /// <exception cref="InvalidDataException">The content is not as described; the message tells which file, what was expected and found.</exception>
    public static DataSet FromIdx(string imagesPath, string labelsPath) => IdxReader.Read(imagesPath, labelsPath);

    private static DataSet ReadCsv(DataFile file, CsvOptions? options)
    {
        using StreamReader reader = file.OpenText();
        return new CsvDataReader(reader, file.Source, options ?? new CsvOptions(), file.RecognizeFormat).ReadAll();
    }
}
