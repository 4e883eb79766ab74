namespace FcGen.Tests.Data;

/// <summary>Class names are kept in a file beside a file of rows, which contains numbers only.</summary>
public sealed class ClassNamesFileTests : IDisposable
{
    private static readonly DataSet Flowers = new DataSet([1, 2, 3], [0, 1, 0]).WithClassNames("setosa", "Größe \"1\"\n");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_of_written_samples_are_read_again()
    {
        StreamedDataSet.Write(_folder.Path("rows"), Flowers);

        using StreamedDataSet rows = StreamedDataSet.OpenLabeledRows(_folder.Path("rows"), inputSize: 1, classCount: 2);

        Assert.Equal(Flowers.ClassNames, rows.ClassNames);
        Assert.Equal(3, rows.Count);
    }

    [Fact]
    public void Names_of_a_converted_text_are_read_again()
    {
        string csv = _folder.Write("csv", "1,yes\n2,no\n3,yes\n");
        StreamedDataSet.ConvertCsv(csv, _folder.Path("rows"), new CsvOptions { TextLabels = true }).Dispose();

        using StreamedDataSet rows = StreamedDataSet.OpenLabeledRows(_folder.Path("rows"), inputSize: 1, classCount: 2);

        Assert.Equal(["yes", "no"], rows.ClassNames);
    }

    [Fact]
    public void Samples_without_names_remove_the_names_of_earlier_ones()
    {
        StreamedDataSet.Write(_folder.Path("rows"), Flowers);

        StreamedDataSet.Write(_folder.Path("rows"), new DataSet([1, 2], [0, 1]));

        using StreamedDataSet rows = StreamedDataSet.OpenLabeledRows(_folder.Path("rows"), inputSize: 1, classCount: 2);
        Assert.Empty(rows.ClassNames);
        Assert.Equal([_folder.Path("rows")], Directory.GetFiles(_folder.Path(string.Empty)));
    }

    [Fact]
    public void Names_appear_in_the_confusion_matrix()
    {
        StreamedDataSet.Write(_folder.Path("rows"), new DataSet([1, 2, 3], [0, 1, 0]).WithClassNames("cat", "dog"));
        using StreamedDataSet rows = StreamedDataSet.OpenLabeledRows(_folder.Path("rows"), inputSize: 1, classCount: 2);
        var matrix = new ConfusionMatrix();

        new Trainer<TwoClasses>(new TwoClasses(), new SoftmaxCrossEntropy(), new Sgd(), 2).Evaluate(rows, matrix);

        Assert.Contains("dog", matrix.ToString());
    }

    [Theory]
    [InlineData("[\"a\", \"b\", \"c\"]", "expected the names of 2 classes, but found 3")]
    [InlineData("[\"a\", \"a\"]", "expected different names, but 'a' is repeated")]
    [InlineData("[\"a\", 1]", "expected an array of strings")]
    [InlineData("{\"a\": 1}", "expected an array of strings")]
    [InlineData("[\"a\", ", "expected a JSON array of class names, but it is damaged")]
    [InlineData("", "expected a JSON array of class names, but it is damaged")]
    [InlineData("[\"a\", \"\\ud800\"]", "expected a JSON array of class names, but it is damaged")]
    public void Damaged_names_are_refused(string json, string message)
    {
        StreamedDataSet.Write(_folder.Path("rows"), new DataSet([1, 2], [0, 1]));
        string names = _folder.Write("rows.classes.json", json);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(
            () => StreamedDataSet.OpenLabeledRows(_folder.Path("rows"), inputSize: 1, classCount: 2));

        Assert.StartsWith($"'{names}': {message}", exception.Message);
    }
}

[Network, Input(1), Dense(2)]
internal sealed partial class TwoClasses;
