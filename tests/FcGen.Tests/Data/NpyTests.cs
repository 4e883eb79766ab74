using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace FcGen.Tests.Data;

/// <summary>Arrays of NumPy, in single files and in archives.</summary>
public sealed class NpyTests : IDisposable
{
    /// <summary>Three samples of two inputs.</summary>
    private static readonly byte[] Inputs = NpyFile.Of<float>("<f4", "(3, 2)", 1, 2, 3, 4, 5, 6);

    private static readonly byte[] Labels = NpyFile.Of<long>("<i8", "(3,)", 2, 0, 1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_files_are_inputs_and_labels_compressed_or_not(bool isCompressed)
    {
        DataSet data = isCompressed ? Read(TemporaryFolder.Gzip(Inputs), TemporaryFolder.Gzip(Labels)) : Read(Inputs, Labels);

        Assert.Equal([1f, 2, 3, 4, 5, 6], data.Inputs);
        Assert.Equal([2, 0, 1], data.Labels);
        Assert.Equal((3, 2, 3), (data.Count, data.InputSize, data.ClassCount));
    }

    [Fact]
    public void Targets_are_rows_of_their_file()
    {
        byte[] targets = NpyFile.Of<double>("<f8", "(3, 2)", .5, 1, 1.5, 2, 2.5, 3);

        DataSet data = DataSet.FromNpyWithTargets(_folder.Write("x.npy", Inputs), _folder.Write("y.npy", targets));

        Assert.Equal([.5f, 1, 1.5f, 2, 2.5f, 3], data.Targets);
        Assert.Equal(2, data.TargetSize);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Arrays_of_an_archive_have_names(CompressionLevel level)
    {
        string path = _folder.Write("data.npz", NpyFile.Archive(level, ("y.npy", Labels), ("x.npy", Inputs), ("t.npy", Inputs)));

        DataSet data = DataSet.FromNpz(path, "x", "y");
        DataSet withTargets = DataSet.FromNpzWithTargets(path, inputs: "x", targets: "t");

        Assert.Equal([1f, 2, 3, 4, 5, 6], data.Inputs);
        Assert.Equal([2, 0, 1], data.Labels);
        Assert.Equal([1f, 2, 3, 4, 5, 6], withTargets.Targets);
        Assert.Equal(
            $"'{path}': expected an array 'z', but the archive contains 'y', 'x', 't'.",
            Assert.Throws<InvalidDataException>(() => DataSet.FromNpz(path, "x", "z")).Message);
    }

    [Fact]
    public void Every_type_of_number_is_read()
    {
        Check<Half>("<f2", (Half)(-1), (Half)2.5f);
        Check<float>("<f4", -1, 2.5f);
        Check<double>("<f8", -1, 2.5);
        Check<sbyte>("|i1", -1, 2);
        Check<short>("<i2", -1, 2);
        Check<int>("<i4", -1, 2);
        Check<long>("<i8", -1, 2);
        Check<byte>("|u1", 255, 2);
        Check<ushort>("<u2", 65_535, 2);
        Check<uint>("<u4", uint.MaxValue, 2);
        Check<ulong>("<u8", ulong.MaxValue, 2);
        Check<bool>("|b1", true, false);

        void Check<T>(string type, T first, T second)
            where T : unmanaged
        {
            DataSet data = Read(NpyFile.Of(type, "(2,)", first, second), NpyFile.Of<byte>("|u1", "(2, 1)", 0, 1));

            Assert.Equal([Convert(first), Convert(second)], data.Inputs);
        }

        static float Convert<T>(T value) => value is Half half ? (float)half : System.Convert.ToSingle(value);
    }

    [Fact]
    public void Fortran_order_is_converted_to_rows()
    {
        float[] values = [.. Enumerable.Range(0, 24).Select(i => (float)i)];
        byte[] cube = NpyFile.Of("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3, 4)}", MemoryMarshal.AsBytes(values.AsSpan()));

        DataSet data = Read(cube, NpyFile.Of<bool>("|b1", "(2,)", false, true));

        // Element [n, i, j] is stored at n + 2 i + 6 j.
        Assert.Equal([0f, 6, 12, 18, 2, 8, 14, 20, 4, 10, 16, 22], data.GetInput(0));
        Assert.Equal([1f, 7, 13, 19, 3, 9, 15, 21, 5, 11, 17, 23], data.GetInput(1));
    }

    [Theory]
    [InlineData(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }")]
    [InlineData(2, "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }")]
    [InlineData(3, "{\"shape\":(3,2),\"fortran_order\":False,\"descr\":\"<f4\"}")]
    public void Versions_order_of_keys_and_quotes_do_not_matter(int version, string description) =>
        Assert.Equal([1f, 2, 3, 4, 5, 6], Read(NpyFile.Of(description, Inputs.AsSpan()[^24..], version), Labels).Inputs);

    [Theory]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (3, 2)}", "the type is '>f4'. Convert the array in Python with astype('<f4').")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (3, 2)}", "the type is '|O'")]
    [InlineData("{'descr': '<U5', 'fortran_order': False, 'shape': (3, 2)}", "the type is '<U5'")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (3, 2)}", "expected a description such as")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': ()}", "in at least one dimension, but the shape is '()'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 2)}", "but the shape is '(0, 2)'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536)}", "but the shape is '(65536, 65536)'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 2)}", "expected 32 bytes of values, as the header says [4, 2], but found 24.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "expected a description such as")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (3, 2)}", "expected a description such as")]
    [InlineData("__import__('os')", "but found '__import__('os')'.")]
    public void Other_descriptions_are_refused(string description, string message)
    {
        byte[] content = NpyFile.Of(description, Inputs.AsSpan()[^24..]);

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(content, Labels)).Message);
    }

    [Fact]
    public void Any_shorter_or_longer_file_is_refused()
    {
        byte[] compressed = TemporaryFolder.Gzip(Inputs);
        foreach (byte[] file in (byte[][])[Inputs, compressed])
        {
            for (int length = 0; length < file.Length; length++)
            {
                byte[] cut = file[..length];
                Assert.Throws<InvalidDataException>(() => Read(cut, Labels));
            }
        }

        Assert.Throws<InvalidDataException>(() => Read([.. Inputs, 0], Labels));
        Assert.Throws<InvalidDataException>(() => Read(TemporaryFolder.Gzip([.. Inputs, 0]), Labels));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void A_damaged_archive_is_refused_or_gives_the_same_data(CompressionLevel level)
    {
        byte[] archive = NpyFile.Archive(level, ("x.npy", Inputs), ("y.npy", Labels));
        string path = _folder.Path("data.npz");
        for (int i = 0; i < archive.Length; i++)
        {
            byte[] damaged = [.. archive];
            damaged[i] ^= 0x55;
            File.WriteAllBytes(path, damaged);
            if (Record.Exception(() => Assert.Equal([1f, 2, 3, 4, 5, 6], DataSet.FromNpz(path, "x", "y").Inputs)) is { } exception)
            {
                Assert.StartsWith($"'{path}'", Assert.IsType<InvalidDataException>(exception).Message);
            }

            File.WriteAllBytes(path, archive[..i]);
            Assert.Throws<InvalidDataException>(() => DataSet.FromNpz(path, "x", "y"));
        }
    }

    [Fact]
    public void The_header_of_a_compressed_file_does_not_reserve_memory()
    {
        byte[] header = NpyFile.Of<float>("<f4", "(268435456, 4)", 1, 2);
        string path = _folder.Write("data.npz", NpyFile.Archive(CompressionLevel.Optimal, ("x.npy", header), ("y.npy", Labels)));
        long before = GC.GetAllocatedBytesForCurrentThread();

        var exception = Assert.Throws<InvalidDataException>(() => DataSet.FromNpz(path, "x", "y"));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
        Assert.Equal($"'{path}', array 'x': expected 4294967296 bytes of values, as the header says, but found 8.", exception.Message);
    }

    [Fact]
    public void Each_sample_needs_one_label()
    {
        Assert.Contains(
            "expected 3 labels, one for each row of", Assert.Throws<InvalidDataException>(() => Read(Inputs, NpyFile.Of<byte>("|u1", "(2,)", 0, 1))).Message);
        Assert.Contains(
            "expected one label per sample, [3], but the shape is [3, 2]. FromNpyWithTargets",
            Assert.Throws<InvalidDataException>(() => Read(Inputs, Inputs)).Message);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(.5f)]
    [InlineData(float.NaN)]
    public void A_label_that_is_no_class_is_refused(float label) => Assert.Contains(
        $"whole numbers of at least 0, but label 2 is {label}.",
        Assert.Throws<InvalidDataException>(() => Read(Inputs, NpyFile.Of("<f4", "(3,)", 0, 1, label))).Message);

    [Fact]
    public void A_value_that_is_no_finite_float_is_refused() => Assert.Contains(
        "but value 1 is 1E+39.",
        Assert.Throws<InvalidDataException>(() => Read(NpyFile.Of("<f8", "(3,)", 0, 1e39, 0), Labels)).Message);

    [Fact]
    public void Files_of_other_formats_are_named()
    {
        string text = _folder.Write("text", "<!DOCTYPE html>\n<title>x.npy</title>\n");
        string labels = _folder.Write("labels", Labels);

        Assert.Equal(
            $"'{text}': expected a NumPy array (.npy), but this looks like an HTML page: download the file itself, not the page that shows it.",
            Assert.Throws<InvalidDataException>(() => DataSet.FromNpy(text, labels)).Message);
        Assert.Contains("looks like an HTML page", Assert.Throws<InvalidDataException>(() => DataSet.FromNpz(text, "x", "y")).Message);
        Assert.Contains("looks like a NumPy array (.npy): DataSet.FromNpy reads it.", Assert.Throws<InvalidDataException>(() => DataSet.FromNpz(labels, "x", "y")).Message);
        string archive = _folder.Write("archive", NpyFile.Archive(CompressionLevel.Optimal, ("x.npy", Inputs)));
        Assert.Contains(
            "looks like an archive of NumPy arrays (.npz): DataSet.FromNpz reads it.",
            Assert.Throws<InvalidDataException>(() => DataSet.FromNpy(archive, labels)).Message);
        Assert.Throws<FileNotFoundException>(() => DataSet.FromNpz(_folder.Path("missing"), "x", "y"));
        Assert.Throws<FileNotFoundException>(() => DataSet.FromNpy(_folder.Path("missing"), labels));
    }

    [Fact]
    public void A_description_of_blanks_is_refused_at_once()
    {
        string description = "{" + new string(' ', 9_000) + "'descr': '<f4'";

        Assert.Throws<InvalidDataException>(() => Read(NpyFile.Of(description, []), Labels));
        Assert.Contains(
            "at most 10000 bytes",
            Assert.Throws<InvalidDataException>(() => Read(NpyFile.Of(new string(' ', 20_000), Encoding.UTF8.GetBytes(""), 2), Labels)).Message);
    }

    private DataSet Read(byte[] inputs, byte[] labels) => DataSet.FromNpy(_folder.Write("x.npy", inputs), _folder.Write("y.npy", labels));
}
