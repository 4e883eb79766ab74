using FcGen.Generator.Graph;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>All values of a sample as a vector. No code: later layers read the same memory.</summary>
internal sealed class FlattenLayer : LayerKind
{
    public override string AttributeName => "FlattenAttribute";

    public override IReadOnlyList<string> OtherNames => ["FlattenLayer", "Ravel"];

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context) => new FlattenSpec(context.Index, context.Name, context.Input);
}

internal sealed record FlattenSpec(int Index, string Name, Shape Input) : LayerSpec(Index, Name, Input, Input.IsKnown ? Input.Flattened : Input)
{
    public override bool SetsShape => true;

    public override Gain? GainBefore => null;

    public override OutputKind OutputKind => OutputKind.AsInput;

    public override string Describe() => "Flatten";

    public override string? LooksAhead => Input.IsVector ? null : "it joins all steps";

    public override void Build(GraphBuilder builder)
    {
        // The order of the values is unchanged.
    }
}
