using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers;

/// <summary>A layer with an invalid or unknown attribute. Its output shape is unknown, so later layers are not compared with it.</summary>
internal sealed record UnreadableSpec(int Index, string Name, Shape Input) : LayerSpec(Index, Name, Input, Shape.Unknown)
{
    public override bool SetsShape => true;

    public override string Describe() => "unreadable";

    public override void Build(GraphBuilder builder) => throw new InvalidOperationException("A network with an unreadable layer is not planned.");
}
