namespace FcGen.Tests.Metrics;

/// <summary>The table that a confusion matrix prints.</summary>
public sealed class ConfusionMatrixTextTests
{
    [Fact]
    public void Classes_without_names_have_their_indices()
    {
        var matrix = new ConfusionMatrix();
        matrix.Add([1f, 0, 1, 0, 0, 1], [0, 1, 1], outputSize: 2);

        Assert.Equal("actual \\ predicted  0  1\n0                   1  0\n1                   1  1", matrix.ToString());
    }

    [Fact]
    public void Names_of_classes_are_printed_on_one_line_and_missing_predictions_in_a_column()
    {
        var matrix = new ConfusionMatrix { ClassNames = ["a", "line\nfeed"] };
        matrix.Add([1f, 0, float.NaN, 0, 0, 1], [0, 1, 1], outputSize: 2);

        Assert.Equal(
            "actual \\ predicted  a  line\\u000Afeed  none\n"
            + "a                   1               0     0\n"
            + "line\\u000Afeed      0               1     1",
            matrix.ToString());
    }

    [Fact]
    public void A_matrix_without_samples_is_a_corner() => Assert.Equal("actual \\ predicted", new ConfusionMatrix().ToString());
}
