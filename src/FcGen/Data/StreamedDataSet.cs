using FcGen.Data;

namespace FcGen;

/// <summary>
/// Samples in a file that may be larger than memory. Training holds <see cref="FitOptions.BufferedSamples"/> of them at a time and reads
/// the next ones while it trains; see there for the order. May be used from several threads.
/// </summary>
/// <example>
/// <code>
/// using var train = StreamedDataSet.OpenLabelledRows("train.f32", inputSize: 784, classCount: 10);
/// trainer.Fit(train, new FitOptions { BufferedSamples = 65_536 });
/// </code>
/// </example>
public abstract class StreamedDataSet : DataSource, IDisposable
{
    private protected StreamedDataSet(int count, int inputSize, int targetSize, int classCount)
        : base(count, inputSize, targetSize, classCount)
    {
    }

    /// <summary>
    /// Opens rows of 32-bit floats, little-endian, without a header: the inputs of a sample, then its targets. NumPy writes them by
    /// <c>np.hstack([x, y]).astype('&lt;f4').tofile(path)</c>, FcGen by <see cref="Write"/>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="inputSize">Number of input values of one sample, at least 1.</param>
    /// <param name="targetSize">Number of target values of one sample, at least 1.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty, does not hold whole rows, or holds more than 2^31 - 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public static StreamedDataSet OpenRows(string path, int inputSize, int targetSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
        return RowFile.Open(path, inputSize, targetSize, classCount: 0);
    }

    /// <summary>
    /// Opens rows of 32-bit floats, little-endian, without a header: the inputs of a sample, then its label as a whole number. NumPy writes
    /// them by <c>np.column_stack([x, labels]).astype('&lt;f4').tofile(path)</c>, FcGen by <see cref="Write"/>. A label that is no class
    /// index is refused when it is read.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="inputSize">Number of input values of one sample, at least 1.</param>
    /// <param name="classCount">Number of classes, from 1 to 2^24, up to which floats hold every whole number.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty, does not hold whole rows, or holds more than 2^31 - 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static StreamedDataSet OpenLabelledRows(string path, int inputSize, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classCount, RowFormat.MostClasses);
        return RowFile.Open(path, inputSize, targetSize: 0, classCount);
    }

    /// <summary>
    /// Opens images and labels in the IDX format of <see href="http://yann.lecun.com/exdb/mnist/">MNIST</see>, which must not be compressed.
    /// Pixels from 0 to 255 become inputs from 0 to 1, row after row, as in <see cref="DataSet.FromIdx"/>. The labels are read through once, to find their largest.
    /// </summary>
    /// <param name="imagesPath">Unsigned bytes [images, rows, columns], magic number 0x00000803.</param>
    /// <param name="labelsPath">Unsigned bytes [images], magic number 0x00000801.</param>
    /// <exception cref="FileNotFoundException">One of the files does not exist.</exception>
    /// <exception cref="InvalidDataException">A file is not as described; the message tells which, what was expected and found.</exception>
    public static StreamedDataSet OpenIdx(string imagesPath, string labelsPath) => IdxFile.Open(imagesPath, labelsPath);

    /// <summary>
    /// Reads comma-separated numbers once, one sample at a time, into a file of rows, and opens that: <see cref="OpenRows"/> or
    /// <see cref="OpenLabelledRows"/> open it again later. The text may be compressed with gzip (detected by its content, not its name).
    /// </summary>
    /// <param name="csvPath">The text, in UTF-8 or with a byte order mark, or such text compressed.</param>
    /// <param name="rowsPath">
    /// The file of rows to write. An existing one is replaced when the rows are complete, and stays if anything fails. Like
    /// <see cref="INetwork{TSelf}.Save(string)"/> it follows links and keeps owner and permissions.
    /// </param>
    /// <param name="options">Form of the text and meaning of its columns. Default: no header, the last column is the label.</param>
    /// <exception cref="FileNotFoundException">There is no such text.</exception>
    /// <exception cref="InvalidDataException">The text is not as described; the message tells where, what was expected and found.</exception>
    /// <exception cref="ArgumentException">
    /// An option is out of its range, a label is above 2^24 - 1, up to which floats hold every whole number, or both paths name the same
    /// file, through links too.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file of rows is read-only, or its owner cannot be kept.</exception>
    /// <exception cref="IOException">Writing failed, or <paramref name="rowsPath"/> names something else than a regular file.</exception>
    public static StreamedDataSet ConvertCsv(string csvPath, string rowsPath, CsvOptions? options = null) =>
        RowWriter.WriteCsv(rowsPath, csvPath, options ?? new CsvOptions());

    /// <summary>
    /// Writes samples as <see cref="OpenRows"/> and <see cref="OpenLabelledRows"/> read them, a few at a time. An existing file is replaced
    /// when the new one is complete, and stays if anything fails; on Unix the samples may come from that file. Links, permissions, FIFOs and
    /// devices are treated as by <see cref="INetwork{TSelf}.Save(string)"/>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="samples">The samples.</param>
    /// <exception cref="ArgumentException">The samples have more than 2^24 classes, which floats do not hold.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its owner cannot be kept.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    public static void Write(string path, DataSource samples) => RowWriter.Write(path, samples);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    private protected abstract void Close();
}
