namespace FcGen.Tests.Data;

/// <summary>Attributes on members choose the inputs, labels and targets of objects.</summary>
public sealed class DataSetFromAttributesTests
{
    private enum Species
    {
        Rose = 5,
        Lily = 1,
        Tulip = 3,
        Alias = Lily,
    }

    [Fact]
    public void Features_and_targets_are_in_the_order_of_declaration()
    {
        DataSet data = DataSet.From([new House(100, 4, true, 5.5m, 20), new House(50, 2, false, 2.5m, 10)]);

        Assert.Equal([100f, 4, 1, 50, 2, 0], data.Inputs);
        Assert.Equal([5.5f, 20, 2.5f, 10], data.Targets);
    }

    [Fact]
    public void Members_may_be_properties_fields_private_and_inherited()
    {
        DataSet data = DataSet.From([new Derived(1, 2, 3, 4)]);

        Assert.Equal([1f, 3, 2, 4], data.Inputs);
        Assert.Equal([1], data.Labels);
    }

    [Fact]
    public void A_label_that_is_text_names_the_class()
    {
        Named[] items = [new(1, "rose"), new(2, "lily"), new(3, "rose")];

        DataSet train = DataSet.From(items);
        DataSet test = DataSet.From(items.Skip(1), train.ClassNames);

        Assert.Equal(["rose", "lily"], train.ClassNames);
        Assert.Equal([0, 1, 0], train.Labels);
        Assert.Equal([1, 0], test.Labels);
        Assert.Contains(
            "Label 1 is 'lily', which is not among the 1 class names.",
            Assert.Throws<ArgumentException>("classNames", () => DataSet.From(items, ["rose"])).Message);
    }

    [Fact]
    public void A_label_that_is_an_enum_has_all_its_values_as_classes()
    {
        DataSet data = DataSet.From([new Flower(1, Species.Rose), new Flower(2, Species.Alias)]);

        Assert.Equal(3, data.ClassCount);
        Assert.Equal(["Tulip", "Rose"], data.ClassNames.Skip(1));
        Assert.Equal([2, 0], data.Labels);
        Assert.Contains(
            "Label 0 is '7', which is not among the 3 class names.",
            Assert.Throws<ArgumentException>("classNames", () => DataSet.From([new Flower(1, (Species)7)])).Message);
    }

    [Fact]
    public void A_label_that_is_an_integer_or_a_bool_is_the_class()
    {
        Assert.Equal([2, 0], DataSet.From([new Numbered(1, 2), new Numbered(1, 0)]).Labels);
        Assert.Equal([1, 0], DataSet.From([new Answer(1, true), new Answer(1, false)]).Labels);
        Assert.Equal(["no", "yes"], DataSet.From([new Answer(1, true)], ["no", "yes"]).ClassNames);
        Assert.Contains(
            "Numbered.Class of object 1 is -1.",
            Assert.Throws<ArgumentOutOfRangeException>("items", () => DataSet.From([new Numbered(1, 0), new Numbered(1, -1)])).Message);
        Assert.Throws<ArgumentOutOfRangeException>("items", () => DataSet.From([new Numbered(1, long.MaxValue)]));
    }

    [Fact]
    public void Missing_values_and_objects_are_named()
    {
        Assert.Equal([2f], DataSet.From([new Maybe(2, "a")]).Inputs);
        AssertRefused("items", "Maybe.Size of object 1 is null", () => DataSet.From([new Maybe(2, "a"), new Maybe(null, "a")]));
        AssertRefused("items", "Maybe.Name of object 0 is null", () => DataSet.From([new Maybe(2, null)]));
        AssertRefused("items", "object 1 is null", () => DataSet.From([new Maybe(2, "a"), null]));
        AssertRefused("items", "no objects were given", () => DataSet.From(Array.Empty<Maybe>()));
    }

    [Fact]
    public void Attributes_that_are_missing_or_contradict_each_other_are_named()
    {
        AssertRefused("T", "Version has 0 features, 0 labels and 0 targets", () => DataSet.From([new Version(1, 2)]));
        AssertRefused("T", "NoLabel has 1 features, 0 labels and 0 targets", () => DataSet.From([new NoLabel(1)]));
        AssertRefused("T", "TwoLabels has 1 features, 2 labels and 0 targets", () => DataSet.From([new TwoLabels(1, 0, 1)]));
        AssertRefused("T", "Both has 1 features, 1 labels and 1 targets", () => DataSet.From([new Both(1, 0, 1)]));
        AssertRefused("classNames", "House has targets", () => DataSet.From([new House(1, 1, true, 1, 1)], ["a"]));
    }

    [Fact]
    public void Types_that_an_attribute_does_not_support_are_named()
    {
        AssertRefused("T", "TextFeature.Size is marked as part of a sample and must be a number or a bool, but is a String", () => DataSet.From([new TextFeature("a", 1)]));
        AssertRefused("T", "EnumFeature.Kind is marked as part of a sample and must be a number or a bool, but is a Species", () => DataSet.From([new EnumFeature(Species.Lily, 1)]));
        AssertRefused("T", "FloatLabel.Price is marked as part of a sample and must be a string, an enum, an integer or a bool", () => DataSet.From([new FloatLabel(1, 1)]));
        AssertRefused("T", "WriteOnly.Size is marked as part of a sample and must be a property that can be read", () => DataSet.From([new WriteOnly()]));
    }

    private static void AssertRefused(string parameter, string message, Func<object> from) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(parameter, from).Message);

    private sealed record House(
        [property: Feature] float Area,
        [property: Feature] byte Rooms,
        [property: Feature] bool HasGarden,
        [property: Target] decimal Price,
        [property: Target] double Rent);

    private class Base(float width)
    {
        [Feature]
        public float Width { get; } = width;
    }

    private sealed class Derived(float first, float second, float third, float fourth) : Base(third)
    {
        [Feature]
        private readonly float _second = second;

        [Feature]
        public float Fourth = fourth;

        [Feature]
        private float First { get; } = first;

        [Label]
        internal int Kind => 1;
    }

    private sealed record Named([property: Feature] float Size, [property: Label] string Name);

    private sealed record Flower([property: Feature] float Size, [property: Label] Species Species);

    private sealed record Numbered([property: Feature] float Size, [property: Label] long Class);

    private sealed record Answer([property: Feature] float Size, [property: Label] bool IsYes);

    private sealed record Maybe([property: Feature] float? Size, [property: Label] string? Name);

    private sealed record NoLabel([property: Feature] float Size);

    private sealed record TwoLabels([property: Feature] float Size, [property: Label] int First, [property: Label] int Second);

    private sealed record Both([property: Feature] float Size, [property: Label] int First, [property: Target] float Second);

    private sealed record TextFeature([property: Feature] string Size, [property: Label] int Kind);

    private sealed record EnumFeature([property: Feature] Species Kind, [property: Label] int Label);

    private sealed record FloatLabel([property: Feature] float Size, [property: Label] float Price);

    private sealed class WriteOnly
    {
        [Feature]
        public float Size
        {
            set => _ = value;
        }

        [Label]
        public int Kind => 1;
    }
}
