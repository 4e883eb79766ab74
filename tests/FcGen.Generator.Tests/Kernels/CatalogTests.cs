using FcGen.Generator.Layers;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>Every kind of layer has an attribute, a line in the catalog, and a naive reference in these tests.</summary>
public sealed class CatalogTests
{
    private static readonly string[] Attributes =
        [.. typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute))).Select(type => type.Name).Order()];

    [Fact]
    public void Every_layer_attribute_has_a_line_in_the_catalog() =>
        Assert.Equal(Attributes, LayerCatalog.Kinds.Select(kind => kind.AttributeName).Order());

    [Fact]
    public void Every_layer_attribute_has_a_naive_reference()
    {
        IEnumerable<string> covered = NaiveActivation.All.Keys
            .Append(new NaiveSoftmax().Source)
            .Append(new NaiveLogSoftmax().Source)
            .Concat(new NaiveLayer[]
            {
                new NaiveDense(1, 1, true, "Dense"), new NaivePReLU(), new NaiveBatchNorm(1), new NaiveLayerNorm(1), new NaiveAdd(0), new NaiveConcat(0),
                new NaiveFlatten(), new NaiveTranspose(1, 1),
            }.Select(layer => layer.Source))
            .Select(source => source.Split('(')[0] + "Attribute");
        Assert.Equal(Attributes, covered.Distinct().Order());
    }
}
