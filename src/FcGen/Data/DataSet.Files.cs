using FcGen.Data;

namespace FcGen;

public sealed partial class DataSet
{
    /// <summary>
    /// Reads a CSV file, one sample per line. The file may be compressed with gzip, which is detected from the content, not the name. A row
    /// with another number of columns, a field that is not a finite number and that no option describes, or a damaged archive is an error.
    /// The text is read and decompressed in pieces, so memory is needed for the numbers only.
    /// </summary>
    /// <param name="path">The file, in UTF-8 or with a byte order mark.</param>
    /// <param name="options">File format and roles of the columns. Default: no header, the last column is the label.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The content is invalid; the message contains the position, the expected and the actual content.
    /// </exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static DataSet FromCsv(string path, CsvOptions? options = null)
    {
        using var file = DataFile.Open(path);
        return ReadCsv(file, options);
    }

    /// <summary>
    /// Reads CSV, one sample per line, from a stream that may be compressed with gzip. The stream is read to its end and left open.
    /// </summary>
    /// <param name="stream">Text in UTF-8 or with a byte order mark, or such text compressed.</param>
    /// <param name="options">Text format and roles of the columns. Default: no header, the last column is the label.</param>
    /// <exception cref="InvalidDataException">
    /// The content is invalid; the message contains the position, the expected and the actual content.
    /// </exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static DataSet FromCsv(Stream stream, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var file = DataFile.Of(stream, "CSV stream");
        return ReadCsv(file, options);
    }

    /// <summary>Reads CSV, one sample per line, from text. The reader is read to its end and left open.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="options">Text format and roles of the columns. Default: no header, the last column is the label.</param>
    /// <exception cref="InvalidDataException">
    /// The content is invalid; the message contains the position, the expected and the actual content.
    /// </exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static DataSet FromCsv(TextReader reader, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new CsvDataReader(reader, CsvDataReader.TextSource, options ?? new CsvOptions()).ReadAll();
    }

    /// <summary>
    /// Reads images and labels in the IDX format of <see href="http://yann.lecun.com/exdb/mnist/">MNIST</see>. Both files may be compressed
    /// with gzip, which is detected from the content, not the name. Pixels from 0 to 255 become inputs from 0 to 1, row after row. A file
    /// whose length differs from its header is an error.
    /// </summary>
    /// <param name="imagesPath">
    /// Unsigned bytes [images, rows, columns], magic number 0x00000803, or other values in 2 to 4 dimensions: unsigned bytes, or 32-bit
    /// floats, type 0x0D, which are not scaled.
    /// </param>
    /// <param name="labelsPath">Unsigned bytes [images], magic number 0x00000801, or 32-bit integers, 0x00000C01.</param>
    /// <exception cref="FileNotFoundException">One of the files does not exist.</exception>
    /// <exception cref="InvalidDataException">
    /// The content is invalid; the message contains the file, the expected and the actual content.
    /// </exception>
    public static DataSet FromIdx(string imagesPath, string labelsPath) => IdxReader.Read(imagesPath, labelsPath);

    /// <summary>
    /// Reads inputs and class labels from two files of NumPy, as <c>np.save("x.npy", x)</c> writes them. Values are little-endian floats,
    /// integers or Booleans, in C or Fortran order, and are not scaled. The files may be compressed with gzip. A file whose length differs
    /// from its header, and an input that is not finite, is an error.
    /// </summary>
    /// <param name="inputsPath">Inputs, [samples, ...]. The product of the other dimensions is the input size.</param>
    /// <param name="labelsPath">Class indices, [samples] or [samples, 1]; whole numbers of at least 0.</param>
    /// <exception cref="FileNotFoundException">One of the files does not exist.</exception>
    /// <exception cref="InvalidDataException">
    /// The content is invalid; the message contains the file, the expected and the actual content.
    /// </exception>
    public static DataSet FromNpy(string inputsPath, string labelsPath) => NpyReader.Read(inputsPath, labelsPath, hasLabels: true);

    /// <summary>Reads inputs and targets from two files of NumPy; see <see cref="FromNpy"/>.</summary>
    /// <param name="inputsPath">Inputs, [samples, ...]. The product of the other dimensions is the input size.</param>
    /// <param name="targetsPath">Targets, [samples, ...]. The product of the other dimensions is the target size.</param>
    /// <exception cref="FileNotFoundException">One of the files does not exist.</exception>
    /// <exception cref="InvalidDataException">
    /// The content is invalid; the message contains the file, the expected and the actual content.
    /// </exception>
    public static DataSet FromNpyWithTargets(string inputsPath, string targetsPath) =>
        NpyReader.Read(inputsPath, targetsPath, hasLabels: false);

    /// <summary>
    /// Reads inputs and class labels from an archive of NumPy, as <c>np.savez("data.npz", x=x, y=y)</c> and <c>np.savez_compressed</c> write
    /// it; see <see cref="FromNpy"/>. Checksums are verified.
    /// </summary>
    /// <param name="path">The archive.</param>
    /// <param name="inputs">Name of the array of inputs, for example <c>x</c>.</param>
    /// <param name="labels">Name of the array of labels, for example <c>y</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The content is invalid; the message contains the file, the expected and the actual content.
    /// </exception>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static DataSet FromNpz(string path, string inputs, string labels) => NpyReader.ReadArchive(path, inputs, labels, hasLabels: true);

    /// <summary>Reads inputs and targets from an archive of NumPy; see <see cref="FromNpz"/>.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="inputs">Name of the array of inputs, for example <c>x</c>.</param>
    /// <param name="targets">Name of the array of targets, for example <c>y</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The content is invalid; the message contains the file, the expected and the actual content.
    /// </exception>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static DataSet FromNpzWithTargets(string path, string inputs, string targets) =>
        NpyReader.ReadArchive(path, inputs, targets, hasLabels: false);

    private static DataSet ReadCsv(DataFile file, CsvOptions? options)
    {
        using StreamReader reader = file.OpenText();
        return new CsvDataReader(reader, file.Source, options ?? new CsvOptions(), file.RecognizeFormat).ReadAll();
    }
}
