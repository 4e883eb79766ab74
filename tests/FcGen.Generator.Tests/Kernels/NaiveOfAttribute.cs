namespace FcGen.Generator.Tests.Kernels;

/// <summary>Marks the naive reference of a kind of layer.</summary>
/// <param name="layers">The attributes of the layer.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NaiveOfAttribute(params Type[] layers) : Attribute
{
    public IReadOnlyList<Type> Layers => layers;
}

/// <summary>A naive reference that makes random layers of its kind, which <see cref="RandomPositions"/> then uses.</summary>
internal interface IRandomLayer
{
    /// <summary>Returns a layer for a shape, and the shape of its output; null if none fits.</summary>
    static abstract (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random);
}
