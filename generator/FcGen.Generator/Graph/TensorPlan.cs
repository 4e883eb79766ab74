namespace FcGen.Generator.Graph;

/// <summary>Place of one tensor in the storage of a network.</summary>
/// <param name="Spec">The tensor.</param>
/// <param name="Layer">Index of its layer.</param>
/// <param name="Name">Full name, for example <c>model.0.weight</c>.</param>
/// <param name="Offset">Index of the first element.</param>
/// <param name="Fill">The initial values, all choices made.</param>
internal sealed record TensorPlan(TensorSpec Spec, int Layer, string Name, int Offset, Fill Fill)
{
    /// <summary>Name of its offset in generated code, for example <c>runningMean3</c>.</summary>
    public string OffsetName => string.Concat(Spec.Name.Split('_').Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word.Substring(1))) + Layer;

    /// <summary>Index after the last element, the padding of its row included.</summary>
    public int End => Offset + Spec.Layout.Floats;
}
