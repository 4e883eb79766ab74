namespace FcGen.Generator.Graph;

/// <summary>Place of one tensor in the storage of a network.</summary>
/// <param name="Spec">The tensor.</param>
/// <param name="Name">Full name, for example <c>model.0.weight</c>.</param>
/// <param name="Offset">Index of the first element.</param>
/// <param name="Fill">The initial values, all choices made.</param>
internal sealed record TensorPlan(TensorSpec Spec, string Name, int Offset, Fill Fill)
{
    /// <summary>Index after the last element, the padding of its row included.</summary>
    public int End => Offset + Spec.Layout.Floats;
}
