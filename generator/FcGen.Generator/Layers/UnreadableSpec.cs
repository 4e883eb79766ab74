using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers;

/// <summary>A layer that the compiler cannot make sense of yet: what it gives is unknown, so that nothing after it is compared with it.</summary>
internal sealed record UnreadableSpec(int Index, string Name, Shape Input) : LayerSpec(Index, Name, Input, Shape.Unknown)
{
    public override bool SetsShape => true;

    public override string Describe() => "unreadable";

    public override void Build(GraphBuilder builder) => throw new InvalidOperationException("A network with an unreadable layer is not planned.");
}
