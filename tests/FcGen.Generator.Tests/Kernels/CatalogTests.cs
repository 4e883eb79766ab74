using System.Reflection;
using FcGen.Generator.Layers;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>Every kind of layer has an attribute, a line in the catalog, and a naive reference in these tests.</summary>
public sealed class CatalogTests
{
    private static readonly string[] Attributes =
        [.. typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LayerAttribute))).Select(type => type.Name).Order()];

    [Fact]
    public void Every_layer_attribute_has_a_line_in_the_catalog() =>
        Assert.Equal(Attributes, LayerCatalog.Kinds.Select(kind => kind.AttributeName).Order());

    [Fact]
    public void Every_layer_attribute_has_a_naive_reference()
    {
        IEnumerable<string> covered = typeof(NaiveLayer).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttribute<NaiveOfAttribute>()?.Layers ?? [])
            .Select(layer => layer.Name)
            .Concat(NaiveActivation.All.Values.Select(activation => activation.Source.Split('(')[0] + "Attribute"));
        Assert.Equal(Attributes, covered.Distinct().Order());
    }
}
