using System.Globalization;
using System.Text;
using FcGen.Data;
using FcGen.Tests.Serialization;

namespace FcGen.Tests.Data;

public sealed class CsvTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void By_default_there_is_no_header_and_the_last_column_is_the_label()
    {
        DataSet data = DataSet.FromCsv(_folder.Write("data.csv", "0.5,1,2\n-3e-1,4,0\n"));

        Assert.Equal([.5f, 1, -.3f, 4], data.Inputs);
        Assert.Equal([2, 0], data.Labels);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void The_label_column_counts_from_either_end(int column)
    {
        DataSet data = Parse("7,1,2\n8,3,4", new CsvOptions { LabelColumn = column });

        Assert.Equal([7, 8], data.Labels);
        Assert.Equal([1f, 2, 3, 4], data.Inputs);
    }

    [Fact]
    public void Target_columns_give_targets_in_the_order_named()
    {
        DataSet data = Parse("1,2,3,4\n5,6,7,8", new CsvOptions { TargetColumns = [-1, 0] });

        Assert.Equal([2f, 3, 6, 7], data.Inputs);
        Assert.Equal([4f, 1, 8, 5], data.Targets);
        Assert.False(data.HasLabels);
    }

    [Fact]
    public void A_header_is_skipped_and_may_hold_delimiters_and_quotes_in_quotes()
    {
        DataSet data = Parse("\"width, \"\"outer\"\"\",kind\n1.5,3", new CsvOptions { HasHeader = true });

        Assert.Equal([1.5f], data.Inputs);
        Assert.Equal([3], data.Labels);
    }

    [Theory]
    [InlineData("1.5,2,3\r\n4,5,6\r\n")]
    [InlineData("\n1.5,2,3\n\n  \n4,5,6\n\n")]
    [InlineData("\"1.5\",\"2\",\"3\"\n\"4\" , \"5\",6")]
    [InlineData(" 1.5 , 2,\t3 \n4,5,6.0")]
    [InlineData("\uFEFF1.5,2,3\n4,5,6e0")]
    [InlineData("1.5000000000000000000e+00,+2,3.000000000000000000e+00\n4,5,6")]
    public void Line_ends_blank_lines_quotes_blanks_and_notation_do_not_matter(string text)
    {
        DataSet data = DataSet.FromCsv(new MemoryStream(Encoding.UTF8.GetBytes(text)));

        Assert.Equal([1.5f, 2, 4, 5], data.Inputs);
        Assert.Equal([3, 6], data.Labels);
    }

    [Theory]
    [InlineData(';', "1.5;2;3")]
    [InlineData('\t', "1.5\t2\t3")]
    [InlineData(' ', "1.5 2 3")]
    public void The_delimiter_may_be_another_character(char delimiter, string text)
    {
        DataSet data = Parse(text, new CsvOptions { Delimiter = delimiter });

        Assert.Equal([1.5f, 2], data.Inputs);
        Assert.Equal([3], data.Labels);
    }

    [Fact]
    public void The_culture_of_the_user_does_not_matter()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var decimalComma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (decimalComma.NumberFormat.NumberDecimalSeparator, decimalComma.NumberFormat.NumberGroupSeparator) = (",", ".");
            decimalComma.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = decimalComma;

            Assert.Equal([1.5f, -2.25f], Parse("1.5,-2.25,0").Inputs);
            Assert.Throws<InvalidDataException>(() => Parse("1,5;0", new CsvOptions { Delimiter = ';' }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Gzip_is_told_by_its_content_whatever_the_name()
    {
        byte[] compressed = TemporaryFolder.Gzip("1,2\n3,4"u8.ToArray());

        Assert.Equal([1f, 3], DataSet.FromCsv(_folder.Write("data.csv", compressed)).Inputs);
        Assert.Equal([1f, 3], DataSet.FromCsv(new MemoryStream(compressed)).Inputs);
        Assert.Equal([1f, 3], DataSet.FromCsv(_folder.Write("data.csv.gz", "1,2\n3,4")).Inputs);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void A_long_text_needs_memory_for_its_numbers_and_little_more(int rows)
    {
        byte[] row = Encoding.UTF8.GetBytes($"{string.Join(',', Enumerable.Range(0, 20))},3\n");
        byte[] compressed = TemporaryFolder.Gzip(row, rows);
        DataSet.FromCsv(new MemoryStream(compressed));

        long before = GC.GetAllocatedBytesForCurrentThread();
        DataSet data = DataSet.FromCsv(new MemoryStream(compressed));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((rows, 20, 4), (data.Count, data.InputSize, data.ClassCount));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (float)i), data.GetInput(rows - 1).ToArray());
        Assert.InRange(allocated, 0, (21L * sizeof(float) * rows) + (1 << 20));
    }

    [Fact]
    public void Gzip_may_have_several_members()
    {
        byte[][] parts = ["1,2\n3"u8.ToArray(), [], ",4\n"u8.ToArray()];
        byte[] members = [.. parts.SelectMany(part => TemporaryFolder.Gzip(part))];

        DataSet data = DataSet.FromCsv(new TricklingStream(members));

        Assert.Equal([1f, 3], data.Inputs);
        Assert.Equal([2, 4], data.Labels);
    }

    [Fact]
    public void Gzip_that_is_cut_or_followed_by_something_else_is_refused()
    {
        byte[] member = TemporaryFolder.Gzip("1,2\n3,4\n"u8.ToArray());
        byte[] archive = [.. member, .. member];
        for (int length = 2; length < archive.Length; length++)
        {
            if (length != member.Length)
            {
                AssertRefused(archive[..length]);
            }
        }

        AssertRefused([.. archive, 0]);
        AssertRefused([.. archive, .. new byte[512]]);
        AssertRefused([.. archive, 0x1F]);
        AssertRefused([.. archive, 0x1F, 0x8B]);
        AssertRefused([.. archive, .. "5,6\n"u8]);
        for (int i = member.Length - 8; i < member.Length; i++)
        {
            // Checksum and length of the first member.
            byte[] damaged = [.. archive];
            damaged[i] ^= 1;
            AssertRefused(damaged);
        }

        static void AssertRefused(byte[] content) => Assert.Contains(
            "CSV stream: ", Assert.Throws<InvalidDataException>(() => DataSet.FromCsv(new MemoryStream(content))).Message);
    }

    [Fact]
    public void A_line_that_does_not_end_is_refused_before_it_fills_the_memory()
    {
        byte[] compressed = TemporaryFolder.Gzip(new byte[1 << 20], 100);
        var stream = new MemoryStream(compressed);

        var exception = Assert.Throws<InvalidDataException>(() => DataSet.FromCsv(stream));

        Assert.Contains("line 1: expected lines of at most 16777216 characters, the limit CsvOptions.MaxLineLength", exception.Message);
        Assert.InRange(stream.Position, 0, compressed.Length / 2);
    }

    [Theory]
    [InlineData("1,2\n12345,0\n", 7, true)]
    [InlineData("1,2\n12345,0\n", 6, false)]
    [InlineData("1,2\n12345,0", 7, true)]
    [InlineData("1,2\n12345,0", 6, false)]
    [InlineData("1,2\r\n12345,0\r\n", 7, true)]
    public void Lines_may_be_as_long_as_the_limit_says(string text, int limit, bool fits)
    {
        var options = new CsvOptions { MaxLineLength = limit };
        if (fits)
        {
            Assert.Equal(2, Parse(text, options).Count);
            return;
        }

        Assert.Contains(
            "line 2: expected lines of at most 6 characters", Assert.Throws<InvalidDataException>(() => Parse(text, options)).Message);
    }

    [Fact]
    public void The_whole_text_may_be_as_long_as_the_limit_says()
    {
        byte[] compressed = TemporaryFolder.Gzip("1,2\n"u8.ToArray(), 1 << 20);
        var stream = new MemoryStream(compressed);

        Assert.Equal(1 << 20, DataSet.FromCsv(new MemoryStream(compressed), new CsvOptions { MaxCharacters = 4 << 20 }).Count);
        var exception = Assert.Throws<InvalidDataException>(() => DataSet.FromCsv(stream, new CsvOptions { MaxCharacters = 100_000 }));

        Assert.Contains("expected a text of at most 100000 characters, the limit CsvOptions.MaxCharacters", exception.Message);
        Assert.InRange(stream.Position, 0, compressed.Length - 1);
        Assert.Throws<InvalidDataException>(() => Parse("1,2\n3,4\n", new CsvOptions { MaxCharacters = 7 }));
    }

    [Fact]
    public void A_byte_order_mark_tells_the_encoding()
    {
        foreach (Encoding encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
        {
            byte[] text = [.. encoding.GetPreamble(), .. encoding.GetBytes("1.5,2\r\n3,4")];

            Assert.Equal([1.5f, 3], DataSet.FromCsv(new MemoryStream(text)).Inputs);
            Assert.Equal([1.5f, 3], DataSet.FromCsv(new TricklingStream(TemporaryFolder.Gzip(text))).Inputs);
        }

        Assert.Equal([1.5f], Parse("\uFEFF1.5,2").Inputs);
    }

    [Theory]
    [InlineData("1,2\0,3", 4)]
    [InlineData("\01,2,3", 1)]
    [InlineData("\0", 1)]
    public void A_NUL_character_is_no_text(string text, int position)
    {
        var exception = Assert.Throws<InvalidDataException>(() => Parse($"1,2,3\n{text}"));

        Assert.Equal(
            "CSV text, line 2: expected text in UTF-8, or in UTF-16 with a byte order mark, "
            + $"but found a NUL character at position {position}.",
            exception.Message);
        Assert.Contains("NUL", Assert.Throws<InvalidDataException>(
            () => DataSet.FromCsv(new MemoryStream(Encoding.Unicode.GetBytes("1,2\n3,4\n")))).Message);
    }

    [Theory]
    [InlineData("PK\u0003\u0004\u0014\0\0\0", "a zip archive")]
    [InlineData("<!DOCTYPE html><html>", "an HTML page")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0", "a Git LFS pointer")]
    [InlineData("", "an empty file")]
    public void A_file_of_another_format_is_named(string content, string format)
    {
        string path = _folder.Write("data.csv", content);
        string compressed = _folder.Write("data.csv.gz", TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(content)));

        foreach (string file in (string[])[path, compressed])
        {
            AssertNamed(file, () => DataSet.FromCsv(file));
            AssertNamed(file, () => StreamedDataSet.ConvertCsv(file, _folder.Path("rows")));
        }

        void AssertNamed(string file, Action read)
        {
            string message = Assert.Throws<InvalidDataException>(read).Message;
            Assert.StartsWith($"'{file}'", message);
            Assert.Contains($"The file looks like {format}", message);
        }
    }

    [Fact]
    public void Fields_are_shown_escaped()
    {
        var exception = Assert.Throws<InvalidDataException>(() => Parse("1,\u001B[31m2,0"));

        Assert.Contains("found '\\u001B[31m2'.", exception.Message);
    }

    [Fact]
    public void Lines_are_those_of_the_platform_however_they_arrive()
    {
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => "ab\r\n"[random.Next(4)]));
            var lines = new LineReader(new TricklingReader(text, random), "text", 1000, null);
            using var expected = new StringReader(text);

            while (lines.TryRead(out ReadOnlySpan<char> line))
            {
                Assert.Equal(expected.ReadLine(), line.ToString());
            }

            Assert.Null(expected.ReadLine());
            Assert.False(lines.TryRead(out _));
        }
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        string path = _folder.Path("folder");
        Directory.CreateDirectory(path);

        Assert.Equal($"The data file '{path}' is a folder.", Assert.Throws<FileNotFoundException>(() => DataSet.FromCsv(path)).Message);
    }

    [Theory]
    [InlineData("1,2,0\n3,x,1", "line 2, column 2", "a finite number", "'x'")]
    [InlineData("1,2,0\n\n3,,1", "line 3, column 2", "a finite number", "''")]
    [InlineData("1,NaN,0", "line 1, column 2", "a finite number", "'NaN'")]
    [InlineData("1e39,2,0", "line 1, column 1", "a finite number", "'1e39'")]
    [InlineData("1,2,0.5", "line 1, column 3", "whole number of at least 0", "'0.5'")]
    [InlineData("1,2,-1", "line 1, column 3", "whole number of at least 0", "'-1'")]
    [InlineData("1,2,2147483648", "line 1, column 3", "whole number of at least 0", "'2147483648'")]
    [InlineData("1,2,", "line 1, column 3", "whole number of at least 0", "''")]
    [InlineData("1,2,0\n3,4\n5,6,0", "line 2", "3 columns as in line 1", "found 2")]
    [InlineData("\n1,2,0\n3,4,5,0", "line 3", "3 columns as in line 2", "found 4")]
    [InlineData("1,\"2,0\n3,4,0", "line 1, column 2", "closing quote", "'\"2,0'")]
    [InlineData("1,\"2\"3,0", "line 1, column 2", "',' or the end of the line", "'3,0'")]
    [InlineData("", "CSV text", "at least one row", "0 lines")]
    [InlineData("\n \n", "CSV text", "at least one row", "2 lines")]
    [InlineData("5", "line 1", "at least one column of inputs", "1 columns")]
    public void A_malformed_text_is_refused_with_place_expectation_and_finding(string text, string place, string expected, string found)
    {
        var exception = Assert.Throws<InvalidDataException>(() => Parse(text));

        Assert.Contains(place, exception.Message);
        Assert.Contains(expected, exception.Message);
        Assert.Contains(found, exception.Message);
    }

    [Fact]
    public void A_header_must_have_as_many_columns_as_the_rows()
    {
        var exception = Assert.Throws<InvalidDataException>(() => Parse("a,b\n1,2,3", new CsvOptions { HasHeader = true }));

        Assert.Contains("line 2: expected 2 columns as in line 1, but found 3", exception.Message);
        Assert.Throws<InvalidDataException>(() => Parse("a,b", new CsvOptions { HasHeader = true }));
    }

    [Fact]
    public void Messages_name_the_file_and_shorten_what_was_found()
    {
        string path = _folder.Write("long.csv", $"1,{new string('y', 5000)},0");

        var exception = Assert.Throws<InvalidDataException>(() => DataSet.FromCsv(path));

        Assert.Contains($"'{path}', line 1, column 2", exception.Message);
        Assert.InRange(exception.Message.Length, path.Length, path.Length + 200);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-4)]
    public void A_column_the_file_does_not_have_is_refused(int column)
    {
        var forLabels = Assert.Throws<InvalidDataException>(() => Parse("1,2,3", new CsvOptions { LabelColumn = column }));
        var forTargets = Assert.Throws<InvalidDataException>(() => Parse("1,2,3", new CsvOptions { TargetColumns = [0, column] }));

        Assert.Contains($"LabelColumn names column {column}", forLabels.Message);
        Assert.Contains($"TargetColumns names column {column}", forTargets.Message);
        Assert.Contains("3 columns", forTargets.Message);
    }

    [Fact]
    public void Options_that_cannot_be_meant_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Parse("1,2", new CsvOptions { Delimiter = '.' }));
        Assert.Throws<ArgumentException>(() => Parse("1,2", new CsvOptions { TargetColumns = [] }));
        Assert.Throws<ArgumentException>(() => Parse("1,2,3", new CsvOptions { TargetColumns = [2, -1] }));
        Assert.Throws<ArgumentException>(() => Parse("1,2", new CsvOptions { MaxLineLength = 0 }));
        Assert.Throws<ArgumentException>(() => Parse("1,2", new CsvOptions { MaxLineLength = int.MaxValue }));
        Assert.Throws<ArgumentException>(() => Parse("1,2", new CsvOptions { MaxCharacters = 0 }));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        string path = Path.Combine(_folder.Path("no such folder"), "none.csv");

        var exception = Assert.Throws<FileNotFoundException>(() => DataSet.FromCsv(path));

        Assert.Equal(path, exception.FileName);
        Assert.Contains(path, exception.Message);
    }

    private static DataSet Parse(string text, CsvOptions? options = null) => DataSet.FromCsv(new StringReader(text), options);

    /// <summary>A text of which each reading gives a few characters.</summary>
    private sealed class TricklingReader(string text, Random random) : TextReader
    {
        private int _position;

        public override int Read(Span<char> buffer)
        {
            int count = Math.Min(Math.Min(buffer.Length, text.Length - _position), random.Next(1, 4));
            text.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }
    }
}
