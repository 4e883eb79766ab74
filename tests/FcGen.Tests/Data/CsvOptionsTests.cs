using System.Text;

namespace FcGen.Tests.Data;

/// <summary>Labels, categories, missing values and columns of CSV texts.</summary>
public sealed class CsvOptionsTests : IDisposable
{
    private const string People = "age,kind,city\n20,a,Rome\n?,b,Oslo\n40,a,\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Class_names_survive_every_operation_on_the_data()
    {
        DataSet data = Read("1,b\n2,a\n3,b\n4,a\n", new CsvOptions { TextLabels = true });

        DataSet[] results =
        [
            data.Split(0.5).Train, data.KFold(2)[0].Validation, data.StratifiedKFold(2)[1].Train, data.Subset([0]), data.Scale(2),
            data.Standardize().Data, data.Subset([0]).Scale(2),
        ];

        Assert.All(results, result => Assert.Equal(["b", "a"], result.ClassNames));
        Assert.All(results, result => Assert.Equal(2, result.ClassCount));
        Assert.Empty(Read("1,0\n2,1\n").ClassNames);
    }

    [Fact]
    public void Classes_of_numeric_labels_are_named_later()
    {
        DataSet data = Read("1,0\n2,1\n").WithClassNames("no", "yes", "maybe");

        Assert.Equal(["no", "yes", "maybe"], data.ClassNames);
        Assert.Equal(3, data.ClassCount);
        Assert.Throws<ArgumentException>(() => data.WithClassNames("no"));
        Assert.Throws<ArgumentException>(() => data.WithClassNames("no", "no", "maybe"));
        Assert.Throws<InvalidOperationException>(() => new DataSet([1f], [1f], 1).WithClassNames("a"));
    }

    [Fact]
    public void A_label_that_is_not_in_the_list_is_refused() => AssertRefused(
        "1,a\n2,c\n", new CsvOptions { ClassNames = ["a", "b"] }, "line 2, column 2: expected one of the class labels 'a', 'b' but found 'c'.");

    [Fact]
    public void Labels_from_1_are_refused_until_the_first_label_is_set()
    {
        const string Text = "5,1\n6,2\n7,3\n";

        AssertRefused(Text, new CsvOptions(), "expected class labels from 0, but they are from 1 to 3. Set CsvOptions.FirstLabel to 1");

        Assert.Equal([0, 1, 2], Read(Text, new CsvOptions { FirstLabel = 1 }).Labels);
        Assert.Equal([1, 2, 3], Read(Text, new CsvOptions { FirstLabel = 0 }).Labels);
        Assert.Equal([1, 1], Read("5,1\n6,1\n").Labels);
        AssertRefused("5,0\n", new CsvOptions { FirstLabel = 1 }, "a whole number of at least 1, but found '0'");
        Assert.Throws<ArgumentException>(() => Read(Text, new CsvOptions { FirstLabel = 1, TextLabels = true }));
    }

    [Theory]
    [InlineData("width,kind\n1,0\n", "CsvOptions.HasHeader")]
    [InlineData("1,setosa\n", "CsvOptions.TextLabels")]
    [InlineData("1,21.6\n", "CsvOptions.TargetColumns")]
    [InlineData("1,red,0\n", "CsvOptions.TextInputs")]
    [InlineData("1,?,0\n", "CsvOptions.MissingValues")]
    public void A_message_names_the_option_that_reads_the_text(string text, string option) => AssertRefused(text, new CsvOptions(), option);

    [Fact]
    public void Only_the_first_row_can_be_a_forgotten_header()
    {
        string message = Assert.Throws<InvalidDataException>(() => Read("1,0\nwidth,kind\n")).Message;

        Assert.DoesNotContain("HasHeader", message);
    }

    [Fact]
    public void A_header_that_would_become_a_category_is_refused() => AssertRefused(
        "size,kind\n1,a\n2,b\n",
        new CsvOptions { TextInputs = true, TextLabels = true },
        "line 2, column 1: expected text as in line 1 but found '1'. If line 1 is a header, set CsvOptions.HasHeader.");

    [Fact]
    public void Categories_become_one_hot_inputs_in_order_of_appearance()
    {
        DataSet data = Read("red,1,0\nblue,2,1\nred,3,0\n", new CsvOptions { TextInputs = true });

        Assert.Equal([1f, 0, 1, 0, 1, 2, 1, 0, 3], data.Inputs);
    }

    [Fact]
    public void A_missing_category_is_zero_in_all_inputs_if_it_is_filled()
    {
        var options = new CsvOptions { HasHeader = true, LabelColumn = "kind", TextLabels = true, OneHotColumns = ["city"] };

        Assert.Equal(
            [20f, 1, 0, 30, 0, 1, 40, 0, 0], Read(People, options with { MissingValues = MissingValues.FillMean }).Inputs);
        Assert.Equal(
            [20f, 1, 0, -1, 0, 1, 40, 0, 0],
            Read(People, options with { MissingValues = MissingValues.FillConstant, FillValue = -1 }).Inputs);
    }

    [Fact]
    public void Missing_values_are_refused_by_default_with_line_column_and_name()
    {
        var options = new CsvOptions { HasHeader = true, LabelColumn = "kind", TextLabels = true, TextInputs = true };

        AssertRefused(
            People, options,
            "line 3, column 1 ('age'): expected a finite number but found '?'. CsvOptions.MissingValues can skip rows with missing values");
        AssertRefused(People, options with { IgnoredColumns = ["age"] }, "line 4, column 3 ('city'): expected a category but found ''");
    }

    [Fact]
    public void A_skipped_row_leaves_no_trace()
    {
        DataSet data = Read(
            "1,x,?,a\n2,y,5,b\n3,z,6,?\n4,y,7,c\n",
            new CsvOptions { TextInputs = true, TextLabels = true, MissingValues = MissingValues.SkipRow });

        Assert.Equal(["b", "c"], data.ClassNames);
        Assert.Equal([2f, 1, 5, 4, 1, 7], data.Inputs);
    }

    [Fact]
    public void A_skipped_row_must_have_all_columns() => AssertRefused(
        "1,2,0\n?,0\n", new CsvOptions { MissingValues = MissingValues.SkipRow }, "line 2: expected 3 columns as in line 1, but found 2.");

    [Fact]
    public void A_text_of_rows_that_are_all_skipped_is_refused() => AssertRefused(
        "?,0\n?,1\n", new CsvOptions { MissingValues = MissingValues.SkipRow }, "none in 2 lines, of which 2 have missing values");

    [Theory]
    [InlineData(MissingValues.FillMean)]
    [InlineData(MissingValues.FillConstant)]
    public void A_missing_label_or_target_cannot_be_filled(MissingValues handling)
    {
        AssertRefused("1,NA\n", new CsvOptions { MissingValues = handling }, "A missing label, target or weight cannot be filled.");
        AssertRefused("1,NA\n", new CsvOptions { MissingValues = handling, TargetColumns = [1] }, "A missing label, target or weight cannot be filled.");
        AssertRefused("1,NA\n", new CsvOptions { MissingValues = handling, TextLabels = true }, "A missing label, target or weight cannot be filled.");
    }

    [Fact]
    public void A_column_without_values_has_no_mean() => AssertRefused(
        "1,?,0\n2,?,1\n", new CsvOptions { MissingValues = MissingValues.FillMean }, "column 2: expected at least one number for the mean");

    [Fact]
    public void A_column_with_too_many_categories_is_refused()
    {
        var options = new CsvOptions { TextInputs = true, MaxCategories = 2 };

        AssertRefused("a,0\nb,0\na,0\nc,1\n", options, "line 4, column 1: expected at most 2 categories, the limit CsvOptions.MaxCategories, but found 'c'.");
    }

    [Fact]
    public void Other_texts_are_encoded_as_the_training_data()
    {
        const string Train = "red,1,yes\nblue,?,no\ngreen,3,yes\n";
        const string Test = "green,?,no\n";
        var options = new CsvOptions { TextInputs = true, TextLabels = true, MissingValues = MissingValues.FillMean };

        CsvOptions fitted = options.Fit(new StringReader(Train));
        DataSet test = Read(Test, fitted);

        Assert.Equal(Read(Train, options).Inputs, Read(Train, fitted).Inputs);
        Assert.Equal([0f, 0, 1, 2], test.Inputs);
        Assert.Equal([1], test.Labels);
        Assert.Equal(["yes", "no"], test.ClassNames);
        AssertRefused("gray,1,no\n", fitted, "expected one of the categories 'red', 'blue', 'green' but found 'gray'");
        AssertRefused("red,1,2,no\n", fitted, "expected 3 columns as in the text that the options were fitted to, but found 4");
    }

    [Fact]
    public void A_streamed_text_needs_categories_and_means_before_it_is_read()
    {
        string text = _folder.Write("text.csv", "red,1,yes\nblue,?,no\ngreen,3,yes\n");
        string rows = _folder.Path("rows");
        var options = new CsvOptions { TextInputs = true, TextLabels = true, MissingValues = MissingValues.FillMean };

        using (StreamedDataSet file = StreamedDataSet.ConvertCsv(text, rows, options.Fit(text)))
        {
            DataSet data = DataSet.FromCsv(text, options);
            float[] inputs = new float[data.Inputs.Length];
            file.Read(0, new SampleBatch(inputs, new int[3], [], 3));
            Assert.Equal(data.Inputs, inputs);
            Assert.Equal(["yes", "no"], file.ClassNames);
        }

        File.Delete(rows);
        AssertUnfitted(options, "categories");
        AssertUnfitted(new CsvOptions { OneHotColumns = [0] }, "categories");
        AssertUnfitted(new CsvOptions { MissingValues = MissingValues.FillMean }, "means");
        Assert.False(File.Exists(rows));

        void AssertUnfitted(CsvOptions unfitted, string what) => Assert.Contains(
            $"its {what} must be known before. Pass the options that CsvOptions.Fit returns.",
            Assert.Throws<ArgumentException>("options", () => StreamedDataSet.ConvertCsv(text, rows, unfitted)).Message);
    }

    [Fact]
    public void Labels_from_1_leave_no_file_of_rows()
    {
        string text = _folder.Write("text.csv", "5,1\n6,2\n");

        Assert.Throws<InvalidDataException>(() => StreamedDataSet.ConvertCsv(text, _folder.Path("rows")));

        Assert.False(File.Exists(_folder.Path("rows")));
    }

    [Fact]
    public void Input_columns_have_the_order_of_the_list() =>
        Assert.Equal([3f, 1], Read("1,2,3,0\n", new CsvOptions { InputColumns = [2, 0] }).Inputs);

    [Fact]
    public void Column_options_accept_arrays_and_ranges()
    {
        Assert.Equal([2f, 3], Read("1,2,3,0\n", new CsvOptions { InputColumns = new[] { 1, 2 } }).Inputs);
        Assert.Equal([2f, 3], Read("1,2,3,0\n", new CsvOptions { InputColumns = CsvColumns.Range(1, 2) }).Inputs);
        Assert.Equal([1f], Read("a,b,c\n1,2,0\n", new CsvOptions { HasHeader = true, IgnoredColumns = new[] { "b" } }).Inputs);

        CsvColumns mixed = ["a", -1];
        Assert.Equal("['a', -1]", mixed.ToString());
    }

    [Fact]
    public void A_name_that_the_header_does_not_have_or_has_twice_is_refused()
    {
        AssertRefused("a,b\n1,0\n", new CsvOptions { HasHeader = true, LabelColumn = "c" }, "LabelColumn names column 'c', but the columns are 'a', 'b'.");
        AssertRefused("a,b,b\n1,0,0\n", new CsvOptions { HasHeader = true, LabelColumn = "b" }, "several columns have this name. Use an index.");
        Assert.Contains(
            "column 'a' is named and HasHeader is false",
            Assert.Throws<ArgumentException>(() => Read("a,b\n1,0\n", new CsvOptions { LabelColumn = "a" })).Message);
    }

    [Fact]
    public void A_column_has_one_role()
    {
        Assert.Contains(
            "IgnoredColumns names column 1, which LabelColumn names too.",
            Assert.Throws<ArgumentException>(() => Read("1,0\n", new CsvOptions { IgnoredColumns = [1] })).Message);
        Assert.Contains(
            "OneHotColumns names column -1, which is not an input column.",
            Assert.Throws<ArgumentException>(() => Read("1,0\n", new CsvOptions { OneHotColumns = [-1] })).Message);
    }

    [Theory]
    [InlineData("# x,kind\n1,0\n")]
    [InlineData("# written by a tool\n# x,kind\n1,0\n")]
    public void A_header_of_NumPy_is_skipped_or_read(string text)
    {
        Assert.Equal([1f], Read(text).Inputs);
        Assert.Equal([1f], Read(text, new CsvOptions { HasHeader = true, LabelColumn = "kind" }).Inputs);
    }

    [Fact]
    public void A_comment_before_the_header_is_skipped()
    {
        DataSet data = Read("# \"written\" by a tool\nx,y,kind\n1,2,0\n", new CsvOptions { HasHeader = true, InputColumns = ["y"] });

        Assert.Equal([2f], data.Inputs);
    }

    [Theory]
    [InlineData("sep=;\n1;2;0\n")]
    [InlineData("SEP=\t\r\n1\t2\t0\n")]
    [InlineData("sep=|\n1|2|0\n")]
    public void The_first_line_of_Excel_sets_the_delimiter(string text) => Assert.Equal([1f, 2], Read(text).Inputs);

    [Fact]
    public void A_header_follows_the_first_line_of_Excel() =>
        Assert.Equal([1f], Read("sep=;\nx;kind\n1;0\n", new CsvOptions { HasHeader = true, LabelColumn = "kind" }).Inputs);

    [Fact]
    public void A_delimiter_that_numbers_contain_is_refused() =>
        AssertRefused("sep=.\n1.0\n", new CsvOptions(), "line 1: expected a delimiter after sep=, but found '.'");

    [Fact]
    public void A_decimal_comma_needs_another_delimiter()
    {
        Assert.Contains(
            "need a delimiter that is not a comma", Assert.Throws<ArgumentException>(() => Read("1,5\n", new CsvOptions { DecimalComma = true })).Message);
        Assert.Equal([1.5f, -2000], Read("sep=;\n1,5;-2e3;0\n", new CsvOptions { DecimalComma = true }).Inputs);
        AssertRefused("1.5;0\n", new CsvOptions { DecimalComma = true, Delimiter = ';' }, "expected a finite number but found '1.5'");
    }

    [Theory]
    [InlineData("1  2\t\t3 0")]
    [InlineData("   1 2 3 0  ")]
    [InlineData("\"1\"  2 \"3\"\t0")]
    public void A_space_separates_by_any_number_of_blanks(string text) =>
        Assert.Equal([1f, 2, 3], Read(text, new CsvOptions { Delimiter = ' ' }).Inputs);

    [Fact]
    public void Quoted_text_keeps_delimiters_blanks_and_quotes()
    {
        DataSet data = Read("1,\" a \"\"b\"\", c\"\n", new CsvOptions { TextLabels = true });

        Assert.Equal([" a \"b\", c"], data.ClassNames);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        CsvOptions[] wrong =
        [
            new() { InputColumns = [] }, new() { MaxCategories = 0 }, new() { FillValue = float.NaN }, new() { ClassNames = [] },
            new() { ClassNames = ["a", "a"] }, new() { MissingValues = (MissingValues)9 },
            new() { Categories = new Dictionary<CsvColumn, IReadOnlyList<string>> { [0] = [] } },
        ];

        Assert.All(wrong, options => Assert.Throws<ArgumentException>("options", () => Read("1,0\n", options)));
    }

    [Fact]
    public void Many_rows_with_categories_need_memory_for_their_inputs_and_little_more()
    {
        const int Rows = 20_000;
        string text = new StringBuilder().Insert(0, "a,1,0\nb,2,1\n", Rows / 2).ToString();
        var options = new CsvOptions { TextInputs = true };
        Read(text, options);

        long before = GC.GetAllocatedBytesForCurrentThread();
        DataSet data = Read(text, options);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((Rows, 3), (data.Count, data.InputSize));
        Assert.InRange(allocated, 0, (8L * sizeof(float) * Rows) + (1 << 20));
    }

    private static DataSet Read(string text, CsvOptions? options = null) => DataSet.FromCsv(new StringReader(text), options);

    private static void AssertRefused(string text, CsvOptions options, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(text, options)).Message);
}
