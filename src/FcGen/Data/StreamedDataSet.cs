using FcGen.Data;

namespace FcGen;

/// <summary>
/// Samples in a file that may be larger than memory. Training buffers <see cref="FitOptions.BufferedSamples"/> samples at a time, and reads
/// the next ones in the background; that option describes the order. The samples have no weights, unlike those of a <see cref="DataSet"/>
/// (<see cref="DataSet.SampleWeights"/>). Thread-safe.
/// </summary>
/// <example>
/// <code>
/// using var train = StreamedDataSet.OpenLabeledRows("train.f32", inputSize: 784, classCount: 10);
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
    /// Opens a file of 32-bit floats, little-endian, without a header. Each row consists of the inputs of a sample and its targets. NumPy
    /// writes such files with <c>np.hstack([x, y]).astype('&lt;f4').tofile(path)</c>, FcGen with <see cref="Write"/>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="inputSize">Number of inputs per sample, at least 1.</param>
    /// <param name="targetSize">Number of targets per sample, at least 1.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty, its last row is incomplete, or it has more than 2^31 - 1 rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public static StreamedDataSet OpenRows(string path, int inputSize, int targetSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
        return RowFile.Open(path, inputSize, targetSize, classCount: 0);
    }

    /// <summary>
    /// Opens a file of 32-bit floats, little-endian, without a header. Each row consists of the inputs of a sample and its label, a whole
    /// number. NumPy writes such files with <c>np.column_stack([x, labels]).astype('&lt;f4').tofile(path)</c>, FcGen with
    /// <see cref="Write"/>. Labels are checked when they are read. Class names are read from a JSON array of strings in the file
    /// <paramref name="path"/> + <c>.classes.json</c>, if there is one.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="inputSize">Number of inputs per sample, at least 1.</param>
    /// <param name="classCount">Number of classes, from 1 to 2^24, the range in which floats represent whole numbers exactly.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is empty, its last row is incomplete, or it has more than 2^31 - 1 rows. Or the file of class names is damaged, or has another
    /// number of names than <paramref name="classCount"/>.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static StreamedDataSet OpenLabeledRows(string path, int inputSize, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classCount, RowFormat.MostClasses);
        return RowFile.Open(path, inputSize, targetSize: 0, classCount, ClassNamesFile.Read(path, classCount));
    }

    /// <summary>
    /// Opens images and labels in the IDX format of <see href="http://yann.lecun.com/exdb/mnist/">MNIST</see>, which must not be
    /// compressed. Types and dimensions are the same as in <see cref="DataSet.FromIdx"/>: pixels from 0 to 255 become inputs from 0 to 1, and
    /// floats are checked when they are read. All labels are read once to find the largest.
    /// </summary>
    /// <param name="imagesPath">Unsigned bytes or floats in 2 to 4 dimensions, [images, ...].</param>
    /// <param name="labelsPath">Unsigned bytes or 32-bit integers, [images].</param>
    /// <exception cref="FileNotFoundException">One of the files does not exist.</exception>
    /// <exception cref="InvalidDataException">
    /// A file is invalid; the message contains the file, the expected and the actual content.
    /// </exception>
    public static StreamedDataSet OpenIdx(string imagesPath, string labelsPath) => IdxFile.Open(imagesPath, labelsPath);

    /// <summary>
    /// Converts a CSV file, one sample at a time, to a file of rows, and opens that file. <see cref="OpenRows"/> or
    /// <see cref="OpenLabeledRows"/> opens the file again later. The text may be compressed with gzip, which is detected from the content,
    /// not the name.
    /// </summary>
    /// <remarks>
    /// All options are supported. The text is read once, so one-hot columns without given categories, and missing values filled with the
    /// mean, need options that <see cref="CsvOptions.Fit(string)"/> returned. The file of rows contains numbers only:
    /// <see cref="DataSource.ClassNames"/> are written to a second file beside it, as by <see cref="Write"/>.
    /// </remarks>
    /// <param name="csvPath">The text, in UTF-8 or with a byte order mark, or such text compressed.</param>
    /// <param name="rowsPath">
    /// The file of rows to write. An existing file is replaced when the rows are complete, and is kept if an error occurs. Like
    /// <see cref="INetwork{TSelf}.Save(string)"/>, the method follows links and preserves owner and permissions.
    /// </param>
    /// <param name="options">Text format and roles of the columns. Default: no header, the last column is the label.</param>
    /// <exception cref="FileNotFoundException">The text does not exist.</exception>
    /// <exception cref="InvalidDataException">
    /// The text is invalid; the message contains the position, the expected and the actual content.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// An option is out of range or needs <see cref="CsvOptions.Fit(string)"/>, <see cref="CsvOptions.WeightColumn"/> is set, a label is above
    /// 2^24 - 1, the largest label of this format, or both paths name the same file, also through links.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file of rows is read-only, or its owner cannot be preserved.</exception>
    /// <exception cref="IOException">Writing failed, or <paramref name="rowsPath"/> is not a regular file.</exception>
    public static StreamedDataSet ConvertCsv(string csvPath, string rowsPath, CsvOptions? options = null) =>
        RowWriter.WriteCsv(rowsPath, csvPath, options ?? new CsvOptions());

    /// <summary>
    /// Writes samples in the format of <see cref="OpenRows"/> and <see cref="OpenLabeledRows"/>, a few at a time. An existing file is
    /// replaced when the new file is complete, and is kept if an error occurs. On Unix the samples may come from that file. Links,
    /// permissions, FIFOs and devices are handled as by <see cref="INetwork{TSelf}.Save(string)"/>. <see cref="DataSource.ClassNames"/> are
    /// written to the file <paramref name="path"/> + <c>.classes.json</c>; without names, such a file of earlier samples is deleted.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="samples">The samples.</param>
    /// <exception cref="ArgumentException">
    /// The samples have more than 2^24 classes, the limit of this format, or they have weights, which this format lacks.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its owner cannot be preserved.</exception>
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
