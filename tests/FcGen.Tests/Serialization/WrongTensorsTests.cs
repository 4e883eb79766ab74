using FcGen.Tests.Data;
using FcGen.Tests.Networks;

namespace FcGen.Tests.Serialization;

/// <summary>Valid files with tensors that do not match the network.</summary>
public sealed class WrongTensorsTests : IDisposable
{
    private static readonly byte[] Two = SafetensorsFile.F32(1, 2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_tensor_is_named() => IsRefused(
        "'0.bias' is missing: expected shape [2]",
        ("0.weight", "F32", [2, 1], Two));

    [Fact]
    public void A_tensor_left_over_is_named() => IsRefused(
        "'2.weight' is unexpected: found F32 [1, 2], but the network has no such tensor",
        ("0.weight", "F32", [2, 1], Two),
        ("0.bias", "F32", [2], Two),
        ("2.weight", "F32", [1, 2], Two));

    [Fact]
    public void A_wrong_shape_is_told_beside_the_right_one() => IsRefused(
        "'0.weight': expected shape [2, 1], but found [1, 2]",
        ("0.weight", "F32", [1, 2], Two),
        ("0.bias", "F32", [2], Two));

    [Fact]
    public void A_shape_with_as_many_numbers_is_still_wrong() => IsRefused(
        "'0.weight': expected shape [2, 1], but found [2]",
        ("0.weight", "F32", [2], Two),
        ("0.bias", "F32", [2], Two));

    [Fact]
    public void A_type_that_is_no_floating_number_is_wrong() => IsRefused(
        "'0.bias': expected one of the dtypes F32, F64, F16, BF16, but found I64",
        ("0.weight", "F32", [2, 1], Two),
        ("0.bias", "I64", [2], SafetensorsFile.I64(1, 2)));

    [Fact]
    public void All_differences_are_told_at_once() => IsRefused(
        """
        '0.weight': expected shape [2, 1], but found []
          '0.weight': expected one of the dtypes F32, F64, F16, BF16, but found U8
          '0.bias' is missing: expected shape [2]
          'fc.bias' is unexpected: found F32 [2], but the network has no such tensor
          'empty' is unexpected: found F32 [0], but the network has no such tensor
        """,
        ("0.weight", "U8", [], [1]),
        ("fc.bias", "F32", [2], Two),
        ("empty", "F32", [0], []));

    [Fact]
    public void Names_and_paths_are_shown_on_one_line()
    {
        string path = _folder.Write("a\nb.safetensors", SafetensorsFile.Of(
            ("0.weight", "F32", [2, 1], Two),
            ("0.bias", "F32", [2], Two),
            ("x\\nevil.cs(1,1): error X: \\u001b[31m\\u2028\\u202e", "F32", [2], Two)));

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Line.Load(path));

        Assert.Equal(
            $"""
            '{_folder.Path("a")}\u000Ab.safetensors': the tensors do not match the network.
              'x\u000Aevil.cs(1,1): error X: \u001B[31m\u2028\u202E' is unexpected: found F32 [2], but the network has no such tensor
            """,
            exception.Message);
    }

    [Fact]
    public void Of_many_differences_the_first_are_shown()
    {
        byte[] file = SafetensorsFile.Of([.. Enumerable.Range(0, 30).Select(i => ($"model.{i}.{new string('w', 200)}", "F32", new[] { 2 }, Two))]);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Line.Load(new MemoryStream(file)));

        string[] lines = exception.Message.Split('\n');
        Assert.Equal(12, lines.Length);
        Assert.Equal("  '0.weight' is missing: expected shape [2, 1]", lines[1]);
        Assert.Equal("  '0.bias' is missing: expected shape [2]", lines[2]);
        Assert.Equal($"  'model.0.{new string('w', 112)}...' is unexpected: found F32 [2], but the network has no such tensor", lines[3]);
        Assert.Equal("  and 22 more", lines[11]);
    }

    [Fact]
    public void A_count_of_batches_may_be_an_integer_but_no_byte()
    {
        byte[] file = SafetensorsFile.Of(
            ("norm.weight", "F32", [2], Two),
            ("norm.bias", "F32", [2], Two),
            ("norm.running_mean", "I64", [2], SafetensorsFile.I64(1, 2)),
            ("norm.running_var", "F32", [2], Two),
            ("norm.num_batches_tracked", "U8", [], [1]));

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Norm.Load(new MemoryStream(file)));

        Assert.Equal(
            """
            The stream: the tensors do not match the network.
              'norm.running_mean': expected one of the dtypes F32, F64, F16, BF16, but found I64
              'norm.num_batches_tracked': expected one of the dtypes F32, F64, F16, BF16, I64, I32, but found U8
            """,
            exception.Message);
    }

    [Theory]
    [InlineData(-1f, 3f, "'norm.running_var'[1] is -1, but a variance is at least 0")]
    [InlineData(float.NaN, 3f, "'norm.running_var'[1] is NaN, but a variance is at least 0")]
    [InlineData(float.NegativeInfinity, 3f, "'norm.running_var'[1] is -Infinity, but a variance is at least 0")]
    [InlineData(2f, -1f, "'norm.num_batches_tracked' is -1, but a number of batches is a whole number of at least 0")]
    [InlineData(2f, 1.5f, "'norm.num_batches_tracked' is 1.5, but a number of batches is a whole number of at least 0")]
    [InlineData(2f, float.NaN, "'norm.num_batches_tracked' is NaN, but a number of batches is a whole number of at least 0")]
    public void A_statistic_that_cannot_be_is_named(float variance, float batches, string message)
    {
        byte[] file = SafetensorsFile.Of(
            ("norm.weight", "F32", [2], Two),
            ("norm.bias", "F32", [2], Two),
            ("norm.running_mean", "F32", [2], SafetensorsFile.F32(-1, -2)),
            ("norm.running_var", "F32", [2], SafetensorsFile.F32(0, variance)),
            ("norm.num_batches_tracked", "F32", [], SafetensorsFile.F32(batches)));

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Norm.Load(new MemoryStream(file)));

        Assert.Equal($"The stream: {message}.", exception.Message);
    }

    [Fact]
    public void Setting_a_statistic_that_cannot_be_changes_nothing()
    {
        var network = new Norm();
        float[] before = network.State();

        ArgumentException variance = Assert.Throws<ArgumentException>(() => network.SetTensor("norm.running_var", [2, -0.5f]));
        ArgumentException batches = Assert.Throws<ArgumentException>(() => network.SetTensor("norm.num_batches_tracked", [0.5f]));

        Assert.StartsWith("'norm.running_var'[1] is -0.5, but a variance is at least 0", variance.Message);
        Assert.StartsWith("'norm.num_batches_tracked' is 0.5, but a number of batches is a whole number of at least 0", batches.Message);
        Assert.Equal(before, network.State());
    }

    private void IsRefused(string differences, params (string Name, string Type, int[] Shape, byte[] Data)[] tensors)
    {
        string path = _folder.Write("line.safetensors", SafetensorsFile.Of(tensors));

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Line.Load(path));

        Assert.Equal($"'{path}': the tensors do not match the network.\n  {differences}", exception.Message);
    }
}
