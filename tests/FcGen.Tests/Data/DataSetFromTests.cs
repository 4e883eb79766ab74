namespace FcGen.Tests.Data;

public sealed class DataSetFromTests
{
    private static readonly Flower[] Flowers = [new(5, 3, "lily", 1), new(6, 2, "rose", 0), new(7, 4, "lily", 1)];

    [Fact]
    public void A_label_that_is_a_number_is_the_class()
    {
        DataSet data = DataSet.From(Flowers, x => [x.Length, x.Width], x => x.Kind);

        Assert.Equal([5f, 3, 6, 2, 7, 4], data.Inputs);
        Assert.Equal([1, 0, 1], data.Labels);
        Assert.Empty(data.ClassNames);
    }

    [Fact]
    public void A_label_that_is_text_names_the_class()
    {
        DataSet train = DataSet.From(Flowers, x => [x.Length, x.Width], x => x.Species);
        DataSet test = DataSet.From(Flowers.Skip(1), x => [x.Length, x.Width], x => x.Species, train.ClassNames);

        Assert.Equal(["lily", "rose"], train.ClassNames);
        Assert.Equal([0, 1, 0], train.Labels);
        Assert.Equal([1, 0], test.Labels);
        Assert.Contains(
            "Label 1 is 'rose', which is not among the 1 class names.",
            Assert.Throws<ArgumentException>("classNames", () => DataSet.From(Flowers, x => [x.Length], x => x.Species, ["lily"])).Message);
        Assert.Throws<ArgumentException>("label", () => DataSet.From(Flowers, x => [x.Length], _ => (string)null!));
    }

    [Fact]
    public void A_float_or_an_array_gives_targets()
    {
        DataSet one = DataSet.From(Flowers, x => [x.Length], x => x.Width);
        DataSet two = DataSet.From(Flowers, x => [x.Length], x => [x.Width, 2 * x.Width]);

        Assert.Equal([3f, 2, 4], one.Targets);
        Assert.Equal([3f, 6, 2, 4, 4, 8], two.Targets);
    }

    [Fact]
    public void Objects_are_enumerated_once()
    {
        int count = 0;

        DataSet.From(Enumerable.Range(0, 3).Select(i => count++), i => [i], i => i);

        Assert.Equal(3, count);
    }

    [Fact]
    public void Objects_without_values_or_with_different_numbers_of_values_are_refused()
    {
        Assert.Throws<ArgumentException>("items", () => DataSet.From(Array.Empty<Flower>(), x => [x.Length], x => x.Kind));
        Assert.Throws<ArgumentException>("inputs", () => DataSet.From(Flowers, x => [], x => x.Kind));
        Assert.Throws<ArgumentException>("inputs", () => DataSet.From(Flowers, x => null!, x => x.Kind));
        Assert.Contains(
            "object 0 has 1 and object 1 has 2",
            Assert.Throws<ArgumentException>("targets", () => DataSet.From([1, 2], x => [x], x => new float[x])).Message);
    }

    private sealed record Flower(float Length, float Width, string Species, int Kind);
}
