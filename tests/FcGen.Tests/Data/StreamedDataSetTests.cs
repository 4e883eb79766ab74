using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FcGen.Tests.Files;
using FcGen.Tests.Training;

namespace FcGen.Tests.Data;

/// <summary>Files that are read a few samples at a time.</summary>
public sealed class StreamedDataSetTests : IDisposable
{
    private static readonly float[] Rows = [1, 2, 0, 3, 4, 2, 5, 6, 1, 7, 8, 2];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_row_is_the_inputs_and_then_the_label_or_the_targets()
    {
        string path = WriteFloats(Rows);
        using StreamedDataSet labeled = StreamedDataSet.OpenLabeledRows(path, inputSize: 2, classCount: 3);
        using StreamedDataSet targeted = StreamedDataSet.OpenRows(path, inputSize: 1, targetSize: 2);

        DataSet labels = ReadAll(labeled);
        DataSet targets = ReadAll(targeted);

        Assert.Equal((4, 2, 0, 3), (labeled.Count, labeled.InputSize, labeled.TargetSize, labeled.ClassCount));
        Assert.Equal([1f, 2, 3, 4, 5, 6, 7, 8], labels.Inputs);
        Assert.Equal([0, 2, 1, 2], labels.Labels);
        Assert.Equal((4, 1, 2, 0), (targeted.Count, targeted.InputSize, targeted.TargetSize, targeted.ClassCount));
        Assert.Equal([1f, 3, 5, 7], targets.Inputs);
        Assert.Equal([2f, 0, 4, 2, 6, 1, 8, 2], targets.Targets);
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(300, 500)]
    [InlineData(40_000, 3)]
    public void What_is_written_is_read_again_from_any_place(int inputSize, int count)
    {
        float[] inputs = [.. Enumerable.Range(0, inputSize * count).Select(i => MathF.Sin(i))];
        var labeled = new DataSet(inputs, [.. Enumerable.Range(0, count).Select(i => i * 7 % 5)]);
        var targeted = new DataSet(inputs, inputs, count);
        StreamedDataSet.Write(_folder.Path("labeled"), labeled);
        StreamedDataSet.Write(_folder.Path("targeted"), targeted.Subset([.. Enumerable.Range(0, count)]));
        using StreamedDataSet labeledFile = StreamedDataSet.OpenLabeledRows(_folder.Path("labeled"), inputSize, labeled.ClassCount);
        using StreamedDataSet targetedFile = StreamedDataSet.OpenRows(_folder.Path("targeted"), inputSize, inputSize);

        foreach (int first in new[] { 0, 1, count / 2, count - 1 })
        {
            AssertSame(labeled, labeledFile, first);
            AssertSame(targeted, targetedFile, first);
        }

        static void AssertSame(DataSet expected, StreamedDataSet actual, int first)
        {
            DataSet read = ReadAll(actual, first);
            Assert.Equal(expected.Inputs[(first * expected.InputSize)..], read.Inputs);
            Assert.Equal(expected.Labels[(expected.HasLabels ? first : 0)..], read.Labels);
            Assert.Equal(expected.Targets[(first * expected.TargetSize)..], read.Targets);
        }
    }

    [Fact]
    public void Images_are_those_that_are_read_into_memory()
    {
        var random = new Random(1);
        (string images, string labels) = WriteIdx(random, count: 70_000, rows: 2, columns: 3);
        DataSet expected = DataSet.FromIdx(images, labels);
        using StreamedDataSet file = StreamedDataSet.OpenIdx(images, labels);

        DataSet read = ReadAll(file, first: 5);

        Assert.Equal((expected.Count, expected.InputSize, expected.ClassCount), (file.Count, file.InputSize, file.ClassCount));
        Assert.Equal(expected.Inputs[30..], read.Inputs);
        Assert.Equal(expected.Labels[5..], read.Labels);
    }

    [Theory]
    [InlineData("1,2,0\n\n3,4,2\n5.5,6,1\n", null)]
    [InlineData("a;b;c\n1;2;0\n3;4;2\n5.5;6;1", new[] { 2, 0 })]
    public void A_text_becomes_the_samples_that_are_read_into_memory(string text, int[]? targetColumns)
    {
        string csv = _folder.Write("csv", text);
        var options = new CsvOptions { Delimiter = text[1], HasHeader = text[0] == 'a', TargetColumns = targetColumns };
        DataSet expected = DataSet.FromCsv(csv, options);

        using StreamedDataSet file = StreamedDataSet.ConvertCsv(csv, _folder.Path("rows"), options);

        DataSet read = ReadAll(file);
        Assert.Equal((expected.InputSize, expected.TargetSize, expected.ClassCount), (file.InputSize, file.TargetSize, file.ClassCount));
        Assert.Equal(expected.Inputs, read.Inputs);
        Assert.Equal(expected.Labels, read.Labels);
        Assert.Equal(expected.Targets, read.Targets);
    }

    [Theory]
    [InlineData("1,2,0\n3,x,2\n", "line 2, column 2: expected a finite number but found 'x'")]
    [InlineData("\n", "expected at least one row of numbers")]
    [InlineData("1,16777216", "16777217")]
    public void A_text_that_is_refused_leaves_no_file(string text, string message)
    {
        string csv = _folder.Write("csv", text);

        Exception exception = Assert.ThrowsAny<Exception>(() => StreamedDataSet.ConvertCsv(csv, _folder.Path("rows")));

        Assert.Contains(message, exception.Message);
        Assert.False(File.Exists(_folder.Path("rows")));
        string compressed = _folder.Write("gz", TemporaryFolder.Gzip(File.ReadAllBytes(csv)));
        Assert.Contains(message, Assert.ThrowsAny<Exception>(() => StreamedDataSet.ConvertCsv(compressed, _folder.Path("rows"))).Message);
        Assert.False(File.Exists(_folder.Path("rows")));
        Assert.Equal(text, File.ReadAllText(csv));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_text_is_not_overwritten_under_any_of_its_names(bool isCompressed)
    {
        byte[] text = isCompressed ? TemporaryFolder.Gzip("1,0\n"u8.ToArray()) : "1,0\n"u8.ToArray();
        Directory.CreateDirectory(_folder.Path("texts"));
        string csv = _folder.Write("texts/csv", text);
        List<string> names = [csv, _folder.Path("texts/../texts/csv")];
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(_folder.Path("link"), csv);
            Directory.CreateSymbolicLink(_folder.Path("folder"), "texts");
            names.AddRange([_folder.Path("link"), _folder.Path("folder/csv")]);
        }

        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(0, UnixFiles.Run("ln", csv, _folder.Path("hard")));
            names.Add(_folder.Path("hard"));
        }

        foreach (string name in names)
        {
            Assert.Contains(
                $"'{name}' is the text '{csv}' itself",
                Assert.Throws<ArgumentException>("path", () => StreamedDataSet.ConvertCsv(csv, name)).Message);
            Assert.Throws<ArgumentException>("path", () => StreamedDataSet.ConvertCsv(name, csv));
        }

        Assert.Equal(text, File.ReadAllBytes(csv));
    }

    [Fact]
    public void A_compressed_text_becomes_rows()
    {
        byte[] members = [.. TemporaryFolder.Gzip("1,2,0\n3,4,"u8.ToArray()), .. TemporaryFolder.Gzip("2\n"u8.ToArray())];

        using StreamedDataSet file = StreamedDataSet.ConvertCsv(_folder.Write("csv", members), _folder.Path("rows"));

        Assert.Equal([1f, 2, 3, 4], ReadAll(file).Inputs);
        Assert.Equal([0, 2], ReadAll(file).Labels);
    }

    [Fact]
    public void Samples_may_be_written_over_the_file_that_they_come_from()
    {
        if (OperatingSystem.IsWindows())
        {
            // Windows refuses to replace a file that is open.
            return;
        }

        string path = WriteFloats([.. Enumerable.Range(0, 50_000).Select(i => (float)(i % 3))]);
        byte[] before = File.ReadAllBytes(path);
        using StreamedDataSet file = StreamedDataSet.OpenLabeledRows(path, inputSize: 1, classCount: 3);

        StreamedDataSet.Write(path, file);

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(25_000, ReadAll(file).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Writing_that_fails_leaves_the_folder_as_it_was(bool holdsRows)
    {
        string csv = _folder.Write("csv", string.Concat(Enumerable.Repeat("1,2,0\n", 20_000)) + "1,2,x\n");
        string rows = holdsRows ? WriteFloats(Rows) : _folder.Path("rows");
        string[] files = Directory.GetFiles(_folder.Path(""));
        var source = new NumberedSource(40_000) { Reading = first => _ = first < 20_000 ? 0 : throw new InvalidDataException("damaged") };

        AssertFails(() => StreamedDataSet.Write(rows, source));
        AssertFails(() => StreamedDataSet.ConvertCsv(csv, rows));

        void AssertFails(Action write)
        {
            Assert.Throws<InvalidDataException>(write);
            Assert.Equal(files.Order(), Directory.GetFiles(_folder.Path("")).Order());
            if (holdsRows)
            {
                Assert.Equal(Rows, MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(rows)));
            }
        }
    }

    [Fact]
    public void What_is_written_takes_the_place_of_what_was_there()
    {
        string path = WriteFloats(Rows);

        StreamedDataSet.Write(path, new DataSet([1f, 2, 3, 4], [1, 0]));

        Assert.Equal([1f, 2, 1, 3, 4, 0], MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)));
        Assert.Equal([path], Directory.GetFiles(_folder.Path("")));
    }

    [Theory]
    [InlineData(0, "0 bytes: 0 rows and 0 bytes")]
    [InlineData(11, "11 bytes: 0 rows and 11 bytes")]
    [InlineData(47, "47 bytes: 3 rows and 11 bytes")]
    public void A_file_that_does_not_hold_whole_rows_is_refused(int length, string found)
    {
        string path = _folder.Write("rows", MemoryMarshal.AsBytes(Rows.AsSpan())[..length].ToArray());

        var exception = Assert.Throws<InvalidDataException>(() => StreamedDataSet.OpenLabeledRows(path, inputSize: 2, classCount: 3));

        Assert.Contains("rows of 12 bytes (2 inputs and a label, 4 bytes each)", exception.Message);
        Assert.Contains(found, exception.Message);
        File.Delete(path);
    }

    [Fact]
    public void A_file_that_was_cut_after_it_was_opened_is_refused_when_it_is_read()
    {
        string path = WriteFloats(Rows);
        using StreamedDataSet file = StreamedDataSet.OpenLabeledRows(path, inputSize: 2, classCount: 3);
        using (FileStream cut = File.Open(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            cut.SetLength(40);
        }

        Assert.Contains(
            "expected 48 bytes as when it was opened, but found 40", Assert.Throws<InvalidDataException>(() => ReadAll(file)).Message);
    }

    [Theory]
    [InlineData(3f)]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    [InlineData(float.NaN)]
    public void A_label_that_is_no_class_is_refused_with_its_place(float label)
    {
        float[] rows = [.. Rows];
        rows[8] = label;
        using StreamedDataSet file = StreamedDataSet.OpenLabeledRows(WriteFloats(rows), inputSize: 2, classCount: 3);

        var exception = Assert.Throws<InvalidDataException>(() => ReadAll(file));

        Assert.Contains($"sample 2: expected a label, a whole number from 0 to 2, but found {label}", exception.Message);
    }

    [Fact]
    public void Damaged_images_are_refused_when_they_are_opened()
    {
        (string images, string labels) = WriteIdx(new Random(1), count: 3, rows: 2, columns: 2);
        byte[] good = File.ReadAllBytes(images);

        AssertRefused(good[..^1], "expected 12 bytes of values, as the header says [3, 2, 2], but found 11");
        AssertRefused([.. good, 0], "but found 13");
        AssertRefused(good[..7], "expected an IDX header of 16 bytes for 3 dimensions, but the file has 7 bytes");
        AssertRefused(TemporaryFolder.Gzip(good), "compressed with gzip");
        Assert.Contains("0x00000801", Assert.Throws<InvalidDataException>(() => StreamedDataSet.OpenIdx(images, images)).Message);
        Assert.Throws<FileNotFoundException>(() => StreamedDataSet.OpenIdx(_folder.Path("missing"), labels));

        void AssertRefused(byte[] content, string message) =>
            Assert.Contains(
                message, Assert.Throws<InvalidDataException>(() => StreamedDataSet.OpenIdx(_folder.Write("damaged", content), labels)).Message);
    }

    [Fact]
    public void Samples_that_are_not_there_or_have_another_form_are_not_read()
    {
        using StreamedDataSet file = StreamedDataSet.OpenLabeledRows(WriteFloats(Rows), inputSize: 2, classCount: 3);

        Assert.Contains(
            "4 samples, but 2 from index 3 were requested.",
            Assert.Throws<ArgumentOutOfRangeException>("first", () => file.Read(3, new SampleBatch(new float[4], new int[2], [], 2))).Message);
        Assert.Throws<ArgumentOutOfRangeException>("first", () => file.Read(-1, new SampleBatch(new float[4], new int[2], [], 2)));
        Assert.Contains(
            "Expected a batch of samples with 2 inputs and 0 targets",
            Assert.Throws<ArgumentException>("destination", () => file.Read(0, new SampleBatch(new float[4], [], new float[4], 2))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => StreamedDataSet.OpenRows(_folder.Path("rows"), 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => StreamedDataSet.OpenRows(_folder.Path("rows"), 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StreamedDataSet.OpenLabeledRows(_folder.Path("rows"), 1, 0));
    }

    private static DataSet ReadAll(StreamedDataSet file, int first = 0)
    {
        int count = file.Count - first;
        var inputs = new float[count * file.InputSize];
        var labels = new int[file.HasLabels ? count : 0];
        var targets = new float[count * file.TargetSize];
        file.Read(first, new SampleBatch(inputs, labels, targets, count));
        return file.HasLabels ? new DataSet(inputs, labels) : new DataSet(inputs, targets, count);
    }

    private string WriteFloats(ReadOnlySpan<float> values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return _folder.Write("rows", bytes);
    }

    private (string Images, string Labels) WriteIdx(Random random, int count, int rows, int columns)
    {
        var pixels = new byte[count * rows * columns];
        random.NextBytes(pixels);
        byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i * 11 % 10))];
        return (
            _folder.Write("images", [.. IdxTests.Header(0x0803, count, rows, columns), .. pixels]),
            _folder.Write("labels", [.. IdxTests.Header(0x0801, count), .. labels]));
    }
}
